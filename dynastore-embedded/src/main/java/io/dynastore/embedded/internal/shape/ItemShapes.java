package io.dynastore.embedded.internal.shape;

import static io.dynastore.embedded.internal.shape.StructureShape.optional;
import static io.dynastore.embedded.internal.shape.StructureShape.required;
import static io.dynastore.embedded.internal.shape.StructureShape.structure;

import java.util.Map;

/** The requests of the operations on items. */
final class ItemShapes {
    private static final StructureShape.Member KEY = required("Key", ValueShape.ATTRIBUTES);
    private static final StructureShape.Member RETURNED =
            optional("ReturnValues", TextShape.oneOf("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"));

    private ItemShapes() {}

    static Map<String, StructureShape> all() {
        return Map.of(
                "GetItem", getItem(),
                "PutItem", putItem(),
                "UpdateItem", updateItem(),
                "DeleteItem", deleteItem(),
                "Query", query(),
                "Scan", scan());
    }

    private static StructureShape getItem() {
        return structure(
                "GetItemInput",
                Common.CAPACITY,
                Common.TABLE,
                KEY,
                Common.ATTRIBUTES_TO_GET,
                Common.CONSISTENT,
                Common.PROJECTION,
                Common.NAMES);
    }

    private static StructureShape putItem() {
        return structure(
                "PutItemInput",
                Common.CAPACITY,
                Common.TABLE,
                required("Item", ValueShape.ATTRIBUTES),
                Common.OPERATOR,
                Common.EXPECTED,
                RETURNED,
                Common.COLLECTIONS,
                Common.ON_FAILURE,
                Common.CONDITION,
                Common.NAMES,
                Common.VALUES);
    }

    private static StructureShape updateItem() {
        return structure(
                "UpdateItemInput",
                Common.CAPACITY,
                Common.TABLE,
                Common.COLLECTIONS,
                RETURNED,
                KEY,
                Common.OPERATOR,
                Common.EXPECTED,
                optional(
                        "AttributeUpdates",
                        MapShape.of(
                                "com.amazonaws.dynamodb.v20120810.AttributeValueUpdate",
                                structure(
                                        "AttributeValueUpdate",
                                        optional("Action", TextShape.oneOf("ADD", "PUT", "DELETE")),
                                        optional("Value", ValueShape.ANY)))),
                Common.ON_FAILURE,
                optional("UpdateExpression", Common.TEXT),
                Common.CONDITION,
                Common.NAMES,
                Common.VALUES);
    }

    private static StructureShape deleteItem() {
        return structure(
                "DeleteItemInput",
                Common.CAPACITY,
                Common.TABLE,
                RETURNED,
                Common.COLLECTIONS,
                KEY,
                Common.OPERATOR,
                Common.EXPECTED,
                Common.ON_FAILURE,
                Common.CONDITION,
                Common.NAMES,
                Common.VALUES);
    }

    private static StructureShape query() {
        return structure(
                "QueryInput",
                select(),
                optional("IndexName", TextShape.TABLE_NAME),
                Common.CAPACITY,
                Common.conditions("QueryFilter"),
                Common.TABLE,
                Common.OPERATOR,
                Common.ATTRIBUTES_TO_GET,
                optional("Limit", NumberShape.integer(1, Integer.MAX_VALUE)),
                Common.conditions("KeyConditions"),
                optional("ExclusiveStartKey", ValueShape.ATTRIBUTES),
                optional("ScanIndexForward", Common.TRUTH),
                Common.CONSISTENT,
                optional("KeyConditionExpression", Common.TEXT),
                optional("FilterExpression", Common.TEXT),
                Common.PROJECTION,
                Common.NAMES,
                Common.VALUES);
    }

    private static StructureShape scan() {
        return structure(
                "ScanInput",
                select(),
                optional("IndexName", TextShape.TABLE_NAME),
                optional("TotalSegments", NumberShape.integer(1, 1_000_000)),
                Common.CAPACITY,
                Common.TABLE,
                Common.OPERATOR,
                Common.ATTRIBUTES_TO_GET,
                Common.conditions("ScanFilter"),
                optional("Segment", NumberShape.integer(0, 999_999)),
                optional("Limit", NumberShape.integer(1, Integer.MAX_VALUE)),
                optional("ExclusiveStartKey", ValueShape.ATTRIBUTES),
                Common.CONSISTENT,
                optional("FilterExpression", Common.TEXT),
                Common.PROJECTION,
                Common.NAMES,
                Common.VALUES);
    }

    private static StructureShape.Member select() {
        return optional(
                "Select",
                TextShape.oneOf("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"));
    }
}
