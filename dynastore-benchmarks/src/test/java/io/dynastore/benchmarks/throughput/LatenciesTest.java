package io.dynastore.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final long MILLI = 1_000_000;

    @Test
    void aQuantileIsWhatSoManyDidNotExceed() {
        Latencies latencies = new Latencies();
        LongStream.rangeClosed(1, 2000).map(millis -> 2001 - millis).forEach(millis -> latencies.add(millis * MILLI));

        assertThat(latencies.size()).isEqualTo(2000);
        assertThat(latencies.millis(0.5)).isEqualTo(1000);
        assertThat(latencies.millis(0.99)).isEqualTo(1980);
        assertThat(latencies.millis(1)).isEqualTo(2000);
    }

    @Test
    void thoseOfAllThreadsCount() {
        Latencies one = new Latencies();
        one.add(MILLI);
        Latencies other = new Latencies();
        other.add(3 * MILLI);
        one.addAll(other);

        assertThat(one.size()).isEqualTo(2);
        assertThat(one.millis(1)).isEqualTo(3);
    }

    @Test
    void withoutAnOperationThereIsNoLatency() {
        assertThat(new Latencies().millis(0.5)).isNaN();
    }
}
