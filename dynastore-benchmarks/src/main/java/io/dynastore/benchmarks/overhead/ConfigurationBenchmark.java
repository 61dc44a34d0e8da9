package io.dynastore.benchmarks.overhead;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One read by the low-level client, configured in one way or another, over an HTTP client that answers at once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-Xbatch"})
@Warmup(iterations = 4, batchSize = 10_000)
@Measurement(iterations = 5, batchSize = 10_000)
public class ConfigurationBenchmark {
    /** How the client of this fork is configured. */
    @Param
    public Configuration configuration = Configuration.DEFAULTS;

    private @Nullable Contender contender;

    /** Connects the client. */
    @Setup
    public void connect() {
        contender = new RawContender(
                configuration
                        .apply(Clients.builder())
                        .httpClient(new CannedHttpClient(Sample.replies()))
                        .build(),
                Clock.systemUTC());
    }

    /** Reads an entry. */
    @Benchmark
    public Object get() {
        if (contender == null) {
            throw new IllegalStateException("Not set up");
        }
        return contender.get();
    }
}
