package io.dynastore.embedded.internal.operation;

/** Checks the types and bounds of settings that are stored and described, and have no other effect. */
final class TableSettings {
    private TableSettings() {}

    /** Checks the settings of a table. */
    static void add(Constraints constraints, Input input) {
        addThroughput(constraints, "", input);
        constraints.oneOf("tableClass", input.text("TableClass"), "STANDARD", "STANDARD_INFREQUENT_ACCESS");
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
