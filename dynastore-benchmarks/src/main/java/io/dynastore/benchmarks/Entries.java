package io.dynastore.benchmarks;

import java.util.List;
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
    Object page(int size);

    /** Creates all entries or none, and returns their keys. */
    List<String> createAll(List<String> keys, V value);

    /** The entries of a client whose requests are counted, for which it needs more operations. */
    interface Complete<V, E> extends Entries<V, E> {
        /** Writes an entry unconditionally. */
        void put(String key, V value);

        /** Returns whether there is an entry, as the client reads by default. */
        boolean exists(String key);

        /** Deletes an entry, if it has not changed since it was read. */
        void delete(E previous);

        /** Reads, by default or consistently, changes and writes an entry until no other writer was faster. */
        void modify(String key, UnaryOperator<V> change, boolean consistently);
    }
}
