package io.dynastore.lease;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * A lease as it can be handed to another process: through a queue, a workflow, a file. Whoever has it can renew and release
 * the lease. It is serializable, and a record that JSON libraries read and write as it is.
 *
 * @param table the name of the table
 * @param partition the name of the partition
 * @param name the lease's name
 * @param owner the id of the acquisition
 * @param token the fencing token
 * @param duration how long the lease lasts after each renewal
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
     * @param owner the id of the acquisition
     * @param token the fencing token
     * @param duration how long the lease lasts after each renewal
     */
    public LeaseHandle {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(partition, "partition");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(duration, "duration");
    }
}
