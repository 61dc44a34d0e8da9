package io.dynastore.watch;

/** The right to read a shard, or to list the entries from which a group begins. Thread-safe. */
interface Holding {
    /** Returns the text that the holding before has left; empty if there is none. */
    String previousText();

    /** Returns whether it is still held. */
    boolean isHeld();

    /** Shows another text at once, with a request. */
    void show(String text);

    /** Gives it up, and leaves a text for the next. Does nothing if it is no longer held. */
    void release(String text);
}
