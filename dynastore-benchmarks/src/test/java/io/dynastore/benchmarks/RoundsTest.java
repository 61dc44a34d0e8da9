package io.dynastore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.benchmarks.Rounds.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoundsTest {
    @Test
    void aRatioIsTakenWithinARound() {
        Rounds<String, Double> rounds = new Rounds<>();
        Stream.of(11.0, 60.0, 12.0).forEach(figure -> rounds.add("ours", figure));
        Stream.of(10.0, 50.0, 10.0).forEach(figure -> rounds.add("theirs", figure));

        assertThat(rounds.of("ours", figure -> figure)).isEqualTo(new Spread(11, 12, 60));
        assertThat(rounds.ratio("ours", "theirs", figure -> figure)).isEqualTo(new Spread(1.1, 1.2, 1.2));
        assertThat(rounds.subjects()).containsExactly("ours", "theirs");
    }

    @Test
    void everySecondRoundRunsBackwardsAndWarmUpsDoNotCount() throws Exception {
        Rounds<String, Integer> rounds = new Rounds<>();
        List<String> order = new ArrayList<>();

        rounds.run(List.of("ours", "theirs"), 1, 2, subject -> {
            order.add(subject);
            return order.size();
        });

        assertThat(order).containsExactly("ours", "theirs", "theirs", "ours", "ours", "theirs");
        assertThat(rounds.values("ours", figure -> figure)).containsExactly(4.0, 5.0);
        assertThat(rounds.values("theirs", figure -> figure)).containsExactly(3.0, 6.0);
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Spread(1, 2.5, 4));
    }

    @Test
    void theRangeIsLeftOutWhereItDoesNotShow() {
        assertThat(new Spread(1.01, 1.02, 1.03).describe(1)).isEqualTo("1.0");
        assertThat(new Spread(0.99, 1.02, 1.06).describe(2)).isEqualTo("1.02 (0.99 to 1.06)");
    }
}
