package io.dynastore;

import io.dynastore.history.History;
import io.dynastore.history.History.Running;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;

/** Threads that read, write and delete a few entries at random, and a history of what they did. */
final class Writers {
    private static final int THREADS = 4;
    private static final int OPERATIONS = 15;
    private static final int KEYS = 3;

    private final Partition<String> partition;
    private final long seed;
    private final History history = new History();

    private Writers(Partition<String> partition, long seed) {
        this.partition = partition.consistent();
        this.seed = seed;
    }

    /** What they did; what each thread tries is decided by the seed. */
    static History run(Partition<String> partition, long seed) throws Exception {
        Writers writers = new Writers(partition, seed);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CountDownLatch start = new CountDownLatch(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Writer writer = writers.new Writer(thread);
                running.add(threads.submit(() -> {
                    start.countDown();
                    start.await();
                    writer.write();
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return writers.history;
    }

    private final class Writer {
        private final int number;
        private final Random random;

        /** What this thread has seen of each key, to write from; also what is out of date. */
        private final Map<String, List<Entry<String>>> seen = new HashMap<>();

        Writer(int number) {
            this.number = number;
            this.random = new Random(31 * seed + number);
        }

        void write() {
            for (int i = 0; i < OPERATIONS; i++) {
                String key = "key-" + random.nextInt(KEYS);
                List<Entry<String>> known = seen.computeIfAbsent(key, name -> new ArrayList<>());
                Entry<String> old =
                        known.isEmpty() ? null : known.get(Math.max(0, known.size() - 1 - random.nextInt(3)));
                operate(random.nextInt(100), key, old, "v" + number + "-" + i);
            }
        }

        private void operate(int chance, String key, Entry<String> old, String value) {
            if (chance < 10) {
                record(history.put(key, value), () -> partition.put(key, value));
            } else if (chance < 30) {
                record(history.create(key, value), () -> partition.create(key, value));
            } else if (chance < 60 && old != null) {
                record(history.update(key, old.revision(), value), () -> partition.update(old, value));
            } else if (chance < 70 && old != null) {
                recordDelete(history.delete(key, old.revision()), () -> {
                    partition.delete(old);
                    return true;
                });
            } else if (chance < 75) {
                recordDelete(history.delete(key), () -> partition.delete(key));
            } else if (chance < 85) {
                UnaryOperator<Object> change = before -> before + "," + value;
                record(history.modify(key, change), () -> partition.modify(key, before -> before + "," + value));
            } else {
                record(history.get(key), () -> partition.get(key));
            }
        }

        private void recordDelete(Running running, BooleanSupplier delete) {
            record(running, () -> {
                if (delete.getAsBoolean()) {
                    running.ok();
                } else {
                    running.absent();
                }
                return null;
            });
        }

        private void record(Running running, Supplier<Entry<String>> operation) {
            try {
                Entry<String> entry = operation.get();
                if (entry != null) {
                    running.ok(entry);
                    seen.get(entry.key()).add(entry);
                }
            } catch (KeyExistsException e) {
                running.exists(e.current().revision());
                seen.get(e.key()).add(e.current(Codec.string()));
            } catch (KeyModifiedException e) {
                running.modified(e.current().revision());
                seen.get(e.key()).add(e.current(Codec.string()));
            } catch (KeyNotFoundException e) {
                running.absent();
            } catch (OutcomeUnknownException e) {
                running.unknown();
            } catch (SdkException e) {
                // All that the store lets through: nothing was executed.
                running.noEffect();
            }
        }
    }
}
