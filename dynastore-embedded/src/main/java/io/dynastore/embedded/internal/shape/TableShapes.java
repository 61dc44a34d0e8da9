package io.dynastore.embedded.internal.shape;

import static io.dynastore.embedded.internal.shape.StructureShape.optional;
import static io.dynastore.embedded.internal.shape.StructureShape.required;
import static io.dynastore.embedded.internal.shape.StructureShape.structure;

import io.dynastore.embedded.internal.shape.StructureShape.Member;
import java.util.HashMap;
import java.util.Map;

/** The requests of the operations on tables. */
final class TableShapes {
    private static final Shape ATTRIBUTE_NAME = TextShape.ofLength(1, 255);
    private static final Shape INDEX_NAME = TextShape.TABLE_NAME;
    private static final Shape RESOURCE = TextShape.ofLength(0, 1283);

    private static final Member ATTRIBUTES = optional("AttributeDefinitions", attributeDefinitions());
    private static final Member BILLING = optional("BillingMode", TextShape.oneOf("PROVISIONED", "PAY_PER_REQUEST"));
    private static final Member CLASS =
            optional("TableClass", TextShape.oneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS"));
    private static final Member PROTECTION = optional("DeletionProtectionEnabled", Common.TRUTH);
    private static final Member THROUGHPUT = optional("ProvisionedThroughput", throughput());
    // A value of -1 removes a maximum.
    private static final Member ON_DEMAND = optional(
            "OnDemandThroughput",
            structure(
                    "OnDemandThroughput",
                    optional("MaxReadRequestUnits", NumberShape.longer(-1)),
                    optional("MaxWriteRequestUnits", NumberShape.longer(-1))));
    private static final Member ENCRYPTION = optional(
            "SSESpecification",
            structure(
                    "SSESpecification",
                    optional("Enabled", Common.TRUTH),
                    optional("SSEType", TextShape.oneOf("AES256", "KMS")),
                    optional("KMSMasterKeyId", Common.TEXT)));
    private static final Member STREAM = optional(
            "StreamSpecification",
            structure(
                    "StreamSpecification",
                    required("StreamEnabled", Common.TRUTH),
                    optional(
                            "StreamViewType",
                            TextShape.oneOf("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"))));
    private static final ListShape TAGS = ListShape.of(structure(
            "Tag", required("Key", TextShape.ofLength(1, 128)), required("Value", TextShape.ofLength(0, 256))));

    private TableShapes() {}

    static Map<String, StructureShape> all() {
        Map<String, StructureShape> all = new HashMap<>();
        all.put("CreateTable", createTable());
        all.put("UpdateTable", updateTable());
        all.put("DescribeTable", structure("DescribeTableInput", Common.TABLE));
        all.put("DeleteTable", structure("DeleteTableInput", Common.TABLE));
        all.put(
                "ListTables",
                structure(
                        "ListTablesInput",
                        optional("Limit", NumberShape.integer(1, 100)),
                        optional("ExclusiveStartTableName", TextShape.TABLE_NAME)));
        all.put("DescribeTimeToLive", structure("DescribeTimeToLiveInput", Common.TABLE));
        all.put("UpdateTimeToLive", updateTimeToLive());
        all.put(
                "ListTagsOfResource",
                structure(
                        "ListTagsOfResourceInput",
                        optional("ResourceArn", RESOURCE),
                        optional("NextToken", Common.TEXT)));
        all.put(
                "TagResource",
                structure("TagResourceInput", optional("ResourceArn", RESOURCE), optional("Tags", TAGS)));
        all.put(
                "UntagResource",
                structure(
                        "UntagResourceInput",
                        optional("ResourceArn", RESOURCE),
                        optional("TagKeys", ListShape.of(TextShape.ofLength(1, 128)))));
        return all;
    }

    private static StructureShape createTable() {
        return structure(
                "CreateTableInput",
                required("AttributeDefinitions", attributeDefinitions()),
                Common.TABLE,
                BILLING,
                THROUGHPUT,
                required("KeySchema", keySchema(2)),
                optional("LocalSecondaryIndexes", ListShape.of(index("LocalSecondaryIndex"))),
                optional("GlobalSecondaryIndexes", ListShape.of(index("GlobalSecondaryIndex", THROUGHPUT, ON_DEMAND))),
                ON_DEMAND,
                CLASS,
                PROTECTION,
                ENCRYPTION,
                STREAM,
                optional("Tags", TAGS));
    }

    private static StructureShape updateTable() {
        Member name = required("IndexName", INDEX_NAME);
        StructureShape update = structure(
                "GlobalSecondaryIndexUpdate",
                optional("Update", structure("UpdateGlobalSecondaryIndexAction", name, THROUGHPUT, ON_DEMAND)),
                optional("Create", index("CreateGlobalSecondaryIndexAction", THROUGHPUT, ON_DEMAND)),
                optional("Delete", structure("DeleteGlobalSecondaryIndexAction", name)));
        return structure(
                "UpdateTableInput",
                Common.TABLE,
                THROUGHPUT,
                BILLING,
                optional("GlobalSecondaryIndexUpdates", ListShape.of(update)),
                ATTRIBUTES,
                ON_DEMAND,
                CLASS,
                PROTECTION,
                ENCRYPTION,
                STREAM);
    }

    private static StructureShape updateTimeToLive() {
        return structure(
                "UpdateTimeToLiveInput",
                Common.TABLE,
                required(
                        "TimeToLiveSpecification",
                        structure(
                                "TimeToLiveSpecification",
                                required("AttributeName", ATTRIBUTE_NAME),
                                required("Enabled", Common.TRUTH))));
    }

    private static ListShape attributeDefinitions() {
        return ListShape.of(structure(
                "AttributeDefinition",
                required("AttributeName", ATTRIBUTE_NAME),
                required("AttributeType", TextShape.oneOf("B", "N", "S"))));
    }

    private static ListShape keySchema(int most) {
        return ListShape.of(
                structure(
                        "KeySchemaElement",
                        required("KeyType", TextShape.oneOf("HASH", "RANGE")),
                        required("AttributeName", ATTRIBUTE_NAME)),
                1,
                most);
    }

    private static StructureShape throughput() {
        return structure(
                "ProvisionedThroughput",
                required("WriteCapacityUnits", NumberShape.longer(1)),
                required("ReadCapacityUnits", NumberShape.longer(1)));
    }

    private static StructureShape index(String name, Member... more) {
        Shape projection = structure(
                "Projection",
                optional("ProjectionType", TextShape.oneOf("ALL", "INCLUDE", "KEYS_ONLY")),
                optional("NonKeyAttributes", ListShape.of(ATTRIBUTE_NAME, 1, 20)));
        int mostKeys = name.startsWith("Local") ? 2 : 8;
        Member[] members = new Member[more.length + 3];
        members[0] = required("IndexName", INDEX_NAME);
        members[1] = required("Projection", projection);
        System.arraycopy(more, 0, members, 2, more.length);
        members[more.length + 2] = required("KeySchema", keySchema(mostKeys));
        return structure(name, members);
    }
}
