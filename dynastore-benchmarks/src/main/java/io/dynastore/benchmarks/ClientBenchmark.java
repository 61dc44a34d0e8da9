package io.dynastore.benchmarks;

import com.sun.management.ThreadMXBean;
import io.dynastore.benchmarks.Trial.Figures;
import io.dynastore.http.ObservedHttpClient;
import io.dynastore.jackson.JsonCodec;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler.IgnoredMeters;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Measures trials of clients in one process, in turns, so that all of them run the same compiled code of the SDK and what slows
 * the machine for a while affects each of them.
 */
final class ClientBenchmark {
    static final String LARGE_PAGE = "page of 1000";
    static final String TRANSACTION = "transaction of 10";
    private static final List<String> KEYS =
            IntStream.range(0, 10).mapToObj(i -> Sample.KEY + i).toList();
    private static final int WARM_UPS = 6;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ClientBenchmark() {}

    /** The contender. */
    enum Kind {
        RAW("raw"),
        DYNASTORE("dynastore, string"),
        OBSERVED("dynastore, string, observed"),
        TIMED_ONLY("dynastore, string, observed, timers only"),
        MICROMETER("dynastore, string, in an observation"),
        DYNASTORE_JSON("dynastore, JSON"),
        ENHANCED("Enhanced");

        final String title;

        Kind(String title) {
            this.title = title;
        }

        private SdkHttpClient http(SdkHttpClient http) {
            return this == OBSERVED || this == TIMED_ONLY ? ObservedHttpClient.of(http) : http;
        }

        Supplier<?> on(Place place, String operation) {
            return switch (this) {
                case RAW -> prepare(new RawEntries(place), Sample.VALUE, operation);
                case DYNASTORE -> prepare(DynastoreEntries.of(place), Sample.VALUE, operation);
                case OBSERVED -> prepare(DynastoreEntries.of(place, Observed.hooks()), Sample.VALUE, operation);
                case TIMED_ONLY ->
                    prepare(
                            DynastoreEntries.of(place, Observed.hooks(IgnoredMeters.LONG_TASK_TIMER)),
                            Sample.VALUE,
                            operation);
                case MICROMETER -> Observed.byMicrometer(DYNASTORE.on(place, operation));
                case DYNASTORE_JSON ->
                    prepare(
                            new DynastoreEntries<>(place, JsonCodec.of(Sample.Customer.class)),
                            Sample.CUSTOMER,
                            operation);
                case ENHANCED -> prepare(new EnhancedEntries(place), Sample.VALUE, operation);
            };
        }

        private static <V, E> Supplier<?> prepare(Entries<V, E> entries, V value, String operation) {
            E previous = entries.get(Sample.KEY);
            return switch (operation) {
                case "get" -> () -> entries.get(Sample.KEY);
                case "update" -> () -> entries.update(previous, value);
                case "create" -> () -> entries.create(Sample.KEY, value);
                case "page", LARGE_PAGE -> () -> entries.page(pageSize(operation));
                case TRANSACTION -> () -> entries.createAll(KEYS, value);
                default -> throw new IllegalArgumentException(operation);
            };
        }
    }

    /** The program. Its arguments are the number of turns, the operations of a turn, and trials; it prints their figures. */
    public static void main(String[] arguments) throws Exception {
        int turns = Integer.parseInt(arguments[0]);
        int batch = Integer.parseInt(arguments[1]);
        List<Supplier<?>> operations = new ArrayList<>();
        Stream.of(arguments).skip(2).map(Trial::parse).forEach(trial -> operations.add(connect(trial)));
        Rounds<Supplier<?>, Figures> figures = new Rounds<>();
        figures.run(operations, WARM_UPS, turns, operation -> turn(operation, batch));
        operations.forEach(operation -> JavaProcess.print(
                figures.of(operation, Figures::cpuMicros).median(),
                figures.of(operation, Figures::bytes).median()));
    }

    private static int pageSize(String operation) {
        return operation.equals(LARGE_PAGE) ? 10 * Entries.PAGE_SIZE : Entries.PAGE_SIZE;
    }

    private static Supplier<?> connect(Trial trial) {
        SdkHttpClient http = new CannedHttpClient(Sample.replies(pageSize(trial.operation())));
        DynamoDbClientBuilder builder = Sample.client(trial.kind().http(http));
        if (!trial.endpoint().isEmpty()) {
            builder.endpointOverride(URI.create(trial.endpoint()));
        }
        DynamoDbClient client = trial.setting().change.apply(builder).build();
        return trial.kind().on(Sample.place(client), trial.operation());
    }

    /** Measures a turn. All of its work is done by the calling thread, whose CPU time and allocation count. */
    private static Figures turn(Supplier<?> operation, int batch) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < batch; i++) {
            if (operation.get() == null) {
                throw new IllegalStateException("The operation returned nothing.");
            }
        }
        double cpuMicros = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e3 / batch;
        return new Figures(cpuMicros, (double) (THREADS.getCurrentThreadAllocatedBytes() - allocated) / batch);
    }
}
