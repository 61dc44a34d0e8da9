package io.dynastore.lease;

import io.dynastore.internal.Interruptions;
import io.dynastore.internal.LeftNonces;
import io.dynastore.internal.Texts;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The leases that this process may still have in the table although nothing in it uses them: those that ended before they were
 * released, and those of acquisitions whose outcomes are unknown. This process acquires such a lease at once, on the condition
 * that the item has a nonce that this process has left there: then no process has renewed it since. Thread-safe.
 */
final class LeftLeases {
    private static final Logger LOG = System.getLogger(Lease.class.getName());

    private final LeaseClient client;
    private final LeftNonces nonces = new LeftNonces();

    LeftLeases(LeaseClient client) {
        this.client = client;
    }

    /** Adds the nonces that a lease may have. They stay, because a late request may write one; no nonce occurs twice. */
    void add(String name, List<SdkBytes> left) {
        nonces.add(name, left);
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
    List<SdkBytes> of(String name) {
        return nonces.of(name);
    }

    void forgetAll() {
        nonces.forgetAll();
    }

    boolean contains(String name, @Nullable SdkBytes nonce) {
        return nonces.contains(name, nonce);
    }
}
