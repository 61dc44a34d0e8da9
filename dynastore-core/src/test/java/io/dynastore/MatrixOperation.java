package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;

import io.dynastore.MatrixCell.Word;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An operation that writes: its start, its request, its effect by the raw items, and the rival that makes it be refused. */
enum MatrixOperation {
    PUT("UpdateItem", true),
    CREATE("PutItem", false),
    UPDATE("UpdateItem", true),
    MODIFY("UpdateItem", true),
    DELETE_KEY("DeleteItem", true),
    DELETE_REVISION("DeleteItem", false),
    TRANSACT("TransactWriteItems", false),
    /** DynamoDB's answer always names the unprocessed items. */
    DELETE_ALL("BatchWriteItem", true),
    ACQUIRE("UpdateItem", true),
    RENEW("UpdateItem", true),
    RELEASE("UpdateItem", false);

    /** The operation of DynamoDB whose attempts meet trouble. */
    final String request;

    /** Whether the request asks for attributes, so that an answer without them is no answer. */
    final boolean asksForAttributes;

    MatrixOperation(String request, boolean asksForAttributes) {
        this.request = request;
        this.asksForAttributes = asksForAttributes;
    }

    List<String> keys(String key) {
        return switch (this) {
            case TRANSACT -> List.of(key, key + "-created", key + "-put", key + "-deleted");
            case DELETE_ALL -> List.of(key, key + "-2", key + "-3");
            default -> List.of(key);
        };
    }

    boolean isOfLeases() {
        return this == ACQUIRE || this == RENEW || this == RELEASE;
    }

    void prepare(MatrixStore store, String key) {
        switch (this) {
            case CREATE, ACQUIRE -> {}
            case RENEW, RELEASE -> store.acquire(key);
            case TRANSACT -> {
                store.rival.create(key, "old");
                store.rival.create(key + "-deleted", "old");
            }
            default -> keys(key).forEach(each -> store.rival.create(each, "old"));
        }
    }

    /** Runs the operation from the entry that was prepared, and returns what it returned; null if it returns nothing. */
    Object perform(MatrixStore store, String key, Optional<Entry<String>> old) {
        Partition<String> partition = store.partition;
        switch (this) {
            case PUT -> {
                return partition.put(key, "ours");
            }
            case CREATE -> {
                return partition.create(key, "ours");
            }
            case UPDATE -> {
                return partition.update(old.orElseThrow(), "ours");
            }
            case MODIFY -> {
                return partition.modify(key, value -> value + ", ours");
            }
            case DELETE_KEY -> {
                return partition.delete(key);
            }
            case DELETE_REVISION -> partition.delete(old.orElseThrow());
            case TRANSACT ->
                store.store.transact(tx -> tx.update(partition, old.orElseThrow(), "ours")
                        .create(partition, key + "-created", "ours")
                        .put(partition, key + "-put", "ours")
                        .delete(partition, key + "-deleted"));
            case DELETE_ALL -> {
                return partition.deleteAll(keys(key));
            }
            case ACQUIRE -> {
                return store.leases.tryAcquire(key).isPresent();
            }
            case RENEW -> store.held.renew();
            case RELEASE -> {
                return store.held.release();
            }
        }
        return null;
    }

    /** Returns whether the operation took effect, by the items before it and those now. */
    boolean tookEffect(Map<String, Map<String, AttributeValue>> before, Map<String, Map<String, AttributeValue>> now) {
        List<String> keys = List.copyOf(now.keySet());
        Map<String, AttributeValue> first = now.get(keys.get(0));
        return switch (this) {
            case PUT, CREATE, UPDATE, MODIFY -> isOurs(first);
            case DELETE_KEY, DELETE_REVISION -> first.isEmpty();
            case TRANSACT -> isOurs(first) || isOurs(now.get(keys.get(1))) || isOurs(now.get(keys.get(2)));
            case DELETE_ALL -> keys.stream().anyMatch(key -> now.get(key).isEmpty());
            case ACQUIRE -> isOwned(first);
            case RENEW -> isOwned(first) && !first.equals(before.get(keys.get(0)));
            case RELEASE ->
                !first.containsKey("owner")
                        && first.get("version").equals(before.get(keys.get(0)).get("version"));
        };
    }

    /** Returns whether an effect on several entries is complete. */
    boolean isWhole(Map<String, Map<String, AttributeValue>> now) {
        List<String> keys = List.copyOf(now.keySet());
        return switch (this) {
            case TRANSACT ->
                isOurs(now.get(keys.get(0)))
                        && isOurs(now.get(keys.get(1)))
                        && isOurs(now.get(keys.get(2)))
                        && now.get(keys.get(3)).isEmpty();
            case DELETE_ALL -> now.values().stream().allMatch(Map::isEmpty);
            default -> true;
        };
    }

    private static boolean isOurs(Map<String, AttributeValue> item) {
        return item.containsKey("payload") && item.get("payload").s().endsWith("ours");
    }

    private static boolean isOwned(Map<String, AttributeValue> item) {
        return item.containsKey("owner") && !item.get("owner").equals(s("rival"));
    }

    /** Another client makes the next attempt's condition fail, if the request has one. */
    void rival(MatrixStore store, String key) {
        switch (this) {
            case DELETE_KEY, DELETE_REVISION -> store.rival.delete(key);
            case DELETE_ALL -> keys(key).forEach(each -> store.rival.put(each, "rival"));
            case ACQUIRE, RENEW, RELEASE -> takeOver(store, key);
            default -> {
                store.rival.delete(key);
                store.rival.create(key, "rival");
            }
        }
    }

    private static void takeOver(MatrixStore store, String key) {
        store.raw.updateItem(update -> update.tableName(store.table())
                .key(store.itemKey(key))
                .updateExpression(
                        "SET version = if_not_exists(version, :five) + :five, #owner = :owner, payload = :owner,"
                                + " leaseMillis = :millis, #until = :until, writeId = :nonce")
                .expressionAttributeNames(Map.of("#owner", "owner", "#until", "until"))
                .expressionAttributeValues(Map.of(
                        ":five",
                        n(5),
                        ":owner",
                        s("rival"),
                        ":millis",
                        n(30_000),
                        ":until",
                        AttributeValue.fromN(Long.toString(System.currentTimeMillis() + 30_000)),
                        ":nonce",
                        AttributeValue.fromB(SdkBytes.fromByteArray(new byte[24])))));
    }

    /**
     * Returns what is said when a retry is answered and nobody else writes.
     *
     * @param executed whether an attempt before it was executed without an answer
     */
    Word afterRetry(boolean executed) {
        return !executed
                ? Word.SUCCESS
                : switch (this) {
                    case DELETE_REVISION -> Word.UNKNOWN;
                    case DELETE_KEY -> Word.FALSE;
                    default -> Word.SUCCESS;
                };
    }

    /**
     * Returns what is said when a retry is answered after {@link #rival}.
     *
     * @param doubt whether an attempt before it may have been executed as far as its client can see
     * @param executed whether it was
     */
    Word afterRival(boolean doubt, boolean executed) {
        return switch (this) {
            case PUT, DELETE_ALL -> Word.SUCCESS;
            case MODIFY -> doubt ? Word.UNKNOWN : Word.SUCCESS;
            case CREATE, UPDATE, DELETE_REVISION -> doubt ? Word.UNKNOWN : Word.REFUSED;
            // DynamoDB remembers the token of a transaction that it has executed.
            case TRANSACT -> executed ? Word.SUCCESS : doubt ? Word.UNKNOWN : Word.REFUSED;
            case DELETE_KEY, ACQUIRE, RELEASE -> Word.FALSE;
            case RENEW -> Word.REFUSED;
        };
    }
}
