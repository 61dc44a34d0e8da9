package io.dynastore;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Faults;
import io.dynastore.history.TransactionHistory;
import io.dynastore.history.TransactionHistory.Part;
import io.dynastore.history.TransactionHistory.Running;
import io.dynastore.http.ObservedHttpClient;
import io.dynastore.testkit.MutableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Threads that write a few entries by transactions and one by one, each with a client that another thread may close. */
final class TransactionWriters {
    private static final int THREADS = 4;
    private static final int CALLS = 12;
    private static final List<String> KEYS = List.of("a", "b", "c");
    private static final TableDefinition TABLE = TableDefinition.of("TransactionHistory");

    private final EmbeddedDynamoDb database;
    private final long seed;
    private final Faults faults;
    private final LateDuplicates.Late late;
    private final TransactionHistory history = new TransactionHistory();
    private final List<DynamoDbClient> clients = Collections.synchronizedList(new ArrayList<>());

    TransactionWriters(EmbeddedDynamoDb database, long seed, Faults faults) {
        this.database = database;
        this.seed = seed;
        this.faults = faults;
        this.late = new LateDuplicates.Late(seed, 0.2, EmbeddedClients.httpClient(database, new Faults()));
    }

    TransactionHistory run() throws Exception {
        try (DynamoDbClient client = EmbeddedClients.of(database)) {
            DynaStore.create(client).table(TABLE).createIfAbsent();
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
            Partition<String> partition = partition(DynaStore.create(client));
            for (String key : KEYS) {
                read(partition, key);
            }
        }
        clients.forEach(DynamoDbClient::close);
        return history;
    }

    private static Partition<String> partition(DynaStore store) {
        return store.table(TABLE).partition("history").consistent();
    }

    private Optional<Entry<String>> read(Partition<String> partition, String key) {
        Running running = history.begin(List.of(Part.get(key)));
        try {
            Entry<String> entry = partition.get(key);
            running.done(entry);
            return Optional.of(entry);
        } catch (KeyNotFoundException e) {
            running.absent();
            return Optional.empty();
        } catch (RuntimeException e) {
            running.noEffect();
            return Optional.empty();
        }
    }

    private final class Writer implements Callable<Void> {
        private final int number;
        private final Random random;
        private final Map<String, Entry<String>> known = new HashMap<>();
        private DynamoDbClient client;
        private DynaStore store;
        private Partition<String> partition;

        Writer(int number) {
            this.number = number;
            this.random = new Random(31 * seed + number);
        }

        private void connect() {
            SdkHttpClient http = new LateDuplicates(EmbeddedClients.httpClient(database, faults), late);
            client = EmbeddedClients.configure(DynamoDbClient.builder(), http)
                    .httpClient(null)
                    .httpClientBuilder(new OwnedHttp(observed() ? ObservedHttpClient.of(http) : http))
                    .overrideConfiguration(TestDynamoDb.trying(3))
                    .build();
            clients.add(client);
            MutableClock clock = new MutableClock(Instant.now());
            store = DynaStore.builder(client)
                    .clock(clock)
                    .pause(duration -> clock.advance(duration))
                    .build();
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
            if (chance < 2 || (old == null && chance < 8)) {
                read(partition, key).ifPresentOrElse(entry -> known.put(key, entry), () -> known.remove(key));
            } else if (chance < 4) {
                single(Part.update(key, old.revision(), value), () -> partition.update(old, value));
            } else if (chance < 5) {
                single(Part.delete(key, old.revision()), () -> {
                    partition.delete(old);
                    return null;
                });
            } else {
                transact(value);
            }
        }

        private void single(Part part, Supplier<Entry<String>> write) {
            Running running = history.begin(List.of(part));
            attempt(running, () -> {
                Entry<String> written = write.get();
                if (written == null) {
                    running.done();
                } else {
                    running.done(written);
                    known.put(part.key(), written);
                }
            });
        }

        private void transact(String value) {
            List<String> keys = new ArrayList<>(KEYS);
            Collections.shuffle(keys, random);
            List<Part> parts = new ArrayList<>();
            List<Consumer<Transaction>> actions = new ArrayList<>();
            for (String key : keys.subList(0, 2 + random.nextInt(2))) {
                Entry<String> old = known.get(key);
                int chance = random.nextInt(10);
                // Creations and deletions take turns, so that a condition that has failed holds again.
                if (old == null || chance < 2) {
                    boolean put = random.nextInt(3) == 0;
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
            Running running = history.begin(parts);
            attempt(running, () -> {
                store.transact(tx -> actions.forEach(action -> action.accept(tx)));
                running.done();
            });
            keys.forEach(known::remove);
            parts.forEach(part -> read(partition, part.key()).ifPresent(entry -> known.put(part.key(), entry)));
        }

        private void attempt(Running running, Runnable write) {
            try {
                write.run();
            } catch (KeyModifiedException e) {
                running.refused(Map.of(0, Optional.of(e.current(Codec.string()))));
            } catch (KeyNotFoundException e) {
                running.absent();
            } catch (TransactionFailedException e) {
                refused(running, e);
            } catch (OutcomeUnknownException e) {
                // It may happen at any time from now on.
            } catch (SdkException | IllegalStateException e) {
                // All that the store lets through: nothing was executed.
                running.noEffect();
                connect();
            }
        }

        private void refused(Running running, TransactionFailedException refusal) {
            Map<Integer, Optional<? extends Entry<?>>> current = new HashMap<>();
            for (Failure failure : refusal.failures()) {
                if (failure.reason() == Reason.EXISTS
                        || failure.reason() == Reason.MODIFIED
                        || failure.reason() == Reason.NOT_FOUND) {
                    current.put(failure.action(), Optional.ofNullable(failure.current(Codec.string())));
                }
            }
            if (current.isEmpty()) {
                running.noEffect();
            } else {
                running.refused(current);
            }
        }
    }
}
