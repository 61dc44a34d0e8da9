package io.dynastore.fault;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One attempt that is held before it is sent, or its reply, until it is released or its time is over. Thread-safe. */
public final class Hold {
    private static final long ARRIVAL_SECONDS = 20;

    private final Duration atMost;
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Hold(Duration atMost) {
        this.atMost = atMost;
    }

    /** Waits until the attempt is being held. */
    public void awaitArrival() {
        try {
            if (!arrived.await(ARRIVAL_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("No attempt arrived within " + ARRIVAL_SECONDS + " seconds.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for an attempt.", e);
        }
    }

    /** Lets the attempt go, now or when it arrives. */
    public void release() {
        released.countDown();
    }

    /** Holds the calling thread, and says whether it was released in time. */
    boolean hold() {
        arrived.countDown();
        try {
            return released.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("Interrupted while held back"));
        }
    }
}
