package io.dynastore.benchmarks;

import java.util.function.UnaryOperator;

/**
 * The entries of one partition, as a client reads and writes them. An operation that the client does not offer throws
 * {@link UnsupportedOperationException}. Thread-safe.
 *
 * @param <V> the type of the values
 * @param <E> the type of an entry that was read or written
 */
interface Entries<V, E> {
    /** The number of entries of a page. */
    int PAGE_SIZE = 100;

    /** Creates an entry, if there is none. */
    E create(String key, V value);

    /** Reads an entry, which must exist and be live, as the client reads by default. */
    E get(String key);

    /** Writes over an entry, if it has not changed since it was read. */
    E update(E previous, V value);

    /** Reads the first page of live entries, in the type that the client returns. */
    Object page();

    /** Writes an entry unconditionally. */
    default void put(String key, V value) {
        throw new UnsupportedOperationException();
    }

    /** Returns whether there is an entry, as the client reads by default. */
    default boolean exists(String key) {
        throw new UnsupportedOperationException();
    }

    /** Deletes an entry, if it has not changed since it was read. */
    default void delete(E previous) {
        throw new UnsupportedOperationException();
    }

    /** Reads, by default or consistently, changes and writes an entry until no other writer was faster. */
    default void modify(String key, UnaryOperator<V> change, boolean consistently) {
        throw new UnsupportedOperationException();
    }

    /** Creates two entries or none. */
    default void createBoth(String key, String other, V value) {
        throw new UnsupportedOperationException();
    }
}
