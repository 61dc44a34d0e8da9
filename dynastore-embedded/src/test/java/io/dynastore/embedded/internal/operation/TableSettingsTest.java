package io.dynastore.embedded.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.wire.Types;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of tables that are stored and described. */
class TableSettingsTest {
    private static final String INVALID = "ValidationException: One or more parameter values were invalid: ";

    private final Api api = new Api();

    @AfterEach
    void close() {
        api.close();
    }

    private static void create(Api api, String settings) {
        api.call("CreateTable", creation(settings));
    }

    private static String creation(String settings) {
        return """
                {'TableName': 'Tab', 'AttributeDefinitions': [{'AttributeName': 'id', 'AttributeType': 'S'}],
                 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}], %s}""".formatted(
                        settings.contains("BillingMode") ? settings : "'BillingMode': 'PAY_PER_REQUEST', " + settings);
    }

    private static Map<String, Object> described(Api api) {
        return Types.structure(api.call("DescribeTable", "{'TableName': 'Tab'}").get("Table"));
    }

    private Map<String, Object> updated(String settings) {
        return Types.structure(api.call("UpdateTable", update(settings)).get("TableDescription"));
    }

    private static String update(String settings) {
        return "{'TableName': 'Tab', " + settings + "}";
    }

    @Test
    void aProtectedTableIsNotDeletedUntilTheProtectionIsRemoved() {
        create(api, "'DeletionProtectionEnabled': true");
        assertThat(described(api)).containsEntry("DeletionProtectionEnabled", true);

        assertThat(api.error("DeleteTable", "{'TableName': 'Tab'}"))
                .isEqualTo(
                        "ValidationException: Resource cannot be deleted as it is currently protected against deletion."
                                + " Disable deletion protection first.");
        assertThat(updated("'DeletionProtectionEnabled': false")).containsEntry("DeletionProtectionEnabled", false);
        api.call("DeleteTable", "{'TableName': 'Tab'}");
    }

    @Test
    void theTableClassIsDescribedWithTheTimeOfItsChange() {
        create(api, "'TableClass': 'STANDARD'");
        assertThat(described(api)).containsEntry("TableClassSummary", Map.of("TableClass", "STANDARD"));

        updated("'TableClass': 'STANDARD_INFREQUENT_ACCESS'");

        assertThat(described(api))
                .containsEntry(
                        "TableClassSummary",
                        Map.of(
                                "TableClass",
                                "STANDARD_INFREQUENT_ACCESS",
                                "LastUpdateDateTime",
                                BigDecimal.valueOf(api.epochSecond() * 1000, 3)));
        assertThat(api.error("UpdateTable", update("'TableClass': 'COLD'")))
                .contains(
                        "Value 'COLD' at 'tableClass' failed to satisfy constraint: Member must satisfy enum value set");
    }

    @Test
    void withoutSettingsNoneIsDescribed() {
        create(api, "'SSESpecification': {'Enabled': false}");

        assertThat(described(api))
                .doesNotContainKeys(
                        "TableClassSummary",
                        "SSEDescription",
                        "OnDemandThroughput",
                        "WarmThroughput",
                        "Replicas",
                        "GlobalTableVersion")
                .containsEntry("DeletionProtectionEnabled", false);
    }

    @ParameterizedTest
    @CsvSource({
        "1234abcd, arn:aws:kms:us-east-1:000000000000:key/1234abcd",
        "alias/mine, arn:aws:kms:us-east-1:000000000000:alias/mine",
        "arn:aws:kms:eu-west-1:1:key/x, arn:aws:kms:eu-west-1:1:key/x"
    })
    void encryptionByAKeyIsDescribedByItsArn(String id, String arn) {
        create(api, "'SSESpecification': {'Enabled': true, 'SSEType': 'KMS', 'KMSMasterKeyId': '" + id + "'}");

        assertThat(described(api))
                .containsEntry("SSEDescription", Map.of("Status", "ENABLED", "SSEType", "KMS", "KMSMasterKeyArn", arn));
        updated("'SSESpecification': {'Enabled': false}");
        assertThat(described(api)).doesNotContainKey("SSEDescription");
    }

    @Test
    void encryptionThatCannotBeIsRefused() {
        create(api, "'SSESpecification': {'Enabled': true}");
        assertThat(described(api).get("SSEDescription").toString()).contains(":key/");

        assertThat(api.error("UpdateTable", update("'SSESpecification': {'Enabled': true, 'SSEType': 'AES256'}")))
                .startsWith(INVALID);
        assertThat(api.error("UpdateTable", update("'SSESpecification': {'Enabled': false, 'KMSMasterKeyId': 'x'}")))
                .startsWith(INVALID);
        assertThat(api.error("UpdateTable", update("'SSESpecification': {'Enabled': true, 'SSEType': 'NONE'}")))
                .contains("sSESpecification.sSEType");
    }

    @Test
    void maximaOnDemandAreMergedAndOnlyForTablesOnDemand() {
        create(api, "'OnDemandThroughput': {'MaxReadRequestUnits': 5}");
        assertThat(described(api).get("OnDemandThroughput").toString())
                .isEqualTo("{MaxReadRequestUnits=5, MaxWriteRequestUnits=-1}");
        updated("'OnDemandThroughput': {'MaxWriteRequestUnits': 7}");
        assertThat(described(api).get("OnDemandThroughput").toString())
                .isEqualTo("{MaxReadRequestUnits=5, MaxWriteRequestUnits=7}");

        updated(
                "'BillingMode': 'PROVISIONED', 'ProvisionedThroughput': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1}");
        assertThat(described(api)).doesNotContainKey("OnDemandThroughput");
        assertThat(api.error("UpdateTable", update("'OnDemandThroughput': {'MaxReadRequestUnits': 5}")))
                .startsWith(INVALID + "OnDemandThroughput can only");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"{}", "{'MaxReadRequestUnits': 0}", "{'MaxWriteRequestUnits': 0}", "{'MaxReadRequestUnits': -2}"})
    void maximaOutOfBoundsAreRefused(String maxima) {
        assertThat(api.error("CreateTable", creation("'OnDemandThroughput': " + maxima)))
                .startsWith("ValidationException: ");
    }

    @Test
    void warmThroughputIsDescribedAndCannotDecrease() {
        create(api, "'WarmThroughput': {'ReadUnitsPerSecond': 15000}");
        assertThat(described(api).get("WarmThroughput"))
                .isEqualTo(Map.of(
                        "ReadUnitsPerSecond", new BigDecimal(15_000),
                        "WriteUnitsPerSecond", new BigDecimal(4_000),
                        "Status", "ACTIVE"));

        assertThat(api.error("UpdateTable", update("'WarmThroughput': {'ReadUnitsPerSecond': 14999}")))
                .isEqualTo(INVALID + "Requested ReadUnitsPerSecond for WarmThroughput for table is lower than current"
                        + " WarmThroughput, decreasing WarmThroughput is not supported");
        updated("'WarmThroughput': {'WriteUnitsPerSecond': 5000}");
        assertThat(described(api).get("WarmThroughput").toString()).contains("15000", "5000");
    }

    @Test
    void replicasAreStoredAndDescribed() {
        create(api, "'TableClass': 'STANDARD'");
        updated("'ReplicaUpdates': [{'Create': {'RegionName': 'eu-west-1', 'KMSMasterKeyId': 'k'}},"
                + " {'Create': {'RegionName': 'us-west-2'}}]");
        updated("'ReplicaUpdates': [{'Update': {'RegionName': 'eu-west-1',"
                + " 'TableClassOverride': 'STANDARD_INFREQUENT_ACCESS'}}, {'Delete': {'RegionName': 'us-west-2'}}]");

        assertThat(described(api))
                .containsEntry("GlobalTableVersion", "2019.11.21")
                .containsEntry(
                        "Replicas",
                        List.of(Map.of(
                                "RegionName",
                                "eu-west-1",
                                "KMSMasterKeyId",
                                "k",
                                "ReplicaStatus",
                                "ACTIVE",
                                "ReplicaTableClassSummary",
                                Map.of("TableClass", "STANDARD_INFREQUENT_ACCESS"))));
        updated("'ReplicaUpdates': [{'Delete': {'RegionName': 'eu-west-1'}}]");
        assertThat(described(api)).doesNotContainKeys("Replicas", "GlobalTableVersion");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'ReplicaUpdates': [{}] | exactly one of Create, Update or Delete",
                "'ReplicaUpdates': [{'Delete': {'RegionName': 'eu-west-1'}}] | region eu-west-1 does not exist",
                "'ReplicaUpdates': [{'Create': {}}] | 'replicaUpdates.1.member.create.regionName'",
                "'MultiRegionConsistency': 'STRONG' | MultiRegionConsistency: the embedded DynamoDB does not offer",
                "'GlobalTableWitnessUpdates': [{'Create': {'RegionName': 'x'}}] | does not offer witnesses",
            })
    void replicasThatCannotBeAreRefused(String update, String message) {
        create(api, "'TableClass': 'STANDARD'");

        assertThat(api.error("UpdateTable", update(update)))
                .startsWith("ValidationException: ")
                .contains(message);
    }

    @Test
    void pointInTimeRecoveryIsDescribedWithItsPeriod() {
        create(api, "'TableClass': 'STANDARD'");
        assertThat(backups("DescribeContinuousBackups", ""))
                .isEqualTo(Map.of(
                        "ContinuousBackupsStatus",
                        "ENABLED",
                        "PointInTimeRecoveryDescription",
                        Map.of("PointInTimeRecoveryStatus", "DISABLED")));
        long enabled = api.epochSecond();
        assertThat(recovery("'PointInTimeRecoveryEnabled': true"))
                .containsEntry("PointInTimeRecoveryStatus", "ENABLED")
                .containsEntry("RecoveryPeriodInDays", new BigDecimal(35))
                .containsEntry("EarliestRestorableDateTime", seconds(enabled))
                .containsEntry("LatestRestorableDateTime", seconds(enabled));

        api.pass(Duration.ofDays(10));
        assertThat(recovery("'PointInTimeRecoveryEnabled': true, 'RecoveryPeriodInDays': 3"))
                .containsEntry("RecoveryPeriodInDays", new BigDecimal(3))
                .containsEntry("EarliestRestorableDateTime", seconds(api.epochSecond() - 3 * 86_400))
                .containsEntry("LatestRestorableDateTime", seconds(api.epochSecond() - 300));
        assertThat(recovery("'PointInTimeRecoveryEnabled': false"))
                .isEqualTo(Map.of("PointInTimeRecoveryStatus", "DISABLED"));
    }

    private static BigDecimal seconds(long epochSecond) {
        return BigDecimal.valueOf(epochSecond * 1000, 3);
    }

    private Map<String, Object> recovery(String specification) {
        return Types.structure(
                backups("UpdateContinuousBackups", ", 'PointInTimeRecoverySpecification': {" + specification + "}")
                        .get("PointInTimeRecoveryDescription"));
    }

    private Map<String, Object> backups(String operation, String more) {
        return Types.structure(
                api.call(operation, "{'TableName': 'Tab'" + more + "}").get("ContinuousBackupsDescription"));
    }

    @Test
    void requestsForBackupsThatCannotBeAreRefused() {
        create(api, "'TableClass': 'STANDARD'");

        assertThat(api.error("DescribeContinuousBackups", "{'TableName': 'Other'}"))
                .isEqualTo("TableNotFoundException: Table not found: Other");
        for (int days : new int[] {0, 36}) {
            assertThat(api.error("UpdateContinuousBackups", """
                            {'TableName': 'Tab', 'PointInTimeRecoverySpecification':
                              {'PointInTimeRecoveryEnabled': true, 'RecoveryPeriodInDays': %s}}""".formatted(days)))
                    .contains("'pointInTimeRecoverySpecification.recoveryPeriodInDays' failed to satisfy constraint");
        }
        assertThat(api.error("UpdateContinuousBackups", "{'TableName': 'Tab'}"))
                .contains("'pointInTimeRecoverySpecification' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void settingsAreKeptInTheFile(@TempDir Path folder) {
        try (Api written = new Api(folder.resolve("data"))) {
            create(written, "'TableClass': 'STANDARD_INFREQUENT_ACCESS', 'DeletionProtectionEnabled': true");
            written.call(
                    "UpdateContinuousBackups",
                    "{'TableName': 'Tab', 'PointInTimeRecoverySpecification': {'PointInTimeRecoveryEnabled': true}}");
        }
        try (Api read = new Api(folder.resolve("data"))) {
            assertThat(described(read))
                    .containsEntry("DeletionProtectionEnabled", true)
                    .containsKey("TableClassSummary");
            assertThat(read.text("DescribeContinuousBackups", "{'TableName': 'Tab'}"))
                    .contains("'PointInTimeRecoveryStatus':'ENABLED'");
        }
    }
}
