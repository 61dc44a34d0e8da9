package io.dynastore.benchmarks.overhead;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A method of a benchmark and the values of its parameters: what a fork runs.
 *
 * @param benchmark the class
 * @param method its method
 * @param parameters its parameters by name
 * @param enhanced whether the fork has the Enhanced Client on its class path; it brings an interceptor that every client of
 *     DynamoDB in the process then runs
 */
record Trial(Class<?> benchmark, String method, Map<String, String> parameters, boolean enhanced) {
    private static final String CLASS_PATH = "java.class.path";

    /** How GCProfiler names what an operation allocates. */
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    /** Runs one fork, with the iterations that the benchmark says. */
    Figures run() throws RunnerException {
        // Forks get the class path that this property says.
        String classPath = System.getProperty(CLASS_PATH);
        try {
            System.setProperty(CLASS_PATH, enhanced ? classPath : withoutEnhanced(classPath));
            return figures(runFork());
        } finally {
            System.setProperty(CLASS_PATH, classPath);
        }
    }

    static String withoutEnhanced(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(path -> !Path.of(path).getFileName().toString().startsWith("dynamodb-enhanced"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private RunResult runFork() throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + benchmark.getName() + "\\." + method + "$")
                .forks(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTimeProfiler.class);
        parameters.forEach(options::param);
        Collection<RunResult> results = new Runner(options.build()).run();
        if (results.size() != 1) {
            throw new IllegalStateException(this + " is " + results.size() + " benchmarks");
        }
        return results.iterator().next();
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
