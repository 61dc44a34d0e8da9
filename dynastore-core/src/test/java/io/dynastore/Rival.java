package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;

import java.util.Map;

/** What somebody else does to the entry between two attempts of a write. */
enum Rival {
    UPDATES {
        @Override
        void act(TestStore store, String key) {
            store.partition.update(store.partition.get(key), "rival");
        }
    },
    PUTS {
        @Override
        void act(TestStore store, String key) {
            store.partition.put(key, "rival");
        }
    },
    DELETES {
        @Override
        void act(TestStore store, String key) {
            store.partition.delete(key);
        }
    },
    /** At version 1. */
    RECREATES {
        @Override
        void act(TestStore store, String key) {
            store.partition.delete(key);
            store.partition.create(key, "rival");
        }
    },
    /** At version 2: the one that our write gives to an entry that was at version 1. */
    RECREATES_AND_UPDATES {
        @Override
        void act(TestStore store, String key) {
            store.partition.delete(key);
            store.partition.update(store.partition.create(key, "rival"), "rival");
        }
    },
    /** The Go library's Put: it knows of no write id and leaves it as it is. */
    GO_PUTS {
        @Override
        void act(TestStore store, String key) {
            store.raw()
                    .updateItem(update -> update.tableName(store.table.name())
                            .key(store.itemKey(key))
                            .updateExpression("ADD version :one SET payload = :payload")
                            .expressionAttributeValues(Map.of(":one", n(1), ":payload", s("rival"))));
        }
    };

    abstract void act(TestStore store, String key);
}
