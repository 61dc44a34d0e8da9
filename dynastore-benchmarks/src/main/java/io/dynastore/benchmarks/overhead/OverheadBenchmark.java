package io.dynastore.benchmarks.overhead;

import io.dynastore.Codec;
import io.dynastore.jackson.JsonCodec;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The operations of each contender over an HTTP client that answers at once. A fork runs one operation of one contender, so
 * that nothing else shapes the code that is compiled. One thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-Xbatch"})
@Warmup(iterations = 4, batchSize = 10_000)
@Measurement(iterations = 5, batchSize = 10_000)
public class OverheadBenchmark {
    /** Who is measured. */
    public enum Kind {
        /** The low-level client. */
        RAW("raw"),
        /** dynastore with values that are strings. */
        DYNASTORE("dynastore, string"),
        /** dynastore with values that Jackson maps to JSON. */
        DYNASTORE_JSON("dynastore, JSON"),
        /** The Enhanced Client. */
        ENHANCED("Enhanced");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        Contender on(DynamoDbClient client, Clock clock) {
            return switch (this) {
                case RAW -> new RawContender(client, clock);
                case DYNASTORE -> new DynastoreContender<>(client, clock, Codec.string(), Sample.VALUE);
                case DYNASTORE_JSON ->
                    new DynastoreContender<>(client, clock, JsonCodec.of(Sample.Customer.class), Sample.CUSTOMER);
                case ENHANCED -> new EnhancedContender(client, clock);
            };
        }
    }

    /** Who is measured in this fork. */
    @Param
    public Kind kind = Kind.RAW;

    private @Nullable Contender contender;

    /** Connects the contender. */
    @Setup
    public void connect() {
        contender = kind.on(Clients.standard(new CannedHttpClient(Sample.replies())), Clock.systemUTC());
    }

    private Contender contender() {
        if (contender == null) {
            throw new IllegalStateException("Not set up");
        }
        return contender;
    }

    /** Reads an entry. */
    @Benchmark
    public Object get() {
        return contender().get();
    }

    /** Writes over an entry at a version. */
    @Benchmark
    public Object update() {
        return contender().update();
    }

    /** Creates an entry. */
    @Benchmark
    public Object create() {
        return contender().create();
    }

    /** Reads a page of a hundred. */
    @Benchmark
    @Warmup(iterations = 4, batchSize = 1_000)
    @Measurement(iterations = 5, batchSize = 1_000)
    public Object page() {
        return contender().page();
    }
}
