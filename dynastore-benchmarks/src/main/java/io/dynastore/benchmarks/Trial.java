package io.dynastore.benchmarks;

import io.dynastore.benchmarks.ClientBenchmark.Http;
import io.dynastore.benchmarks.ClientBenchmark.Kind;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The parameters of {@link ClientBenchmark}, with which a fork runs. */
record Trial(String operation, Kind kind, ClientSetting setting, Http http, String endpoint) {
    private static final String CLASS_PATH = "java.class.path";

    /** The cost of an operation in one fork: the mean of its iterations. */
    record Figures(double cpuMicros, double bytes) {}

    static Trial of(String operation, Kind kind) {
        return new Trial(operation, kind, ClientSetting.DEFAULTS, Http.CANNED, "");
    }

    /** Runs every trial once in each round. The short form of a report has one round, with few operations. */
    static Rounds<Trial, Figures> run(List<Trial> trials, int rounds, boolean isShort) throws Exception {
        Rounds<Trial, Figures> figures = new Rounds<>();
        figures.run(trials, 0, isShort ? 1 : rounds, trial -> trial.run(isShort));
        return figures;
    }

    private Figures run(boolean isShort) throws Exception {
        int batch = isShort ? 10 : http != Http.CANNED ? 3_000 : operation.equals("page") ? 1_000 : 10_000;
        // Forks get the class path of this property.
        String classPath = System.getProperty(CLASS_PATH);
        boolean hasEnhanced = kind == Kind.ENHANCED || setting == ClientSetting.ENHANCED_ON_CLASS_PATH;
        System.setProperty(CLASS_PATH, hasEnhanced ? classPath : withoutEnhanced(classPath));
        try {
            RunResult result = new Runner(options(batch, isShort)).runSingle();
            // JMH's operation of a single shot is the batch.
            return new Figures(
                    score(result, CpuTimeProfiler.CPU_TIME) / batch, score(result, "gc.alloc.rate.norm") / batch);
        } finally {
            System.setProperty(CLASS_PATH, classPath);
        }
    }

    /** Leaves out the Enhanced Client, which brings an interceptor that every client in the process then runs. */
    static String withoutEnhanced(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(path -> !new File(path).getName().startsWith("dynamodb-enhanced"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Options options(int batch, boolean isShort) {
        return new OptionsBuilder()
                .include(ClientBenchmark.class.getName())
                .param("kind", kind.name())
                .param("operation", operation)
                .param("setting", setting.name())
                .param("http", http.name())
                .param("endpoint", endpoint)
                .mode(Mode.SingleShotTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .forks(1)
                .jvmArgsAppend("-Xms1g", "-Xmx1g", "-Xbatch")
                .warmupIterations(isShort ? 0 : 4)
                .warmupBatchSize(batch)
                .measurementIterations(isShort ? 1 : 5)
                .measurementBatchSize(batch)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTimeProfiler.class)
                .build();
    }

    private static double score(RunResult result, String name) {
        return Objects.requireNonNull(result.getSecondaryResults().get(name), name)
                .getScore();
    }
}
