package io.dynastore.embedded;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An attempt that is held before it reaches the database, or whose reply is held before it reaches the client, until it is
 * released or its time is over. Thread-safe.
 *
 * @see Faults#hold
 * @see Faults#holdReply
 */
public final class Hold {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Duration atMost;
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Hold(Duration atMost) {
        this.atMost = atMost;
    }

    /**
     * Waits until the attempt is being held, for 20 seconds at most.
     *
     * @throws AssertionError if no attempt arrives in that time, or if the thread is interrupted, in which case its interrupt
     *     status is kept
     */
    public void awaitArrival() {
        try {
            if (!arrived.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("No attempt arrived within " + PATIENCE.toSeconds() + " seconds.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for an attempt.", e);
        }
    }

    /** Releases the attempt, now or as soon as it arrives. */
    public void release() {
        released.countDown();
    }

    @SuppressWarnings("ReturnValueIgnored") // Both outcomes of the wait have the same effect.
    void hold() throws InterruptedException {
        arrived.countDown();
        released.await(Pause.nanos(atMost), TimeUnit.NANOSECONDS);
    }

    @Override
    public String toString() {
        return "Hold[" + (released.getCount() == 0 ? "released" : arrived.getCount() == 0 ? "held" : "not arrived")
                + "]";
    }
}
