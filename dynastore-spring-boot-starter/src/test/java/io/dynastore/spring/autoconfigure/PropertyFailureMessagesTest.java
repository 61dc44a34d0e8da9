package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.lease.Leases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a newcomer reads who configures what cannot be. */
@ExtendWith(OutputCaptureExtension.class)
class PropertyFailureMessagesTest {
    /** An application that injects nothing. */
    static final class Nothing {}

    private static final String TABLE = "dynastore.table.name=CRMTable";

    @Test
    void noTableIsConfigured(CapturedOutput output) {
        assertThat(message(output, "dynastore.partitions.customers.time-to-live=1d"))
                .contains("The dynastore partition 'customers' has no table.")
                .contains("dynastore: table: name: MyTable")
                .contains("or dynastore: partitions: customers: table: MyTable");
    }

    @Test
    void aTypeDoesNotExist(CapturedOutput output) {
        assertThat(message(output, TABLE, "dynastore.partitions.customers.type=com.acme.Missing"))
                .contains(
                        "'dynastore.partitions.customers.type' is 'com.acme.Missing', but there is no class of that name")
                .contains("commandLineArgs")
                .contains("full name of a class", "byte[]", "Remove it for values of type String");
    }

    @Test
    void aStringHasNoFields(CapturedOutput output) {
        assertThat(message(output, TABLE, "dynastore.partitions.locks.fields=created"))
                .contains("The dynastore partition 'locks' is configured with the fields [created], but its values")
                .contains("values are of type String and not stored as JSON")
                .contains("Set 'dynastore.partitions.locks.type' to the class of the values, or remove 'fields'");
    }

    record Order(String number, String version, String note) {}

    private static final String ORDERS = "dynastore.partitions.orders.type=" + Order.class.getName();

    @Test
    void aFieldIsReserved(CapturedOutput output) {
        assertThat(message(output, TABLE, ORDERS, "dynastore.partitions.orders.fields=number,version"))
                .contains(
                        "'dynastore.partitions.orders.fields' names 'version', but dynastore uses the attribute of that"
                                + " name in the items of the table 'CRMTable'")
                .contains("Remove 'version' from 'dynastore.partitions.orders.fields'", "@JsonProperty");
    }

    @Test
    void aFieldIsAKeyOfTheTable(CapturedOutput output) {
        assertThat(message(
                        output,
                        TABLE,
                        ORDERS,
                        "dynastore.table.sort-key=note",
                        "dynastore.partitions.orders.fields[0]=note"))
                .contains("'dynastore.partitions.orders.fields' names 'note'", "for itself or as a key");
    }

    @Test
    void aFieldIsNoPropertyOfTheType(CapturedOutput output) {
        assertThat(message(output, TABLE, ORDERS, "dynastore.partitions.orders.fields=numbr"))
                .contains("'dynastore.partitions.orders.fields' names 'numbr', but the JSON of " + Order.class.getName()
                        + " has no property of that name. It has: [number, version, note].")
                .contains("Correct 'numbr' in 'dynastore.partitions.orders.fields', or remove it");
    }

    @Test
    void anEndpointHasNoScheme(CapturedOutput output) {
        assertThat(FailedStart.message(output, Nothing.class, TABLE, "dynastore.endpoint=localhost:8000"))
                .contains(
                        "'dynastore.endpoint' is invalid: 'localhost:8000' is not an HTTP address with scheme and host")
                .contains("such as http://localhost:8000, or remove it");
    }

    @Test
    void aRegionIsNone(CapturedOutput output) {
        assertThat(FailedStart.message(
                        output,
                        Nothing.class,
                        TABLE,
                        "dynastore.embedded.enabled=false",
                        "dynastore.region=Frankfurt am Main"))
                .contains("dynastore cannot create a DynamoDB client, because the AWS region is invalid: ", "Frankfurt")
                .contains("Set 'dynastore.region'", "to the code of a region, such as eu-west-1");
    }

    @Test
    void theEmbeddedPortIsNone(CapturedOutput output) {
        assertThat(FailedStart.message(output, Nothing.class, TABLE, "dynastore.embedded.port=70000"))
                .contains("'dynastore.embedded.port' is invalid: it must be between 0 and 65535, but is 70000")
                .contains("Set 'dynastore.embedded.port' to another port, or remove it");
    }

    @Test
    void theHealthTimeoutIsNegative(CapturedOutput output) {
        assertThat(message(output, TABLE, "dynastore.health.timeout=-1s"))
                .contains("'dynastore.health.timeout' is invalid: it must be positive, but is PT-1S")
                .contains("to a duration such as 2s, or leave it out");
    }

    @Test
    void aTypeOfAnIndexIsNone(CapturedOutput output) {
        assertThat(message(
                        output,
                        TABLE,
                        "dynastore.table.local-indexes.idx.sort-key=created",
                        "dynastore.table.local-indexes.idx.sort-key-type=text"))
                .contains("Property: dynastore.table.local-indexes.idx.sort-key-type Value: \"text\"")
                .contains("The following values are valid: BINARY NUMBER STRING");
    }

    @Test
    void aModeIsNone(CapturedOutput output) {
        assertThat(message(output, TABLE, "dynastore.initialize-tables=sometimes"))
                .contains("Property: dynastore.initialize-tables Value: \"sometimes\"")
                .contains("The following values are valid: ALWAYS EMBEDDED NEVER");
    }

    @Test
    void aTimeToLiveIsZero(CapturedOutput output) {
        assertThat(message(output, TABLE, "dynastore.partitions.locks.time-to-live=0s"))
                .contains("'dynastore.partitions.locks.time-to-live' is invalid")
                .contains("must be positive, but is PT0S")
                .contains("to at least 1s, such as 30d or 12h, or leave it out");
    }

    @Test
    void aPartitionsNameIsEmpty(CapturedOutput output) {
        assertThat(message(output, TABLE, "dynastore.partitions.locks.name="))
                .contains("The dynastore partition 'locks' is invalid: The partition name is empty")
                .contains("Correct the properties under 'dynastore.partitions.locks'");
    }

    @Test
    void provisionedCapacityIsNotGiven(CapturedOutput output) {
        assertThat(message(output, TABLE, "dynastore.table.billing-mode=provisioned"))
                .contains("configured under 'dynastore.table' is provisioned, but not set")
                .contains("'dynastore.table.read-capacity' and 'dynastore.table.write-capacity'");
    }

    @Test
    void capacityIsGivenButOnDemand(CapturedOutput output) {
        assertThat(message(output, TABLE, "dynastore.table.read-capacity=1"))
                .contains("is set, but the table is billed on demand")
                .contains("Set 'dynastore.table.billing-mode=provisioned'");
    }

    @Test
    void aTableIsConfiguredTwice(CapturedOutput output) {
        assertThat(message(output, TABLE, "dynastore.tables.more.name=CRMTable"))
                .contains("'CRMTable' is configured twice, the second time under 'dynastore.tables.more'")
                .contains("dynastore.partitions.<name>.table");
    }

    @Test
    void aKeyIsReserved(CapturedOutput output) {
        assertThat(message(output, TABLE, "dynastore.table.sort-key=version"))
                .contains("configured under 'dynastore.table' is invalid", "cannot be called 'version'")
                .contains("Correct the properties under 'dynastore.table'");
    }

    @Test
    void aLocalIndexHasNoSortKey(CapturedOutput output) {
        assertThat(message(output, TABLE, "dynastore.table.local-indexes.idx.sort-key-type=number"))
                .contains("'dynastore.table' is invalid: the local index 'idx' has no 'sort-key'");
    }

    @Test
    void aGlobalIndexHasNoPartitionKey(CapturedOutput output) {
        assertThat(message(output, "dynastore.tables.T.global-indexes.idx.sort-key=created"))
                .contains("'dynastore.tables.T' is invalid: the global index 'idx' has no 'partition-key'");
    }

    @Test
    void theEmbeddedPortIsTaken(CapturedOutput output) {
        try (EmbeddedDynamoDb other = EmbeddedDynamoDb.inMemory()) {
            int port = other.listen(0).getPort();
            assertThat(FailedStart.message(output, Nothing.class, TABLE, "dynastore.embedded.port=" + port))
                    .contains("The embedded DynamoDB cannot listen on 127.0.0.1:" + port)
                    .contains("set 'dynastore.embedded.port' to another port, or to 0 for a free one");
        }
    }

    record WantsLeases(Leases leases) {}

    @Test
    void aLeaseIsTooShort(CapturedOutput output) {
        assertThat(messageOfLeases(output, "dynastore.leases.duration=1ms"))
                .contains("'dynastore.leases.duration' is invalid: The duration of a lease is invalid: PT0.001S")
                .contains("Set 'dynastore.leases.duration' to a duration such as 30s, or leave it out");
    }

    @Test
    void theClockSkewIsNegative(CapturedOutput output) {
        assertThat(messageOfLeases(output, "dynastore.leases.clock-skew=-1s"))
                .contains("'dynastore.leases.clock-skew' is invalid: ", "negative: PT-1S");
    }

    @Test
    void thePollIntervalIsZero(CapturedOutput output) {
        assertThat(messageOfLeases(output, "dynastore.leases.poll-interval=0"))
                .contains("'dynastore.leases.poll-interval' is invalid: ", "The poll interval is not positive: PT0S");
    }

    @Test
    void theRetentionIsShort(CapturedOutput output) {
        assertThat(messageOfLeases(output, "dynastore.leases.retention=1s"))
                .contains("'dynastore.leases.retention' is invalid: ", "The retention is shorter than a minute: PT1S");
    }

    @Test
    void theLeasesPartitionIsEmpty(CapturedOutput output) {
        assertThat(messageOfLeases(output, "dynastore.leases.partition="))
                .contains("'dynastore.leases.partition' is empty")
                .contains("to the name of a partition for leases alone, or leave it out");
    }

    @Test
    void aDurationIsNone(CapturedOutput output) {
        assertThat(messageOfLeases(output, "dynastore.leases.duration=soon"))
                .contains("dynastore.leases.duration", "'soon' is not a valid duration");
    }

    private static String messageOfLeases(CapturedOutput output, String property) {
        return FailedStart.message(output, WantsLeases.class, FailedStart.notEmbedded(TABLE, property));
    }

    @Test
    void noRegionIsSet(CapturedOutput output) {
        assertThat(FailedStart.message(
                        output,
                        Nothing.class,
                        TABLE,
                        "dynastore.embedded.enabled=false",
                        "spring.cloud.aws.enabled=false"))
                .contains("dynastore cannot create a DynamoDB client, because no AWS region is set")
                .contains("Set 'dynastore.region'", "AWS_REGION")
                .contains("io.dynastore:dynastore-embedded", "'dynastore.endpoint'");
    }

    private static String message(CapturedOutput output, String... properties) {
        return FailedStart.message(output, Nothing.class, FailedStart.notEmbedded(properties));
    }
}
