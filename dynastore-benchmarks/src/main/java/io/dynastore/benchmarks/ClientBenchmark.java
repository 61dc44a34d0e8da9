package io.dynastore.benchmarks;

import com.sun.management.ThreadMXBean;
import io.dynastore.Codec;
import io.dynastore.http.ObservedHttpClient;
import io.dynastore.jackson.JsonCodec;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
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

        boolean isObserved() {
            return this == OBSERVED || this == TIMED_ONLY;
        }

        Supplier<?> on(Place place, String operation) {
            return switch (this) {
                case RAW -> prepare(new RawEntries(place), Sample.VALUE, operation);
                case DYNASTORE -> prepare(DynastoreEntries.of(place), Sample.VALUE, operation);
                case OBSERVED ->
                    prepare(new DynastoreEntries<>(place, Codec.string(), Observed.hooks()), Sample.VALUE, operation);
                case TIMED_ONLY ->
                    prepare(
                            new DynastoreEntries<>(place, Codec.string(), Observed.hooksOfTimersOnly()),
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
                case TRANSACTION ->
                    () -> {
                        entries.createAll(KEYS, value);
                        return KEYS;
                    };
                default -> throw new IllegalArgumentException(operation);
            };
        }
    }

    /** The HTTP client: one that answers at once, or one of the SDK's for a DynamoDB client that blocks. */
    enum Http {
        CANNED,
        APACHE5,
        URL_CONNECTION
    }

    /** The program. Its arguments are the number of turns, the operations of a turn, and trials; it prints their figures. */
    public static void main(String[] arguments) {
        int turns = Integer.parseInt(arguments[0]);
        int batch = Integer.parseInt(arguments[1]);
        List<Turns> trials = Stream.of(arguments)
                .skip(2)
                .map(trial -> new Turns(connect(Trial.parse(trial))))
                .toList();
        for (int turn = -WARM_UPS; turn < turns; turn++) {
            for (Turns trial : trials) {
                trial.run(batch, turn >= 0);
            }
        }
        trials.forEach(trial -> System.out.println(trial.median(trial.micros) + " " + trial.median(trial.bytes)));
    }

    private static int pageSize(String operation) {
        return operation.equals(LARGE_PAGE) ? 10 * Entries.PAGE_SIZE : Entries.PAGE_SIZE;
    }

    private static Supplier<?> connect(Trial trial) {
        SdkHttpClient http = switch (trial.http()) {
            case CANNED -> new CannedHttpClient(Sample.replies(pageSize(trial.operation())));
            case APACHE5 -> Apache5HttpClient.create();
            case URL_CONNECTION -> UrlConnectionHttpClient.create();
        };
        DynamoDbClientBuilder builder = DynamoDbClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("canned", "canned")))
                .httpClient(trial.kind().isObserved() ? ObservedHttpClient.of(http) : http);
        if (!trial.endpoint().isEmpty()) {
            builder.endpointOverride(URI.create(trial.endpoint()));
        }
        DynamoDbClient client = trial.setting().change.apply(builder).build();
        return trial.kind().on(Sample.place(client), trial.operation());
    }

    /** The turns of one trial. All of its work is done by the calling thread, whose CPU time and allocation count. */
    private record Turns(Supplier<?> operation, List<Double> micros, List<Double> bytes) {
        Turns(Supplier<?> operation) {
            this(operation, new ArrayList<>(), new ArrayList<>());
        }

        void run(int batch, boolean counts) {
            long thread = Thread.currentThread().getId();
            long allocated = THREADS.getThreadAllocatedBytes(thread);
            long cpu = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < batch; i++) {
                if (operation.get() == null) {
                    throw new IllegalStateException("The operation returned nothing.");
                }
            }
            if (counts) {
                micros.add((THREADS.getCurrentThreadCpuTime() - cpu) / 1e3 / batch);
                bytes.add((double) (THREADS.getThreadAllocatedBytes(thread) - allocated) / batch);
            }
        }

        double median(List<Double> figures) {
            return Rounds.Spread.of(figures).median();
        }
    }
}
