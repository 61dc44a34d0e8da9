package io.dynastore.embedded.internal.shape;

import static io.dynastore.embedded.internal.shape.StructureShape.optional;
import static io.dynastore.embedded.internal.shape.StructureShape.required;
import static io.dynastore.embedded.internal.shape.StructureShape.structure;

import java.util.Map;

/** The requests of batches and transactions. */
final class BatchShapes {
    private static final int MOST_READS = 100;
    private static final int MOST_WRITES = 25;
    private static final int MOST_IN_TRANSACTION = 100;
    private static final StructureShape.Member KEY = required("Key", ValueShape.ATTRIBUTES);

    private BatchShapes() {}

    static Map<String, StructureShape> all() {
        return Map.of(
                "BatchGetItem", batchGetItem(),
                "BatchWriteItem", batchWriteItem(),
                "TransactGetItems", transactGetItems(),
                "TransactWriteItems", transactWriteItems());
    }

    private static StructureShape batchGetItem() {
        StructureShape keys = structure(
                "KeysAndAttributes",
                required("Keys", ListShape.of(ValueShape.ATTRIBUTES, 1, MOST_READS)),
                Common.ATTRIBUTES_TO_GET,
                Common.CONSISTENT,
                Common.PROJECTION,
                Common.NAMES);
        return structure(
                "BatchGetItemInput",
                Common.CAPACITY,
                required(
                        "RequestItems",
                        MapShape.byTable("com.amazonaws.dynamodb.v20120810.KeysAndAttributes", keys, MOST_READS)));
    }

    private static StructureShape batchWriteItem() {
        StructureShape write = structure(
                "WriteRequest",
                optional("PutRequest", structure("PutRequest", required("Item", ValueShape.ATTRIBUTES))),
                optional("DeleteRequest", structure("DeleteRequest", KEY)));
        return structure(
                "BatchWriteItemInput",
                Common.CAPACITY,
                Common.COLLECTIONS,
                required(
                        "RequestItems",
                        MapShape.byTable(
                                "java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>",
                                ListShape.of(write, 1, MOST_WRITES),
                                MOST_WRITES)));
    }

    private static StructureShape transactGetItems() {
        StructureShape get = structure("Get", KEY, Common.TABLE, Common.PROJECTION, Common.NAMES);
        return structure(
                "TransactGetItemsInput",
                required(
                        "TransactItems",
                        ListShape.of(structure("TransactGetItem", required("Get", get)), 1, MOST_IN_TRANSACTION)),
                Common.CAPACITY);
    }

    private static StructureShape transactWriteItems() {
        StructureShape check = structure(
                "ConditionCheck",
                KEY,
                Common.TABLE,
                required("ConditionExpression", Common.TEXT),
                Common.NAMES,
                Common.VALUES,
                Common.ON_FAILURE);
        StructureShape put = structure(
                "Put",
                required("Item", ValueShape.ATTRIBUTES),
                Common.TABLE,
                Common.CONDITION,
                Common.NAMES,
                Common.VALUES,
                Common.ON_FAILURE);
        StructureShape delete = structure(
                "Delete", KEY, Common.TABLE, Common.CONDITION, Common.NAMES, Common.VALUES, Common.ON_FAILURE);
        StructureShape update = structure(
                "Update",
                KEY,
                required("UpdateExpression", Common.TEXT),
                Common.TABLE,
                Common.CONDITION,
                Common.NAMES,
                Common.VALUES,
                Common.ON_FAILURE);
        StructureShape item = structure(
                "TransactWriteItem",
                optional("ConditionCheck", check),
                optional("Put", put),
                optional("Delete", delete),
                optional("Update", update));
        return structure(
                "TransactWriteItemsInput",
                required("TransactItems", ListShape.of(item, 1, MOST_IN_TRANSACTION)),
                Common.CAPACITY,
                Common.COLLECTIONS,
                optional("ClientRequestToken", TextShape.ofLength(1, 36)));
    }
}
