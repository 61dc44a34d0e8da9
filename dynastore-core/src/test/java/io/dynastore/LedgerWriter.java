package io.dynastore;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Writes entries that nobody else writes, and notes which values each of them can have by what the store says: the new one after
 * a success, the old one after a refusal, and both as long as nothing is known. Absence is the value {@code -}.
 */
final class LedgerWriter {
    static final String ABSENT = "-";

    private final DynaStore store;
    private final Partition<String> partition;
    private final String name;
    private final Ledger ledger;
    private final AtomicInteger writes;

    /** Where the possible values are noted. Thread-safe. */
    @FunctionalInterface
    interface Ledger {
        void note(List<String> keys, Set<String> values);
    }

    /** What {@link #write} says when a write has failed: the client can be used no longer. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Creates a writer.
     *
     * @param name the start of its keys
     * @param writes counts the writes that have ended, of all writers
     */
    LedgerWriter(DynaStore store, Partition<String> partition, String name, Ledger ledger, AtomicInteger writes) {
        this.store = store;
        this.partition = partition;
        this.name = name;
        this.ledger = ledger;
        this.writes = writes;
    }

    /** Writes one entry after the other until a write fails, or nothing more is wanted. */
    void run(BooleanSupplier goesOn) {
        try {
            for (int i = 0; goesOn.getAsBoolean(); i++) {
                String key = name + "-" + i;
                String other = key + "-other";
                if (i % 2 == 0) {
                    write(List.of(key, other), ABSENT, "transacted", () -> {
                        store.transact(
                                tx -> tx.create(partition, key, "transacted").put(partition, other, "transacted"));
                        return null;
                    });
                } else {
                    Entry<String> created =
                            write(List.of(key), ABSENT, "created", () -> partition.create(key, "created"));
                    Entry<String> updated =
                            write(List.of(key), "created", "updated", () -> partition.update(created, "updated"));
                    write(List.of(key), "updated", ABSENT, () -> {
                        partition.delete(updated);
                        return null;
                    });
                }
            }
        } catch (Ended e) {
            // This was the last write.
        }
    }

    private <T> T write(List<String> keys, String before, String after, Supplier<T> write) {
        ledger.note(keys, Set.of(before, after));
        try {
            T result = write.get();
            ledger.note(keys, Set.of(after));
            writes.incrementAndGet();
            return result;
        } catch (OutcomeUnknownException e) {
            throw new Ended();
        } catch (RuntimeException e) {
            // Whatever it is, it does not say that the outcome is unknown.
            ledger.note(keys, Set.of(before));
            throw new Ended();
        }
    }
}
