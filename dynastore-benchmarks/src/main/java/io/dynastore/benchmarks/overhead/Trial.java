package io.dynastore.benchmarks.overhead;

import java.util.Collection;
import java.util.Objects;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A method of a benchmark and the value of its one parameter: what a fork runs.
 *
 * @param benchmark the class
 * @param method its method
 * @param parameter the parameter's name
 * @param value its value
 */
record Trial(Class<?> benchmark, String method, String parameter, String value) {
    /** How GCProfiler names what an operation allocates. */
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    /** Runs one fork, with the iterations that the benchmark says. */
    Figures run() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("^" + benchmark.getName() + "\\." + method + "$")
                        .param(parameter, value)
                        .forks(1)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .addProfiler(GCProfiler.class)
                        .addProfiler(CpuTimeProfiler.class)
                        .build())
                .run();
        if (results.size() != 1) {
            throw new IllegalStateException(this + " is " + results.size() + " benchmarks");
        }
        return figures(results.iterator().next());
    }

    /** JMH's operation of a single shot is the batch. */
    private static Figures figures(RunResult result) {
        int batch = result.getParams().getMode() == Mode.SingleShotTime
                ? result.getParams().getMeasurement().getBatchSize()
                : 1;
        return new Figures(score(result, CpuTimeProfiler.CPU_TIME) / batch, score(result, ALLOCATION) / batch);
    }

    private static double score(RunResult result, String name) {
        return Objects.requireNonNull(result.getSecondaryResults().get(name), name)
                .getScore();
    }
}
