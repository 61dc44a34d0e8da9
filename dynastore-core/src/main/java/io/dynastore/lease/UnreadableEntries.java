package io.dynastore.lease;

import io.dynastore.CodecException;
import io.dynastore.MalformedItemException;
import io.dynastore.Partition;
import io.dynastore.internal.BoundedMap;
import io.dynastore.internal.Texts;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The entries that work claims have skipped, because they or their leases cannot be read. Each is reported once, and
 * again if it was claimed in between. Thread-safe.
 */
final class UnreadableEntries {
    private static final Logger LOG = System.getLogger(WorkClaims.class.getName());

    /** The number of entries to remember; a forgotten one is reported again. */
    private static final int MAX = 10_000;

    private final List<LeaseListener> listeners;
    private final Set<String> reported = Collections.synchronizedSet(Collections.newSetFromMap(new BoundedMap<>(MAX)));

    UnreadableEntries(List<LeaseListener> listeners) {
        this.listeners = listeners;
    }

    /** Returns whether a failure is about one entry, and other entries may be claimed. */
    static boolean isOfOneEntry(RuntimeException failure) {
        return failure instanceof CodecException
                || failure instanceof MalformedItemException
                || failure instanceof NotALeaseException;
    }

    /** Reports an entry, unless it has been reported already. */
    void skipped(String leaseName, Partition<?> work, String key, RuntimeException failure) {
        if (!reported.add(leaseName)) {
            return;
        }
        LOG.log(
                Level.WARNING,
                () -> "Work claims skip the entry " + Texts.quote(key) + " of " + work
                        + ", which cannot be read. Correct or delete it: " + failure.getMessage());
        LOG.log(Level.DEBUG, () -> "Work claims skip the entry " + Texts.quote(key), failure);
        for (LeaseListener listener : listeners) {
            ListenerCall.make(LOG, () -> "an entry that is skipped", () -> listener.skipped(work, key, failure));
        }
    }

    /** Records that an entry could be read. */
    void read(String leaseName) {
        if (!reported.isEmpty()) {
            reported.remove(leaseName);
        }
    }
}
