package io.dynastore.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Adds the CPU time of an operation: the time that all Java threads had on a core during an iteration, divided by its
 * operations. Unlike the wall-clock time it does not grow while another process has the core. The threads of the garbage
 * collector and the compiler do not count.
 */
public final class CpuTimeProfiler implements InternalProfiler {
    static final String CPU_TIME = "cpu.time.norm";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long before;

    @Override
    public String getDescription() {
        return "CPU time of an operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = cpuNanos();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double micros =
                (cpuNanos() - before) / 1e3 / Math.max(1, result.getMetadata().getAllOps());
        return List.of(new ScalarResult(CPU_TIME, micros, "us/op", AggregationPolicy.AVG));
    }

    /** Sums up the threads that live, which those of a benchmark do as long as its fork. */
    private long cpuNanos() {
        return Arrays.stream(threads.getAllThreadIds())
                .map(threads::getThreadCpuTime)
                .filter(nanos -> nanos > 0)
                .sum();
    }
}
