package io.dynastore.lease;

import io.dynastore.internal.Texts;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The leases that this process may still have in the table although nothing in it uses them: those that ended before they were
 * released, and those of acquisitions whose outcomes are unknown. This process acquires such a lease at once, on the condition
 * that the item has a nonce that this process has left there: then no process has renewed it since. Thread-safe.
 */
final class LeftLeases {
    private static final Logger LOG = System.getLogger(Lease.class.getName());

    /** The number of leases to remember; a forgotten one has to be overdue, or watched, before it is acquired. */
    private static final int MAX = 1_000;

    /** The number of nonces to remember of each. */
    private static final int MAX_NONCES = 6;

    private final LeaseClient client;
    private final Map<String, List<SdkBytes>> nonces = new BoundedMap<>(MAX);

    LeftLeases(LeaseClient client) {
        this.client = client;
    }

    /** Adds the nonces that a lease may have. They stay, because a late request may write one; no nonce occurs twice. */
    synchronized void add(String name, List<SdkBytes> left) {
        List<SdkBytes> all = new ArrayList<>(nonces.getOrDefault(name, List.of()));
        all.removeAll(left);
        all.addAll(left);
        nonces.put(name, List.copyOf(all.subList(Math.max(0, all.size() - MAX_NONCES), all.size())));
    }

    /** Adds the lease of an acquisition whose outcome is unknown, and releases it in the background. */
    void addUnknown(NewTenure tenure) {
        add(tenure.name(), List.of(tenure.nonce()));
        // If the leases are closed, this runs on the thread that was interrupted.
        client.timing().execute(() -> Interruptions.postpone(() -> undo(tenure)));
    }

    private void undo(NewTenure tenure) {
        try {
            client.undo(tenure);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.DEBUG,
                    () -> "Failed to release the lease " + Texts.quote(tenure.name())
                            + ", whose acquisition has an unknown outcome; it ends at its deadline",
                    e);
        }
    }

    /** Returns the nonces that a lease may have. */
    synchronized List<SdkBytes> of(String name) {
        return nonces.getOrDefault(name, List.of());
    }

    boolean contains(String name, @Nullable SdkBytes nonce) {
        return nonce != null && of(name).contains(nonce);
    }
}
