package io.dynastore.watch;

import io.dynastore.internal.Texts;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change that could not be handled.
 *
 * @param partition the name of the partition
 * @param key the entry's key
 * @param id the change's id; see {@link Change#id()}
 * @param change the change; null if an entry of it cannot be decoded
 * @param failure the exception of the handler, or of the partition's codec
 * @param attempts how often this member has tried to handle it, at least 1
 * @param duration the time since the first attempt
 */
public record FailedChange(
        String partition,
        String key,
        String id,
        @Nullable Change<?> change,
        Throwable failure,
        int attempts,
        Duration duration) {
    /**
     * Creates a failed change. Applications need this only to test what decides about it.
     *
     * @param partition the name of the partition
     * @param key the entry's key
     * @param id the change's id
     * @param change the change, or null
     * @param failure the exception
     * @param attempts how often this member has tried to handle it
     * @param duration the time since the first attempt
     */
    public FailedChange {
        Objects.requireNonNull(partition, "partition");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(duration, "duration");
    }

    /** {@return the address of the entry, the attempts, and the class of the failure} Values and messages are not shown. */
    @Override
    public String toString() {
        return "FailedChange[partition " + Texts.quote(partition) + ", key " + Texts.quote(key) + ", id " + id
                + (change == null ? "" : ", " + change.type()) + ", attempts " + attempts + ", "
                + failure.getClass().getName() + "]";
    }
}
