package io.dynastore.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.benchmarks.Spread;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Trial OURS = new Trial(OverheadBenchmark.class, "get", Map.of("kind", "DYNASTORE"), false);
    private static final Trial THEIRS = new Trial(OverheadBenchmark.class, "get", Map.of("kind", "RAW"), false);

    private final Rounds rounds = new Rounds(Map.of(
            OURS, List.of(new Figures(11, 1000), new Figures(60, 1000), new Figures(12, 1000)),
            THEIRS, List.of(new Figures(10, 800), new Figures(50, 800), new Figures(10, 800))));

    @Test
    void aFigureIsThatOfTheRoundInTheMiddle() {
        assertThat(rounds.of(OURS, Figures::cpuMicros)).isEqualTo(new Spread(11, 12, 60));
    }

    @Test
    void aRatioIsTakenWithinARound() {
        assertThat(rounds.ratio(OURS, THEIRS, Figures::cpuMicros)).isEqualTo(new Spread(1.1, 1.2, 1.2));
        assertThat(rounds.ratio(OURS, THEIRS, Figures::bytes)).isEqualTo(new Spread(1.25, 1.25, 1.25));
    }
}
