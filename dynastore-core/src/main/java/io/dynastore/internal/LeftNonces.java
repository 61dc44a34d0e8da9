package io.dynastore.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The nonces that this process has left in items that it does not use, although they may still name it as their owner. If an item
 * has such a nonce, no process has renewed it since. Thread-safe.
 */
public final class LeftNonces {
    /** The number of items to remember; a forgotten one has to be overdue, or watched, before it is owned again. */
    private static final int MAX = 1_000;

    /** The number of nonces to remember of each. */
    private static final int MAX_NONCES = 6;

    private final Map<String, List<SdkBytes>> nonces = new BoundedMap<>(MAX);

    /** Creates an empty memory. */
    public LeftNonces() {}

    /**
     * Adds the nonces that an item may have. They stay, because a late request may write one; no nonce occurs twice.
     *
     * @param name the item's key
     * @param left its nonces
     */
    public synchronized void add(String name, List<SdkBytes> left) {
        List<SdkBytes> all = new ArrayList<>(of(name));
        all.removeAll(left);
        all.addAll(left);
        nonces.put(name, List.copyOf(all.subList(Math.max(0, all.size() - MAX_NONCES), all.size())));
    }

    /**
     * Returns the nonces that an item may have.
     *
     * @param name the item's key
     * @return the nonces
     */
    public synchronized List<SdkBytes> of(String name) {
        return nonces.getOrDefault(name, List.of());
    }

    /**
     * Returns whether this process has left a nonce in an item.
     *
     * @param name the item's key
     * @param nonce the nonce that it has; null if there is none
     * @return whether it is one that was left
     */
    public boolean contains(String name, @Nullable SdkBytes nonce) {
        return nonce != null && of(name).contains(nonce);
    }

    /** Forgets all nonces. */
    public synchronized void forgetAll() {
        nonces.clear();
    }
}
