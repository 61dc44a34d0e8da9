package io.dynastore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void ofAnEvenNumberTheMedianIsBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Spread(1, 2.5, 4));
    }

    @Test
    void aRatioIsTakenWithinARound() {
        assertThat(Spread.ofRatios(List.of(11.0, 60.0, 12.0), List.of(10.0, 50.0, 10.0)))
                .isEqualTo(new Spread(1.1, 1.2, 1.2));
    }

    @Test
    void theRangeIsLeftOutWhereItDoesNotShow() {
        assertThat(new Spread(1.01, 1.02, 1.03).describe(1)).isEqualTo("1.0");
        assertThat(new Spread(0.99, 1.02, 1.06).describe(2)).isEqualTo("1.02 (0.99 to 1.06)");
    }
}
