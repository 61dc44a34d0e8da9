package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.dynastore.embedded.Fault;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Lost replies, interruption, and changes that fail. */
class ModifyTroubleTest extends ModifyFixture {
    @Test
    void aLostReplyIsASuccessAndTheChangeIsMadeOnce() {
        rival.create("k", "a");
        faults.next("UpdateItem", Fault.loseReply(), Fault.loseReply());

        assertThat(partition.modify("k", value -> value + "b").value()).isEqualTo("ab");
        assertThat(rival.get("k").value()).isEqualTo("ab");
        assertThat(store.http.requests()).containsExactly("GetItem", "UpdateItem", "UpdateItem", "UpdateItem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rival", ""})
    void anUnknownOutcomeStopsItSoThatTheChangeIsNotMadeTwice(String by) {
        rival.create("k", "a");
        faults.next("UpdateItem", Fault.loseReply());
        if (by.isEmpty()) {
            faults.next("UpdateItem", Fault.loseReply(), Fault.loseReply());
        } else {
            faults.between(() -> rival.update(rival.get("k"), rival.get("k").value() + "r"));
        }

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> partition.modify("k", value -> value + "b"))
                .withCauseInstanceOf(SdkException.class);
        assertThat(rival.get("k").value()).isEqualTo(by.isEmpty() ? "ab" : "abr");
        assertThat(pauses).isEmpty();
        assertThat(faults.unused()).isZero();
    }

    @Test
    void anUnknownOutcomeOfACreateStopsItToo() {
        faults.next("PutItem", Fault.loseReply()).between(() -> {
            rival.delete("k");
            rival.create("k", "r");
        });

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> partition.modifyOrCreate("k", "new", value -> value + "m"));
        assertThat(rival.get("k").value()).isEqualTo("r");
    }

    @Test
    void interruptionEndsTheWaitAndIsKept() {
        rival.create("k", "");
        Partition<String> interrupted = partition(duration -> {
            throw new InterruptedException();
        });

        assertThatExceptionOfType(AbortedException.class).isThrownBy(() -> interrupted.modify("k", this::late));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(rival.get("k").version()).as("only the rival wrote").isEqualTo(3);
    }

    @Test
    void whatTheChangeThrowsReachesTheCallerAtOnce() {
        Entry<String> other = rival.create("other", "a");
        rival.put("other", "b");
        rival.create("k", "a");
        List<UnaryOperator<String>> changes = List.of(
                value -> {
                    throw new IllegalStateException("no");
                },
                value -> rival.create("other", "c").value(),
                value -> rival.update(other, "c").value(),
                value -> rival.get("absent").value());
        List<Class<? extends RuntimeException>> thrown = List.of(
                IllegalStateException.class,
                KeyExistsException.class,
                KeyModifiedException.class,
                KeyNotFoundException.class);

        for (int i = 0; i < changes.size(); i++) {
            UnaryOperator<String> change = changes.get(i);
            assertThat(store.requestsOf(() -> assertThatExceptionOfType(RuntimeException.class)
                            .isThrownBy(() -> partition.modifyOrCreate("k", "new", change))
                            .isExactlyInstanceOf(thrown.get(changes.indexOf(change)))))
                    .containsExactly("GetItem");
        }
        assertThat(rival.get("k").value()).isEqualTo("a");
        assertThat(pauses).isEmpty();
    }

    @Test
    void aChangeToNullIsRefusedBeforeItIsSent() {
        rival.create("k", "a");

        assertThat(store.requestsOf(() -> assertThatNullPointerException()
                        .isThrownBy(() -> partition.modify("k", value -> null))
                        .withMessageContainingAll("'k'", "Delete")))
                .containsExactly("GetItem");
    }
}
