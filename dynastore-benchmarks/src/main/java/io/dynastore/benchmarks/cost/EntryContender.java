package io.dynastore.benchmarks.cost;

import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One of the implementations whose entries are compared. All keep them in a partition {@link #PARTITION} of a table. */
interface EntryContender {
    String PARTITION = "customers";

    /** What the column is called. */
    String title();

    String tableName();

    /** What a process does with entries. */
    Entries open(DynamoDbClient client);

    /** What an implementation does not offer throws {@link UnsupportedOperationException}. */
    interface Entries {
        /** Writes an entry unless there is one. */
        void create(String key, String value);

        /** Writes an entry, whatever there is. */
        void put(String key, String value);

        /** Reads an entry, which there is, as the implementation reads by default. */
        Stored get(String key);

        boolean exists(String key);

        /** Reads the first page; returns how many entries it has. */
        int list(int limit);

        /** Reads, as the implementation does it by default, changes and writes, until nobody was faster. */
        void modify(String key, UnaryOperator<String> change);

        /** The same with consistent reads. */
        void modifyConsistently(String key, UnaryOperator<String> change);

        /** Creates two entries or none. */
        void createBoth(String key, String other, String value);
    }

    /** An entry as it was read. */
    interface Stored {
        /** Writes it unless it has changed. */
        void update(String value);

        /** Deletes it unless it has changed. */
        void delete();
    }
}
