package io.dynastore.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The nonces that the item of a lease may have as long as only its holder writes it: that of the last renewal that was answered,
 * and those of later ones whose outcomes are unknown. Thread-safe.
 */
final class WrittenNonces {
    /** The number of nonces to remember. Without a forgotten one, an ended lease has to be overdue before it is acquired. */
    private static final int MAX = 4;

    private final Deque<SdkBytes> nonces = new ArrayDeque<>(MAX);

    /**
     * Notes that a nonce is about to be sent.
     *
     * @param nonce the nonce
     */
    synchronized void sending(SdkBytes nonce) {
        if (nonces.size() == MAX) {
            nonces.removeFirst();
        }
        nonces.addLast(nonce);
    }

    /**
     * Notes that a nonce was written: the item has no earlier one.
     *
     * @param nonce the nonce
     */
    synchronized void answered(SdkBytes nonce) {
        long number = Nonce.numberOf(nonce);
        nonces.removeIf(other -> Nonce.numberOf(other) < number);
    }

    /** {@return the nonces, the latest last} */
    synchronized List<SdkBytes> list() {
        return List.copyOf(nonces);
    }
}
