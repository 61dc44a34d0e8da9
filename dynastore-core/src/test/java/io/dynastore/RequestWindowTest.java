package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestWindowTest {
    private final RequestWindow window = new RequestWindow(8);

    @Test
    void itBeginsAtTheMaximumAndNeverExceedsIt() {
        assertThat(window.size()).isEqualTo(8);
        served(100);
        assertThat(window.size()).isEqualTo(8);
    }

    @Test
    void eachRoundOfThrottlingHalvesItDownToOne() {
        int[] sizes = IntStream.range(0, 5)
                .map(i -> {
                    window.throttled(window.decreases());
                    return window.size();
                })
                .toArray();

        assertThat(sizes).containsExactly(4, 2, 1, 1, 1);
    }

    @Test
    void requestsThatWereSentTogetherHalveItOnce() {
        int before = window.decreases();
        IntStream.range(0, 8).forEach(i -> window.throttled(before));

        assertThat(window.size()).isEqualTo(4);
    }

    @Test
    void itGrowsByOneForEachWindowThatIsServed() {
        window.throttled(window.decreases());
        window.throttled(window.decreases());
        window.throttled(window.decreases());
        assertThat(window.size()).isEqualTo(1);

        served(1);
        assertThat(window.size()).isEqualTo(2);
        served(2);
        assertThat(window.size()).as("1, 2, 2.5, 2.9").isEqualTo(2);
        served(1);
        assertThat(window.size()).isEqualTo(3);
        served(30);
        assertThat(window.size()).isEqualTo(8);
    }

    private void served(int requests) {
        for (int i = 0; i < requests; i++) {
            window.served();
        }
    }
}
