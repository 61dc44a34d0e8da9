package io.dynastore;

/**
 * How many requests of an operation are sent at once: the maximum, as long as DynamoDB serves them. If it throttles one, half as
 * many; each one that it serves adds a fraction again, as TCP does for packets. Thread-safe.
 */
final class RequestWindow {
    private final int max;
    private double size;
    private int decreases;

    RequestWindow(int max) {
        this.max = max;
        this.size = max;
    }

    /** Returns how many requests may be sent at once, at least 1. */
    synchronized int size() {
        return (int) size;
    }

    /** Returns what a request that is sent now has to know when it ends. */
    synchronized int decreases() {
        return decreases;
    }

    synchronized void served() {
        size = Math.min(max, size + 1 / size);
    }

    /**
     * Halves the window, once for all requests that were sent before.
     *
     * @param before {@link #decreases()} when the request was sent
     */
    synchronized void throttled(int before) {
        if (before == decreases) {
            size = Math.max(1, size / 2);
            decreases++;
        }
    }
}
