package io.dynastore.benchmarks.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartTest {
    @Test
    void aStartIsReadFromWhatTheApplicationPrints() {
        assertThat(Start.of(List.of("Started in 2 seconds", "first-answer 10500 4200 9876 26"), 10_000))
                .isEqualTo(new Start(500, 4200, 9876));
    }

    @Test
    void whatItPrintsIsShownWhereThereIsNoAnswer() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Start.of(List.of("APPLICATION FAILED TO START"), 0))
                .withMessageContaining("FAILED TO START");
    }
}
