package io.dynastore.lease;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The owners of acquisitions whose outcome nobody was told: the reply was lost, or the thread interrupted. The lease may be
 * held in their name, by nobody. They are released as soon as possible, and count as dead here. Thread-safe.
 */
final class DoubtfulOwners {
    private static final Logger LOG = System.getLogger(Lease.class.getName());

    /** Owners to remember; the lease of one that is forgotten has to be waited for. */
    private static final int MAX = 1_000;

    private final LeaseCalls calls;
    private final Set<String> owners = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX;
        }
    }));

    DoubtfulOwners(LeaseCalls calls) {
        this.calls = calls;
    }

    boolean contains(@Nullable String owner) {
        return owner != null && owners.contains(owner);
    }

    void add(String name, String owner, Duration duration) {
        owners.add(owner);
        calls.timing().execute(() -> undo(name, owner, duration));
    }

    private void undo(String name, String owner, Duration duration) {
        // Set if this is the thread that was interrupted, since no other runs any more.
        boolean interrupted = Thread.interrupted();
        try {
            calls.undo(name, owner, duration);
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, () -> "Not released, it may be held by nobody until its deadline: " + name, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
