package io.dynastore.idempotency;

import io.dynastore.Fence;
import java.time.Duration;

/**
 * One attempt to run the action of a key. Thread-safe. Applications may implement this interface to fake it in unit tests; methods
 * may be added to it.
 */
public interface Attempt {
    /**
     * Returns the id to pass to outside services, as their idempotency key: 36 characters in the form of a UUID. It is derived from
     * the partition's name and the key, so it is the same in every attempt, and again after the record has expired.
     *
     * @return the id
     */
    String id();

    /**
     * Returns the number of this attempt. It counts the attempts since the last recorded result, including those that failed and
     * those whose process died.
     *
     * @return 1 for the first attempt
     */
    int number();

    /**
     * Returns for how long the key certainly belongs to this attempt, if it is not renewed. If the process was frozen, another
     * attempt may be running. By the clocks of this process; sends no request.
     *
     * @return the time; zero if another attempt may be running
     */
    Duration remaining();

    /**
     * Returns the right to write of this attempt, for {@linkplain io.dynastore.Partition#fence(Fence) fenced} writes of the action,
     * which are refused once a later attempt has written. It differs from attempt to attempt, so its token is no idempotency key.
     * Use it only for entries that no operation with another key writes: an attempt of that operation which began later refuses
     * this one's writes, too.
     *
     * @return the fence
     */
    Fence fence();
}
