package io.dynastore.watch;

/**
 * Handles the changes of a partition. It is called for one change of a key at a time, in the order in which they were made, but
 * for several keys at the same time, so it must be thread-safe.
 *
 * @param <V> the type of the partition's values
 */
@FunctionalInterface
public interface ChangeHandler<V> {
    /**
     * Handles a change. The change is not delivered to this member of the group again after this method has returned. It may be
     * delivered to another member that takes over: effects should be such that they can be repeated.
     *
     * @param change the change
     * @throws Exception if the change cannot be handled; the feed repeats it, see {@link ChangeFeedBuilder#onFailure}
     */
    void handle(Change<V> change) throws Exception;
}
