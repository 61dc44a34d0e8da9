package io.dynastore;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import io.dynastore.history.TransactionHistory;
import io.dynastore.history.TransactionHistory.Part;
import io.dynastore.history.TransactionHistory.Running;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes calls and records in a history what they said, or what they would have said without a rule. Thread-safe. */
record RecordedCalls(TransactionHistory history, BrokenRule broken) {

    Optional<Entry<String>> read(Partition<String> partition, String key) {
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

    /**
     * Makes a write of one entry.
     *
     * @param write returns the written entry, or null if it has deleted one
     * @param unusable is called if the client can be used no longer
     * @return the written entry, if it is known to be written
     */
    Optional<Entry<String>> write(Part part, Supplier<Entry<String>> write, Runnable unusable) {
        Running running = history.begin(List.of(part));
        Map<String, Entry<String>> written = new HashMap<>();
        attempt(
                running,
                () -> {
                    Entry<String> entry = write.get();
                    if (entry == null) {
                        running.done();
                    } else {
                        running.done(entry);
                        written.put(part.key(), entry);
                    }
                },
                unusable);
        return Optional.ofNullable(written.get(part.key()));
    }

    void transact(List<Part> parts, Runnable transaction, Runnable unusable) {
        Running running = history.begin(parts);
        attempt(
                running,
                () -> {
                    try {
                        transaction.run();
                    } catch (OutcomeUnknownException e) {
                        if (!broken.sendsAgain(e)) {
                            throw e;
                        }
                        transaction.run();
                    }
                    running.done();
                },
                unusable);
    }

    private void attempt(Running running, Runnable write, Runnable unusable) {
        try {
            write.run();
        } catch (KeyModifiedException | KeyExistsException e) {
            running.refused(Map.of(0, Optional.of(e.current(Codec.string()))));
        } catch (KeyNotFoundException e) {
            running.absent();
        } catch (TransactionFailedException e) {
            refused(running, e);
        } catch (OutcomeUnknownException e) {
            // Otherwise it may happen at any time from now on.
            if (broken.saysNotWritten(e)) {
                running.noEffect();
            }
        } catch (SdkException | IllegalStateException e) {
            // All that the store lets through: nothing was executed.
            running.noEffect();
            unusable.run();
        }
    }

    private static void refused(Running running, TransactionFailedException refusal) {
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
