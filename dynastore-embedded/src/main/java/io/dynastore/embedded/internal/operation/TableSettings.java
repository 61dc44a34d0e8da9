package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.wire.ApiError;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the types and bounds of settings that are stored and described. */
final class TableSettings {
    /** The warm throughput of a new table: "Understanding DynamoDB warm throughput" of the developer guide. */
    static final Map<String, Object> WARM =
            Map.of("ReadUnitsPerSecond", BigDecimal.valueOf(12_000), "WriteUnitsPerSecond", BigDecimal.valueOf(4_000));

    private static final String INVALID = "One or more parameter values were invalid: ";

    private TableSettings() {}

    /** Checks the settings of a table. */
    static void add(Constraints constraints, Input input) {
        addThroughput(constraints, "", input);
        constraints.oneOf("tableClass", input.text("TableClass"), "STANDARD", "STANDARD_INFREQUENT_ACCESS");
        Input encryption = input.structure("SSESpecification");
        if (encryption != null) {
            constraints.oneOf("sSESpecification.sSEType", encryption.text("SSEType"), "AES256", "KMS");
        }
        checkTypes(input);
    }

    /** Reads each member, so that one of a wrong type is refused. */
    private static void checkTypes(Input input) {
        input.truth("DeletionProtectionEnabled");
        Input encryption = input.structure("SSESpecification");
        if (encryption != null) {
            encryption.truth("Enabled");
            encryption.text("SSEType");
            encryption.text("KMSMasterKeyId");
        }
        for (Input tag : input.structures("Tags")) {
            tag.text("Key");
            tag.text("Value");
        }
    }

    /** Checks the settings of a new table against each other. */
    static void check(Input input, boolean onDemand) {
        checkEncryption(input);
        checkOnDemand(input, onDemand);
        input.structures("GlobalSecondaryIndexes").forEach(index -> checkOnDemand(index, onDemand));
    }

    /** Checks the encryption of a table. */
    static void checkEncryption(Input input) {
        Input encryption = input.structure("SSESpecification");
        if (encryption == null) {
            return;
        }
        if ("AES256".equals(encryption.text("SSEType"))) {
            throw ApiError.validation(INVALID + "SSEType AES256 is not supported");
        }
        if (!encryption.truth("Enabled") && (encryption.has("KMSMasterKeyId") || encryption.has("SSEType"))) {
            throw ApiError.validation(
                    INVALID + "SSEType and KMSMasterKeyId can only be specified when SSESpecification is enabled");
        }
    }

    /** Checks the maxima of a table or an index against the billing mode. */
    static void checkOnDemand(Input of, boolean onDemand) {
        Input maxima = of.structure("OnDemandThroughput");
        if (maxima == null) {
            return;
        }
        if (!onDemand) {
            throw ApiError.validation(
                    INVALID + "OnDemandThroughput can only be specified when BillingMode is PAY_PER_REQUEST");
        }
        Long reads = maxima.integer("MaxReadRequestUnits");
        Long writes = maxima.integer("MaxWriteRequestUnits");
        if (reads == null && writes == null) {
            throw ApiError.validation(
                    INVALID + "OnDemandThroughput must have MaxReadRequestUnits, MaxWriteRequestUnits," + " or both");
        }
        if (Long.valueOf(0).equals(reads) || Long.valueOf(0).equals(writes)) {
            throw ApiError.validation(INVALID + "A maximum of OnDemandThroughput must be at least 1, or -1 for none");
        }
    }

    /** Refuses a warm throughput that is lower than the current one, which AWS does not support. */
    static void checkNotLower(Input warm, Map<String, @Nullable Object> current) {
        WARM.forEach((member, least) -> {
            Long wanted = warm.integer(member);
            Object now = current.getOrDefault(member, least);
            if (wanted != null && now instanceof BigDecimal number && wanted < number.longValue()) {
                throw ApiError.validation(
                        INVALID + "Requested " + member + " for WarmThroughput for table is lower than"
                                + " current WarmThroughput, decreasing WarmThroughput is not supported");
            }
        });
    }

    /** Checks the throughput of a table or an index, whose path ends with a dot. */
    static void addThroughput(Constraints constraints, String path, Input of) {
        Input provisioned = of.structure("ProvisionedThroughput");
        if (provisioned != null) {
            constraints
                    .atLeast(
                            path + "provisionedThroughput.readCapacityUnits",
                            provisioned.integer("ReadCapacityUnits"),
                            1)
                    .atLeast(
                            path + "provisionedThroughput.writeCapacityUnits",
                            provisioned.integer("WriteCapacityUnits"),
                            1);
        }
        Input warm = of.structure("WarmThroughput");
        if (warm != null) {
            constraints
                    .atLeast(path + "warmThroughput.readUnitsPerSecond", warm.integer("ReadUnitsPerSecond"), 1)
                    .atLeast(path + "warmThroughput.writeUnitsPerSecond", warm.integer("WriteUnitsPerSecond"), 1);
        }
        Input onDemand = of.structure("OnDemandThroughput");
        if (onDemand != null) {
            // A value of -1 removes a maximum.
            constraints
                    .atLeast(
                            path + "onDemandThroughput.maxReadRequestUnits",
                            onDemand.integer("MaxReadRequestUnits"),
                            -1)
                    .atLeast(
                            path + "onDemandThroughput.maxWriteRequestUnits",
                            onDemand.integer("MaxWriteRequestUnits"),
                            -1);
        }
    }
}
