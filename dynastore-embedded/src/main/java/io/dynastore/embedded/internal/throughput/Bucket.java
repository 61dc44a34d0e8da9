package io.dynastore.embedded.internal.throughput;

/** An amount of capacity units that are taken at once and come back with time. Not thread-safe. */
final class Bucket {
    /** Sums of fractions of units are not exact. */
    private static final double TOLERANCE = 1e-6;

    private static final double MILLIS = 1000;

    private double available;
    private long since;

    /** Creates a bucket that contains the units of one second at a time, so that it has saved nothing before. */
    Bucket(Rate rate, long since) {
        this.available = rate.perSecond();
        this.since = since;
    }

    /**
     * Returns whether units are available. A full bucket has any number of units, since a request that needs more than it can
     * contain would never succeed.
     */
    boolean has(double units, Rate rate, long now) {
        return isFull(rate, now) || available + TOLERANCE >= units;
    }

    /** Returns whether the bucket contains as much as it can. */
    boolean isFull(Rate rate, long now) {
        // A clock that is set back gives nothing.
        double gained = Math.max(0, now - since) * rate.perSecond() / MILLIS;
        available = Math.min(rate.most(), available + gained);
        since = now;
        return available + TOLERANCE >= rate.most();
    }

    /** Takes units; the bucket may then contain less than nothing. */
    void take(double units) {
        available -= units;
    }

    @Override
    public String toString() {
        return "Bucket[" + available + " units]";
    }
}
