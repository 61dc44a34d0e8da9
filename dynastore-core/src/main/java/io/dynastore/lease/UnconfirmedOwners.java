package io.dynastore.lease;

import io.dynastore.internal.Texts;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The owners of acquisitions whose outcomes are unknown: the reply was lost, or the thread interrupted. Such an owner may have
 * the lease, while no process uses it. Its lease is released as soon as possible, and counts as free here. Thread-safe.
 */
final class UnconfirmedOwners {
    private static final Logger LOG = System.getLogger(Lease.class.getName());

    /** The number of owners to remember; the lease of a forgotten one has to expire. */
    private static final int MAX = 1_000;

    private final LeaseClient client;
    private final Set<String> owners = Collections.synchronizedSet(Collections.newSetFromMap(new BoundedMap<>(MAX)));

    UnconfirmedOwners(LeaseClient client) {
        this.client = client;
    }

    boolean contains(@Nullable String owner) {
        return owner != null && owners.contains(owner);
    }

    /** Adds an owner, and releases its lease in the background. */
    void add(String name, String owner, Duration duration) {
        owners.add(owner);
        // If the leases are closed, this runs on the thread that was interrupted.
        client.timing().execute(() -> Interruptions.postpone(() -> undo(name, owner, duration)));
    }

    private void undo(String name, String owner, Duration duration) {
        try {
            client.undo(name, owner, duration);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.DEBUG,
                    () -> "Failed to release the lease " + Texts.quote(name)
                            + ", whose acquisition has an unknown outcome;" + " it ends at its deadline",
                    e);
        }
    }
}
