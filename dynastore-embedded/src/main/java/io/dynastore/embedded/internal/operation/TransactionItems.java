package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.value.Bytes;
import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.wire.ApiError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The actions of a transaction as a request defines them. */
final class TransactionItems {
    private static final long LARGEST = 4L << 20;

    private TransactionItems() {}

    static List<ItemWrite> readWrites(List<Input> items) {
        List<ItemWrite> writes = new ArrayList<>();
        long bytes = 0;
        for (Input item : items) {
            ItemWrite write = readWrite(item);
            bytes += Value.sizeOf(write.attributes());
            writes.add(write);
        }
        checkSize(bytes);
        return writes;
    }

    /** Refuses a transaction whose items have more bytes together than one may have. */
    static void checkSize(long bytes) {
        if (bytes > LARGEST) {
            throw ApiError.validation(
                    "Collection size of items in the transaction exceeds the maximum allowed size of 4 MB");
        }
    }

    private static ItemWrite readWrite(Input item) {
        ItemWrite write = null;
        for (ItemWrite.Kind kind : ItemWrite.Kind.values()) {
            Input given = item.structure(member(kind));
            if (given == null) {
                continue;
            }
            if (write != null) {
                throw onlyOne();
            }
            write = ItemWrite.read(kind, given);
        }
        if (write == null) {
            throw onlyOne();
        }
        return write;
    }

    private static ApiError onlyOne() {
        return ApiError.validation("TransactItems can only contain one of Check, Put, Update or Delete");
    }

    private static String member(ItemWrite.Kind kind) {
        return switch (kind) {
            case PUT -> "Put";
            case UPDATE -> "Update";
            case DELETE -> "Delete";
            case CHECK -> "ConditionCheck";
        };
    }

    /** Refuses two actions on one item of one table. */
    static void checkDistinct(List<Map.Entry<String, Bytes>> keys) {
        Set<Map.Entry<String, Bytes>> distinct = new HashSet<>(keys);
        if (distinct.size() < keys.size()) {
            throw ApiError.validation("Transaction request cannot include multiple operations on one item");
        }
    }
}
