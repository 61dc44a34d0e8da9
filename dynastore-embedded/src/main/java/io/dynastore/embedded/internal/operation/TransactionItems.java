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
    static final int MOST = 100;

    private static final long LARGEST = 4L << 20;

    private TransactionItems() {}

    static List<ItemWrite> readWrites(List<Input> items) {
        List<ItemWrite> writes = new ArrayList<>();
        long bytes = 0;
        for (int at = 0; at < items.size(); at++) {
            ItemWrite write = readWrite(items.get(at), "transactItems." + (at + 1) + ".member.");
            bytes += Value.sizeOf(write.attributes());
            writes.add(write);
        }
        if (bytes > LARGEST) {
            throw ApiError.validation(
                    "Collection size of items in the transaction exceeds the maximum allowed size of 4 MB");
        }
        return writes;
    }

    private static ItemWrite readWrite(Input item, String path) {
        ItemWrite write = null;
        for (ItemWrite.Kind kind : ItemWrite.Kind.values()) {
            Input given = item.structure(member(kind));
            if (given == null) {
                continue;
            }
            if (write != null) {
                throw onlyOne();
            }
            check(kind, given, path + lower(member(kind)) + ".");
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

    private static String lower(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static void check(ItemWrite.Kind kind, Input given, String path) {
        Constraints constraints = new Constraints()
                .required(path + "tableName", given.text("TableName"))
                .name(path + "tableName", given.text("TableName"))
                .required(path + lower(kind.parameter()), given.map(kind.parameter()))
                .oneOf(
                        path + "returnValuesOnConditionCheckFailure",
                        given.text("ReturnValuesOnConditionCheckFailure"),
                        "ALL_OLD",
                        "NONE");
        if (kind == ItemWrite.Kind.UPDATE) {
            constraints.required(path + "updateExpression", given.text("UpdateExpression"));
        }
        if (kind == ItemWrite.Kind.CHECK) {
            constraints.required(path + "conditionExpression", given.text("ConditionExpression"));
        }
        constraints.check();
    }

    /** Refuses two actions on one item of one table. */
    static void checkDistinct(List<Map.Entry<String, Bytes>> keys) {
        Set<Map.Entry<String, Bytes>> distinct = new HashSet<>(keys);
        if (distinct.size() < keys.size()) {
            throw ApiError.validation("Transaction request cannot include multiple operations on one item");
        }
    }
}
