package io.dynastore.embedded;

import static io.dynastore.embedded.Fault.accessDenied;
import static io.dynastore.embedded.Fault.cutBody;
import static io.dynastore.embedded.Fault.delay;
import static io.dynastore.embedded.Fault.delayReply;
import static io.dynastore.embedded.Fault.error;
import static io.dynastore.embedded.Fault.intermediary;
import static io.dynastore.embedded.Fault.internalServerError;
import static io.dynastore.embedded.Fault.loseReply;
import static io.dynastore.embedded.Fault.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void faultsAreEqualIfTheSameHappens() {
        assertThat(loseReply()).isEqualTo(loseReply()).hasSameHashCodeAs(loseReply());
        assertThat(delay(SECOND)).isEqualTo(delay(Duration.ZERO.plusSeconds(1)));
        assertThat(error(500, "InternalServerError", "Internal server error")).isEqualTo(internalServerError());
        assertThat(internalServerError().afterExecution())
                .isEqualTo(internalServerError().afterExecution().afterExecution());
        assertThat(Set.of(
                        delay(SECOND),
                        delayReply(SECOND),
                        delay(SECOND.plusNanos(1)),
                        cutBody(1),
                        cutBody(2),
                        intermediary(502),
                        intermediary(503),
                        internalServerError(),
                        internalServerError().afterExecution(),
                        error(500, "InternalServerError", "another message"),
                        pass()))
                .hasSize(11);
    }

    @Test
    void aFaultNamesTheCallThatMadeIt() {
        assertThat(List.of(
                        loseReply(),
                        delay(SECOND),
                        cutBody(7),
                        intermediary(502).afterExecution(),
                        accessDenied(),
                        error(400, "LimitExceededException", "Too much")))
                .extracting(Fault::toString)
                .containsExactly(
                        "loseReply()",
                        "delay(PT1S)",
                        "cutBody(7)",
                        "intermediary(502).afterExecution()",
                        "accessDenied()",
                        "error(400, LimitExceededException)");
    }

    @Test
    void onlyAnErrorCanComeAfterTheExecution() {
        assertThatIllegalStateException()
                .isThrownBy(() -> loseReply().afterExecution())
                .withMessageStartingWith("loseReply() is not an error.");
        assertThatIllegalStateException().isThrownBy(() -> pass().afterExecution());
    }

    @Test
    void thereAreNoNegativeDurationsNorBytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> delay(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> delayReply(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> cutBody(-1));
    }
}
