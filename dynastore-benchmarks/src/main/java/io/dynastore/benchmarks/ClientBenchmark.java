package io.dynastore.benchmarks;

import com.sun.management.ThreadMXBean;
import io.dynastore.benchmarks.ClientConfiguration.Setting;
import io.dynastore.http.ObservedHttpClient;
import io.dynastore.jackson.JsonCodec;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler.IgnoredMeters;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Measures trials of clients in processes of their own. Those in one process take turns, so that all of them run the same
 * compiled code of the SDK and what slows the machine for a while affects each of them.
 */
final class ClientBenchmark {
    static final String LARGE_PAGE = "page of 1000";
    static final String TRANSACTION = "transaction of 10";
    private static final List<String> KEYS =
            IntStream.range(0, 10).mapToObj(i -> Sample.KEY + i).toList();
    private static final int WARM_UPS = 6;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

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
                case MICROMETER -> Observed.byMicrometer(DYNASTORE.on(place, operation));
                case DYNASTORE_JSON ->
                    prepare(
                            new DynastoreEntries<>(place, JsonCodec.of(Sample.Customer.class)),
                            Sample.CUSTOMER,
                            operation);
                default -> prepare(entries(place), Sample.VALUE, operation);
            };
        }

        private Entries<String, ?> entries(Place place) {
            return switch (this) {
                case RAW -> new RawEntries(place);
                case OBSERVED -> DynastoreEntries.of(place, Observed.hooks());
                case TIMED_ONLY -> DynastoreEntries.of(place, Observed.hooks(IgnoredMeters.LONG_TASK_TIMER));
                case ENHANCED -> new EnhancedEntries(place);
                default -> DynastoreEntries.of(place);
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

    /** An operation of a contender, the setting of its client, and its endpoint, which is empty for that of a region. */
    record Trial(String operation, Kind kind, Setting setting, String endpoint) {
        static Trial of(String operation, Kind kind) {
            return new Trial(operation, kind, Setting.DEFAULTS, "");
        }

        private String format() {
            return String.join(",", operation, kind.name(), setting.name(), endpoint);
        }

        private static Trial parse(String text) {
            String[] parts = text.split(",", -1);
            return new Trial(parts[0], Kind.valueOf(parts[1]), Setting.valueOf(parts[2]), parts[3]);
        }

        private boolean hasEnhanced() {
            return kind == Kind.ENHANCED || setting == Setting.ENHANCED_ON_CLASS_PATH;
        }

        private Supplier<?> connect() {
            DynamoDbClientBuilder builder = Sample.client(kind.http(new CannedHttpClient(pageSize(operation))));
            if (!endpoint.isEmpty()) {
                builder.endpointOverride(URI.create(endpoint));
            }
            DynamoDbClient client = setting.change.apply(builder).build();
            return kind.on(Sample.place(client), operation);
        }
    }

    /** The cost of an operation, in a turn or, by the median of its turns, in a process. */
    record Figures(double cpuMicros, double bytes) {}

    /** Those of an operation share a process in each round. The short form of a report has one round, with few operations. */
    static Rounds<Trial, Figures> run(List<Trial> trials, int rounds, boolean isShort) throws Exception {
        Map<List<Object>, List<Trial>> processes = trials.stream()
                .collect(Collectors.groupingBy(
                        trial -> List.of(trial.operation, trial.endpoint, trial.hasEnhanced()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        Rounds<Trial, Figures> figures = new Rounds<>();
        for (int round = 0; round < (isShort ? 1 : rounds); round++) {
            for (List<Trial> together : processes.values()) {
                List<Trial> order = new ArrayList<>(together);
                Collections.rotate(order, round);
                List<double[]> lines =
                        JavaProcess.figures(JavaProcess.run(JavaProcess.HOME, arguments(order, isShort)));
                IntStream.range(0, order.size())
                        .forEach(i -> figures.add(order.get(i), new Figures(lines.get(i)[0], lines.get(i)[1])));
                order.forEach(trial -> System.out.println(trial + ": " + figures.of(trial, Figures::cpuMicros)));
            }
        }
        return figures;
    }

    private static List<String> arguments(List<Trial> trials, boolean isShort) {
        Trial first = trials.get(0);
        int batch = switch (first.operation) {
            case LARGE_PAGE -> 30;
            case "page", TRANSACTION -> 300;
            default -> 3_000;
        };
        List<String> arguments = new ArrayList<>(List.of("-Xms1g", "-Xmx1g", "-cp"));
        arguments.add(first.hasEnhanced() ? ClassPath.OWN : withoutEnhanced(ClassPath.OWN));
        arguments.add(ClientBenchmark.class.getName());
        arguments.addAll(isShort ? List.of("1", "10") : List.of("15", Integer.toString(batch)));
        trials.forEach(trial -> arguments.add(trial.format()));
        return arguments;
    }

    /** Leaves out the Enhanced Client, which brings an interceptor that every client in the process then runs. */
    static String withoutEnhanced(String classPath) {
        return ClassPath.without("dynamodb-enhanced", classPath);
    }

    /** The program. Its arguments are the number of turns, the operations of a turn, and trials; it prints their figures. */
    public static void main(String[] arguments) throws Exception {
        int turns = Integer.parseInt(arguments[0]);
        int batch = Integer.parseInt(arguments[1]);
        List<Supplier<?>> operations = new ArrayList<>();
        Stream.of(arguments).skip(2).map(Trial::parse).forEach(trial -> operations.add(trial.connect()));
        Rounds<Supplier<?>, Figures> figures = new Rounds<>();
        figures.run(operations, WARM_UPS, turns, operation -> turn(operation, batch));
        operations.forEach(operation -> JavaProcess.print(
                figures.of(operation, Figures::cpuMicros).median(),
                figures.of(operation, Figures::bytes).median()));
    }

    private static int pageSize(String operation) {
        return operation.equals(LARGE_PAGE) ? 10 * Entries.PAGE_SIZE : Entries.PAGE_SIZE;
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
