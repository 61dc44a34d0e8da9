package io.dynastore;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Faults;
import io.dynastore.history.TransactionHistory;
import io.dynastore.history.TransactionHistory.Part;
import io.dynastore.http.ObservedHttpClient;
import io.dynastore.testkit.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Threads that write a few entries by transactions and one by one, each with a client that another thread may close. Between two
 * attempts of a transaction, a rival often creates or deletes one of its entries. Afterwards the rival often clears the way for
 * attempts that are late.
 */
final class TransactionWriters {
    private static final int THREADS = 4;
    private static final int CALLS = 12;
    private static final List<String> KEYS = List.of("a", "b", "c", "d");
    private static final TableDefinition TABLE = TableDefinition.of("TransactionHistory");

    private final EmbeddedDynamoDb database;
    private final long seed;
    private final Faults faults;
    private final BrokenRule broken;
    private final LateDuplicates.Late late;
    private final TransactionHistory history = new TransactionHistory();
    private final RecordedCalls calls;
    private final List<DynamoDbClient> clients = Collections.synchronizedList(new ArrayList<>());

    /** The rivals' partition, whose client meets no faults. */
    private Partition<String> undisturbed;

    TransactionWriters(EmbeddedDynamoDb database, long seed, Faults faults, BrokenRule broken) {
        this.database = database;
        this.seed = seed;
        this.faults = faults;
        this.broken = broken;
        this.calls = new RecordedCalls(history, broken);
        this.late = new LateDuplicates.Late(seed, 0.2, EmbeddedClients.httpClient(database, new Faults()));
    }

    TransactionHistory run() throws Exception {
        try (DynamoDbClient client = EmbeddedClients.of(database)) {
            DynaStore.create(client).table(TABLE).createIfAbsent();
            undisturbed = partition(DynaStore.create(client));
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
            KEYS.forEach(key -> calls.read(undisturbed, key));
        }
        clients.forEach(DynamoDbClient::close);
        return history;
    }

    private static Partition<String> partition(DynaStore store) {
        return store.table(TABLE).partition("history").consistent();
    }

    private final class Writer implements Callable<Void> {
        private final int number;
        private final Random random;
        private final Map<String, Entry<String>> known = new HashMap<>();

        /** The keys of the transaction that is being sent. */
        private List<String> contested = List.of();

        private int rivals;
        private DynaStore store;
        private Partition<String> partition;

        Writer(int number) {
            this.number = number;
            this.random = new Random(31 * seed + number);
        }

        private void connect() {
            SdkHttpClient http =
                    new LateDuplicates(EmbeddedClients.httpClient(database, faults), late, this::actAsRival);
            DynamoDbClient client = EmbeddedClients.configure(DynamoDbClient.builder(), http)
                    .httpClient(null)
                    .httpClientBuilder(new OwnedHttp(observed() ? ObservedHttpClient.of(http) : http))
                    .overrideConfiguration(TestDynamoDb.trying(3))
                    .build();
            clients.add(client);
            MutableClock clock = new MutableClock(Instant.now());
            DynaStore.Builder builder =
                    DynaStore.builder(client).clock(clock).pause(duration -> clock.advance(duration));
            if (broken != BrokenRule.NONE) {
                builder.hook(OperationHook.onRequest((operation, request) -> broken.sent(request)));
            }
            store = builder.build();
            partition = partition(store);
        }

        private boolean observed() {
            return number % 2 == 0;
        }

        @Override
        public Void call() {
            connect();
            for (int i = 0; i < CALLS; i++) {
                if (random.nextInt(12) == 0) {
                    // It may be in use by its thread, which then goes on with another one.
                    clients.get(random.nextInt(clients.size())).close();
                }
                operate(number + "/" + i);
            }
            return null;
        }

        private void operate(String value) {
            String key = KEYS.get(random.nextInt(KEYS.size()));
            Entry<String> old = known.get(key);
            int chance = random.nextInt(10);
            if (chance < 2 || (old == null && chance < 4)) {
                read(key);
            } else if (chance < 3) {
                write(Part.update(key, old.revision(), value), () -> partition.update(old, value));
            } else if (chance < 4) {
                write(Part.delete(key, old.revision()), () -> {
                    partition.delete(old);
                    return null;
                });
            } else {
                transact(value);
            }
        }

        private void read(String key) {
            calls.read(partition, key).ifPresentOrElse(entry -> known.put(key, entry), () -> known.remove(key));
        }

        private void write(Part part, Supplier<Entry<String>> write) {
            calls.write(part, write, this::connect).ifPresent(entry -> known.put(part.key(), entry));
        }

        private void transact(String value) {
            List<String> keys = new ArrayList<>(KEYS);
            Collections.shuffle(keys, random);
            List<Part> parts = new ArrayList<>();
            List<Consumer<Transaction>> actions = new ArrayList<>();
            // Nothing stops a late attempt that only puts.
            boolean onlyPuts = random.nextInt(4) == 0;
            for (String key : keys.subList(0, 2 + random.nextInt(2))) {
                Entry<String> old = known.get(key);
                int chance = random.nextInt(10);
                // Creations and deletions take turns, so that a condition that has failed holds again.
                if (onlyPuts || old == null || chance < 2) {
                    boolean put = onlyPuts || random.nextInt(3) == 0;
                    parts.add(put ? Part.put(key, value) : Part.create(key, value));
                    actions.add(put ? tx -> tx.put(partition, key, value) : tx -> tx.create(partition, key, value));
                } else if (chance < 7) {
                    parts.add(Part.delete(key, old.revision()));
                    actions.add(tx -> tx.delete(partition, old));
                } else {
                    parts.add(Part.update(key, old.revision(), value));
                    actions.add(tx -> tx.update(partition, old, value));
                }
            }
            contested = parts.stream().map(Part::key).toList();
            calls.transact(
                    parts, () -> store.transact(tx -> actions.forEach(action -> action.accept(tx))), this::connect);
            clearTheWay();
            parts.forEach(part -> read(part.key()));
        }

        /** An attempt of the transaction has failed; the next one has not been made. */
        private void actAsRival() {
            if (!contested.isEmpty() && random.nextBoolean()) {
                String key = contested.get(random.nextInt(contested.size()));
                calls.read(undisturbed, key).ifPresentOrElse(this::deleteAsRival, () -> createAsRival(key));
            }
        }

        private void createAsRival(String key) {
            String value = "rival " + number + "/" + rivals++;
            calls.write(Part.create(key, value), () -> undisturbed.create(key, value), () -> {});
        }

        private void deleteAsRival(Entry<String> entry) {
            calls.write(
                    Part.delete(entry.key(), entry.revision()),
                    () -> {
                        undisturbed.delete(entry);
                        return null;
                    },
                    () -> {});
        }

        private void clearTheWay() {
            List<String> keys = contested;
            contested = List.of();
            if (random.nextInt(3) > 0) {
                keys.forEach(key -> calls.read(undisturbed, key).ifPresent(this::deleteAsRival));
                try {
                    late.deliverSome();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
