package io.dynastore.watch;

import java.time.Duration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** The pauses between two reads of a shard: longer while there is nothing, or DynamoDB does not answer. */
final class ReadPauses {
    /** The first pause is this part of the longest. */
    private static final int PARTS = 8;

    /** So many records, or such old ones, are followed by others that are already there. */
    private static final int MANY = 100;

    private static final Duration OLD = Duration.ofSeconds(15);
    private static final BackoffStrategy FAILED =
            BackoffStrategy.exponentialDelayHalfJitter(Duration.ofMillis(250), Duration.ofSeconds(30));

    private final Duration longest;
    private Duration next;
    private int failures;
    private volatile boolean hurries;

    ReadPauses(Duration longest) {
        this.longest = longest;
        this.next = longest.dividedBy(PARTS);
    }

    void succeeded() {
        failures = 0;
    }

    /** Returns the pause after an answer without records. */
    Duration idle() {
        if (hurries) {
            return Duration.ofMillis(1);
        }
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return pause;
    }

    /** Returns the pause after records that nobody handles, such as those of the leases. */
    Duration afterPassing(int records, Duration age) {
        return records >= MANY || age.compareTo(OLD) > 0 ? Duration.ZERO : idle();
    }

    /** Returns the pause after changes: without one, a shard that is written all the time would be read all the time. */
    Duration afterChanges(int records, Duration age) {
        next = longest.dividedBy(PARTS);
        return afterPassing(records, age);
    }

    /** Returns the pause after a request that has failed. */
    Duration failed() {
        failures++;
        return FAILED.computeDelay(Math.min(failures, 20) + 1);
    }

    void hurry(boolean on) {
        hurries = on;
    }
}
