package io.dynastore.benchmarks.overhead;

/** One way to read and write the sample entry. What the methods return is for the benchmark to consume. */
interface Contender {
    /** Reads the entry, and makes sure that it is live. */
    Object get();

    /** Writes over the entry that was read before, if it still is at that version, and live. */
    Object update();

    /** Creates an entry that expires, if there is none. */
    Object create();

    /** Reads a page of live entries. */
    Object page();
}
