package io.dynastore.embedded.internal.shape;

import static io.dynastore.embedded.internal.shape.StructureShape.optional;

import io.dynastore.embedded.internal.shape.StructureShape.Member;

/** The members that several operations have in common. */
final class Common {
    static final Shape TEXT = TextShape.ANY;
    static final Shape TRUTH = TruthShape.ANY;
    static final Shape TEXTS = ListShape.of(TextShape.ANY);

    static final Member TABLE = StructureShape.required("TableName", TextShape.TABLE_NAME);
    static final Member CAPACITY = optional("ReturnConsumedCapacity", TextShape.oneOf("INDEXES", "TOTAL", "NONE"));
    static final Member COLLECTIONS = optional("ReturnItemCollectionMetrics", TextShape.oneOf("SIZE", "NONE"));
    static final Member ON_FAILURE =
            optional("ReturnValuesOnConditionCheckFailure", TextShape.oneOf("ALL_OLD", "NONE"));
    static final Member NAMES = optional("ExpressionAttributeNames", MapShape.of("java.lang.String", TextShape.ANY));
    static final Member VALUES = optional("ExpressionAttributeValues", ValueShape.ATTRIBUTES);
    static final Member PROJECTION = optional("ProjectionExpression", TextShape.ANY);
    static final Member CONDITION = optional("ConditionExpression", TextShape.ANY);
    static final Member CONSISTENT = optional("ConsistentRead", TruthShape.ANY);

    private static final Shape COMPARISON = TextShape.oneOf(
            "IN",
            "NULL",
            "BETWEEN",
            "LT",
            "NOT_CONTAINS",
            "EQ",
            "GT",
            "NOT_NULL",
            "NE",
            "LE",
            "BEGINS_WITH",
            "GE",
            "CONTAINS");

    /** The members that expressions have replaced. They are refused later, but their types are checked like all. */
    static final Member ATTRIBUTES_TO_GET =
            optional("AttributesToGet", ListShape.of(TextShape.ANY, 1, Integer.MAX_VALUE));

    static final Member OPERATOR = optional("ConditionalOperator", TextShape.oneOf("OR", "AND"));

    static final Member EXPECTED = optional(
            "Expected",
            MapShape.of(
                    "com.amazonaws.dynamodb.v20120810.ExpectedAttributeValue",
                    StructureShape.structure(
                            "ExpectedAttributeValue",
                            optional("ComparisonOperator", COMPARISON),
                            optional("AttributeValueList", ListShape.of(ValueShape.ANY)),
                            optional("Value", ValueShape.ANY),
                            optional("Exists", TruthShape.ANY))));

    private Common() {}

    /** Returns a member that contains conditions by the names of attributes. */
    static Member conditions(String name) {
        return optional(
                name,
                MapShape.of(
                        "com.amazonaws.dynamodb.v20120810.Condition",
                        StructureShape.structure(
                                "Condition",
                                StructureShape.required("ComparisonOperator", COMPARISON),
                                optional("AttributeValueList", ListShape.of(ValueShape.ANY)))));
    }
}
