package io.dynastore.benchmarks.overhead;

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
 * Adds the CPU time of an operation: what all Java threads have used during an iteration, by its operations. Other than the
 * wall clock it does not run while another process has the core. The threads of the garbage collector and the compiler are
 * no Java threads, and not in it.
 */
public final class CpuTimeProfiler implements InternalProfiler {
    /** The name of the result. */
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
        long operations = result.getMetadata().getAllOps();
        double micros = (cpuNanos() - before) / 1e3 / Math.max(1, operations);
        return List.of(new ScalarResult(CPU_TIME, micros, "us/op", AggregationPolicy.AVG));
    }

    /** Of the threads that live; those of a benchmark live as long as its fork. */
    private long cpuNanos() {
        return Arrays.stream(threads.getAllThreadIds())
                .map(threads::getThreadCpuTime)
                .filter(nanos -> nanos > 0)
                .sum();
    }
}
