package io.dynastore.benchmarks.throughput;

/**
 * One way to read and write entries of one partition. Thread-safe.
 *
 * @param <E> what is read, and handed in again to be written over
 */
interface Entries<E> {
    /** Creates an entry, if there is none. */
    E create(String key, String value);

    /** Reads an entry, and makes sure that it is live. */
    E get(String key);

    /** Writes over an entry, if it still is as it was read, and live. */
    E update(E previous, String value);
}
