package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Fault;
import io.dynastore.embedded.RandomFaults;
import io.dynastore.http.ObservedHttpClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;

/** Clients that are closed, and processes that are killed, while eight threads write: no write is misreported. */
class ClosedClientTest {
    private static final int WRITERS = 8;
    private static final int CLIENTS_OF_A_KIND = Boolean.getBoolean("dynastore.soak") ? 50 : 12;

    /** How many processes are killed; {@code -Ddynastore.kills} says it otherwise. */
    private static final int KILLS =
            Integer.getInteger("dynastore.kills", Boolean.getBoolean("dynastore.soak") ? 50 : 2);

    private static final TableDefinition TABLE = TableDefinition.of("ClosedClients");

    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
    private final URI endpoint = database.listen(0);
    private final DynamoDbClient raw = EmbeddedClients.of(database);
    private final Map<String, Set<String>> possible = new ConcurrentHashMap<>();

    /** The clients that are closed: their HTTP client, whether it is observed, and whether they have time-outs of their own. */
    enum Kind {
        APACHE_5,
        OBSERVED_APACHE_5,
        APACHE_5_WITH_TIMEOUTS,
        APACHE_4,
        URL_CONNECTION
    }

    @BeforeEach
    void createTable() {
        DynaStore.create(raw).table(TABLE).createIfAbsent();
        database.faults()
                .randomly(RandomFaults.seeded(1)
                        .with(Fault.delay(Duration.ofMillis(2)), 0.3)
                        .with(Fault.delayReply(Duration.ofMillis(2)), 0.3));
    }

    @AfterEach
    void close() {
        raw.close();
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void noWriteIsMisreportedWhenItsClientIsClosed(Kind kind) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        Random random = new Random(kind.name().hashCode());
        long unknown = 0;
        try {
            for (int round = 0; round < CLIENTS_OF_A_KIND; round++) {
                closeUnderWriters(threads, client(kind), kind + "-" + round, random.nextInt(40));
                unknown += possible.values().stream()
                        .filter(values -> values.size() > 1)
                        .count();
                checkTable();
            }
        } finally {
            threads.shutdownNow();
        }
        // The last kind has no connections to close.
        assertThat(unknown > 0 || kind == Kind.URL_CONNECTION)
                .as("there are writes whose outcome is unknown")
                .isTrue();
    }

    private void closeUnderWriters(ExecutorService threads, DynamoDbClient client, String name, int writesBefore)
            throws Exception {
        DynaStore store = DynaStore.create(client);
        Partition<String> partition = store.table(TABLE).partition("closed");
        AtomicInteger writes = new AtomicInteger();
        AtomicBoolean closed = new AtomicBoolean();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            LedgerWriter writer = new LedgerWriter(
                    store,
                    partition,
                    name + "-" + i,
                    (keys, values) -> keys.forEach(key -> possible.put(key, values)),
                    writes);
            running.add(threads.submit(() -> writer.run(() -> !closed.get())));
        }
        while (writes.get() < writesBefore) {
            Thread.onSpinWait();
        }
        client.close();
        closed.set(true);
        for (Future<?> each : running) {
            each.get();
        }
    }

    @Test
    void noWriteIsMisreportedByAProcessThatIsKilled() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start("killed-" + kill);
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                for (int line = 0; line < 300 + 100 * kill; line++) {
                    note(output.readLine());
                }
                // This does not close the output, as Process.destroyForcibly does.
                process.toHandle().destroyForcibly();
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    note(line);
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        checkTable();
        assertThat(possible).hasSizeGreaterThan(KILLS * WRITERS);
    }

    private Process start(String name) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingProcess.class.getName(),
                        endpoint.toString(),
                        name)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        return builder.start();
    }

    /** Notes a line of the form {@code NOTE key,key value,value;}; a line that was cut off says nothing. */
    private void note(String line) {
        assertThat(line).as("output of the process").isNotNull();
        if (line.startsWith("NOTE ") && line.endsWith(";")) {
            int end = line.indexOf(' ', 5);
            Set<String> values = Set.copyOf(listed(line.substring(end + 1, line.length() - 1)));
            listed(line.substring(5, end)).forEach(key -> possible.put(key, values));
        }
    }

    private static List<String> listed(String text) {
        return Stream.of(text.split(",", -1)).toList();
    }

    /** The program of a process that writes until it is killed. */
    static final class WritingProcess {
        public static void main(String[] arguments) {
            DynamoDbClient client = builder(URI.create(arguments[0]), Apache5HttpClient.builder())
                    .build();
            DynaStore store = DynaStore.create(client);
            Partition<String> partition = store.table(TABLE).partition("closed");
            for (int i = 0; i < WRITERS; i++) {
                LedgerWriter writer = new LedgerWriter(
                        store, partition, arguments[1] + "-" + i, WritingProcess::print, new AtomicInteger());
                new Thread(() -> writer.run(() -> true)).start();
            }
        }

        private static synchronized void print(List<String> keys, Set<String> values) {
            System.out.println("NOTE " + String.join(",", keys) + " " + String.join(",", values) + ";");
            System.out.flush();
        }
    }

    private void checkTable() {
        Map<String, String> found = new HashMap<>();
        raw.scanPaginator(scan -> scan.tableName(TABLE.name()).consistentRead(true))
                .items()
                .forEach(item ->
                        found.put(item.get("name").s(), item.get("payload").s()));
        List<String> wrong = new ArrayList<>();
        possible.forEach((key, values) -> {
            String value = found.getOrDefault(key, LedgerWriter.ABSENT);
            if (!values.contains(value)) {
                wrong.add(key + " should be one of " + values + " and is " + value);
            } else if (values.size() > 1 && possible.containsKey(key + "-other") && isHalf(key)) {
                wrong.add(key + " was written without the other entry of its transaction, or that without it");
            }
        });
        assertThat(wrong).isEmpty();
    }

    private boolean isHalf(String key) {
        List<Boolean> exist = raw
                .transactGetItems(get -> get.transactItems(Stream.of(key, key + "-other")
                        .map(each -> TransactGetItem.builder()
                                .get(item -> item.tableName(TABLE.name())
                                        .key(Map.of(
                                                "id", AttributeValue.fromS("closed"),
                                                "name", AttributeValue.fromS(each))))
                                .build())
                        .toList()))
                .responses()
                .stream()
                .map(response -> response.hasItem() && !response.item().isEmpty())
                .toList();
        return !exist.get(0).equals(exist.get(1));
    }

    private DynamoDbClient client(Kind kind) {
        SdkHttpClient.Builder<?> http = switch (kind) {
            case URL_CONNECTION -> UrlConnectionHttpClient.builder();
            case APACHE_4 -> Apache4.builder();
            default -> Apache5HttpClient.builder();
        };
        return builder(endpoint, kind == Kind.OBSERVED_APACHE_5 ? ObservedHttpClient.of(http) : http)
                .overrideConfiguration(with -> {
                    TestDynamoDb.trying(3).accept(with);
                    if (kind == Kind.APACHE_5_WITH_TIMEOUTS) {
                        with.apiCallTimeout(Duration.ofSeconds(20)).apiCallAttemptTimeout(Duration.ofSeconds(10));
                    }
                })
                .build();
    }

    private static DynamoDbClientBuilder builder(URI endpoint, SdkHttpClient.Builder<?> http) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClientBuilder(http);
    }
}
