package io.dynastore.lease;

import io.dynastore.internal.Texts;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * A lease in a form that can be passed to another process, through a queue, a workflow or a file. A process that has the
 * handle can renew and release the lease. The handle is serializable, and JSON libraries read and write it as a record.
 *
 * @param table the name of the table
 * @param partition the name of the partition
 * @param name the lease's name
 * @param owner a random id of this acquisition of the lease; not the holder, which is a text to be read
 * @param token the fencing token
 * @param duration the duration of the lease after each renewal
 * @serial exclude
 */
@SuppressWarnings("InvalidBlockTag") // The tag is for javadoc, which documents the serialized form otherwise.
public record LeaseHandle(String table, String partition, String name, String owner, long token, Duration duration)
        implements Serializable {

    /**
     * Creates a handle.
     *
     * @param table the name of the table
     * @param partition the name of the partition
     * @param name the lease's name
     * @param owner the random id of this acquisition of the lease
     * @param token the fencing token
     * @param duration the duration of the lease after each renewal
     */
    public LeaseHandle {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(partition, "partition");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(duration, "duration");
    }

    LeaseHandle withDuration(Duration newDuration) {
        return new LeaseHandle(table, partition, name, owner, token, newDuration);
    }

    /** {@return the parts of the handle} Names have escapes for control characters. */
    @Override
    public String toString() {
        return "LeaseHandle[table=" + Texts.escape(table) + ", partition=" + Texts.escape(partition) + ", name="
                + Texts.escape(name) + ", owner=" + Texts.escape(owner) + ", token=" + token + ", duration=" + duration
                + "]";
    }
}
