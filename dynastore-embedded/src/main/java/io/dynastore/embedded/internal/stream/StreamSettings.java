package io.dynastore.embedded.internal.stream;

import java.time.Duration;

/** What DynamoDB decides about streams, and tests change. Thread-safe. */
public final class StreamSettings {
    private static final Duration FOUR_HOURS = Duration.ofHours(4);

    private volatile Duration shardLifetime = FOUR_HOURS;
    private volatile Duration descriptionDelay = Duration.ZERO;
    private volatile int getRecordsRate;
    private volatile int emptyPages;
    private volatile boolean ratesLimited = true;

    /** Creates the settings that are as on AWS. */
    public StreamSettings() {}

    /** {@return the time after which a shard is closed, and continued by another} */
    public Duration shardLifetime() {
        return shardLifetime;
    }

    /** Sets {@link #shardLifetime()}. */
    public void shardLifetime(Duration lifetime) {
        shardLifetime = lifetime;
    }

    /** {@return the time after which a shard that has a parent is described} */
    public Duration descriptionDelay() {
        return descriptionDelay;
    }

    /** Sets {@link #descriptionDelay()}. */
    public void descriptionDelay(Duration delay) {
        descriptionDelay = delay;
    }

    /** {@return the number of GetRecords that each shard answers in a second; 0 if there is no limit} */
    public int getRecordsRate() {
        return getRecordsRate;
    }

    /** Sets {@link #getRecordsRate()}. */
    public void getRecordsRate(int rate) {
        getRecordsRate = rate;
    }

    /** {@return the number of GetRecords of which one returns no records; 0 if all return what is there} */
    public int emptyPages() {
        return emptyPages;
    }

    /** Sets {@link #emptyPages()}. */
    public void emptyPages(int every) {
        emptyPages = every;
    }

    /** {@return whether the documented rates are enforced} */
    public boolean ratesLimited() {
        return ratesLimited;
    }

    /** Sets {@link #ratesLimited()}. */
    public void ratesLimited(boolean limited) {
        ratesLimited = limited;
    }
}
