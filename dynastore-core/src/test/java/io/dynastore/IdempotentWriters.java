package io.dynastore;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Faults;
import io.dynastore.history.IdempotentHistory;
import io.dynastore.idempotency.Fingerprint;
import io.dynastore.idempotency.Idempotency;
import io.dynastore.testkit.MutableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Threads that add to a log by idempotent transactions, each key several times and each time with another text. */
final class IdempotentWriters {
    private static final int THREADS = 4;
    private static final int CALLS = 10;
    private static final List<String> KEYS = List.of("a", "b", "c", "d", "e");
    private static final TableDefinition TABLE = TableDefinition.of("IdempotentHistory");
    private static final Fingerprint REQUEST = Fingerprint.none();
    private static final String LOG = "log";

    private final EmbeddedDynamoDb database;
    private final long seed;
    private final Faults faults;
    private final boolean together;
    private final LateDuplicates.Late late;
    private final IdempotentHistory history = new IdempotentHistory();

    /** A client that meets no faults. */
    private DynamoDbClient undisturbed;

    /**
     * Creates the writers.
     *
     * @param together whether the record is part of the transaction, as it should be
     */
    IdempotentWriters(EmbeddedDynamoDb database, long seed, Faults faults, boolean together) {
        this.database = database;
        this.seed = seed;
        this.faults = faults;
        this.together = together;
        this.late = new LateDuplicates.Late(seed, 0.1, EmbeddedClients.httpClient(database, new Faults()));
    }

    IdempotentHistory run() throws Exception {
        try (DynamoDbClient client = EmbeddedClients.of(database)) {
            undisturbed = client;
            DynaStore store = DynaStore.create(client);
            store.table(TABLE).createIfAbsent();
            Store last = new Store(store);
            last.log.create(LOG, "");
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Callable<Void>> writers = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    writers.add(new Writer(thread));
                }
                for (Future<Void> each : threads.invokeAll(writers)) {
                    each.get();
                }
            } finally {
                threads.shutdownNow();
            }
            late.deliverAll();
            KEYS.forEach(key -> last.add(key, "last/" + key));
            last.readLog();
        }
        return history;
    }

    /** A store, its log and its idempotent operations. */
    private final class Store {
        private final Partition<String> log;
        private final Idempotency<String> additions;

        Store(DynaStore store) {
            this.log = store.table(TABLE).partition("logs").consistent();
            this.additions = Idempotency.of(store.table(TABLE).partition("additions"));
        }

        void add(String key, String text) {
            IdempotentHistory.Running running = history.begin(key, text);
            try {
                running.returned(additions.transact(key, REQUEST, tx -> {
                    Entry<String> entry = log.get(LOG);
                    tx.update(log, entry, entry.value() + text + ";");
                    return text;
                }));
            } catch (OutcomeUnknownException e) {
                // It may still take effect.
            } catch (TransactionFailedException | SdkException e) {
                running.noEffect();
            }
        }

        void readLog() {
            IdempotentHistory.Running running = history.beginRead();
            running.returned(log.get(LOG).value());
        }
    }

    private final class Writer implements Callable<Void> {
        private final int number;
        private final Random random;

        Writer(int number) {
            this.number = number;
            this.random = new Random(31 * seed + number);
        }

        @Override
        public Void call() {
            SdkHttpClient http = new LateDuplicates(EmbeddedClients.httpClient(database, faults), late, () -> {});
            MutableClock clock = new MutableClock(Instant.now());
            try (DynamoDbClient client = EmbeddedClients.configure(DynamoDbClient.builder(), http)
                    .overrideConfiguration(TestDynamoDb.trying(3))
                    .build()) {
                DynaStore.Builder builder =
                        DynaStore.builder(client).clock(clock).pause(duration -> clock.advance(duration));
                Store store = new Store((together ? builder : builder.hook(new SeparateRecord(undisturbed))).build());
                for (int i = 0; i < CALLS; i++) {
                    store.add(KEYS.get(random.nextInt(KEYS.size())), number + "/" + i);
                }
            }
            return null;
        }
    }
}
