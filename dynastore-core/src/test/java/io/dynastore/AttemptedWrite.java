package io.dynastore;

import java.time.Duration;

/** A write, the state that it starts from, and the request of it that meets trouble. */
enum AttemptedWrite {
    PUT("put", "UpdateItem"),
    CREATE("create", "PutItem"),
    UPDATE_ENTRY("update", "UpdateItem"),
    UPDATE_REVISION("update", "UpdateItem"),
    DELETE_ENTRY("delete", "DeleteItem"),
    DELETE_REVISION("delete", "DeleteItem"),
    DELETE_KEY("delete key", "DeleteItem"),
    /** Over a leftover there are two requests: the one that is refused, and the one that replaces the leftover. */
    PUT_LEFTOVER("put leftover", "PutItem"),
    CREATE_LEFTOVER("create leftover", "PutItem"),
    PUT_LEFTOVER_REFUSED("put refused", "UpdateItem"),
    CREATE_LEFTOVER_REFUSED("create refused", "PutItem");

    /** The column of the table that tells what comes of it. */
    final String column;

    /** The operation whose attempts are scripted. */
    final String request;

    AttemptedWrite(String column, String request) {
        this.column = column;
        this.request = request;
    }

    boolean meetsLeftover() {
        return switch (this) {
            case PUT_LEFTOVER, CREATE_LEFTOVER, PUT_LEFTOVER_REFUSED, CREATE_LEFTOVER_REFUSED -> true;
            default -> false;
        };
    }

    /** Whether the trouble is with the second of its requests. */
    boolean troubleAtReplacement() {
        return this == PUT_LEFTOVER || this == CREATE_LEFTOVER;
    }

    void prepare(TestStore store, String key) {
        if (meetsLeftover()) {
            store.partition.create(key, "old", with -> with.timeToLive(Duration.ofSeconds(1)));
            store.clock.advance(Duration.ofMinutes(5));
        } else if (this != CREATE) {
            store.partition.create(key, "old");
        }
    }

    /** Writes, given the entry that {@link #prepare} left; the entry or Boolean that it returned, null for a void one. */
    Object write(Partition<String> partition, String key, Entry<String> old) {
        switch (this) {
            case PUT, PUT_LEFTOVER, PUT_LEFTOVER_REFUSED -> {
                return partition.put(key, "ours");
            }
            case CREATE, CREATE_LEFTOVER, CREATE_LEFTOVER_REFUSED -> {
                return partition.create(key, "ours");
            }
            case UPDATE_ENTRY -> {
                return partition.update(old, "ours");
            }
            case UPDATE_REVISION -> {
                return partition.update(key, old.revision(), "ours");
            }
            case DELETE_KEY -> {
                return partition.delete(key);
            }
            case DELETE_ENTRY -> partition.delete(old);
            case DELETE_REVISION -> partition.delete(key, old.revision());
        }
        return null;
    }
}
