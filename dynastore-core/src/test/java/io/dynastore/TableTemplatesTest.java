package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;

/** The templates of docs/operations.md make the table that dynastore would make. */
class TableTemplatesTest {
    private static final Document OPERATIONS = Document.of("docs/operations.md");

    private static DynamoDbClient client;
    private static TableDescription table;
    private static TimeToLiveDescription timeToLive;

    @BeforeAll
    static void createTheTable() {
        client = TestDynamoDb.client(TestDynamoDb.http());
        String name = TestDynamoDb.uniqueName("CRMTable");
        DynaStore.create(client)
                .table(TableDefinition.of(name).index(Index.local("idx_created", "created")).stream())
                .createIfAbsent();
        table = client.describeTable(request -> request.tableName(name)).table();
        timeToLive =
                client.describeTimeToLive(request -> request.tableName(name)).timeToLiveDescription();
    }

    @Test
    void theTemplateOfCloudFormationMakesTheTableThatDynastoreMakes() {
        Map<String, Object> template = new Yaml().load(OPERATIONS.code("yaml", "Resources:"));
        Map<String, Object> properties = at(template, "Resources", "CRMTable", "Properties");

        assertThat(at(template, "Resources", "CRMTable"))
                .containsEntry("Type", "AWS::DynamoDB::Table")
                .containsEntry("DeletionPolicy", "Retain");
        assertThat(properties)
                .containsEntry("TableName", "CRMTable")
                .containsEntry("BillingMode", table.billingModeSummary().billingModeAsString())
                .containsEntry("KeySchema", keys(table.keySchema()))
                .containsEntry(
                        "TimeToLiveSpecification",
                        Map.of(
                                "AttributeName",
                                timeToLive.attributeName(),
                                "Enabled",
                                timeToLive.timeToLiveStatusAsString().equals("ENABLED")))
                .containsEntry(
                        "StreamSpecification",
                        Map.of("StreamViewType", table.streamSpecification().streamViewTypeAsString()))
                .containsEntry("PointInTimeRecoverySpecification", Map.of("PointInTimeRecoveryEnabled", true))
                .containsEntry("DeletionProtectionEnabled", true)
                .containsEntry(
                        "LocalSecondaryIndexes",
                        list(
                                table.localSecondaryIndexes(),
                                index -> Map.of(
                                        "IndexName", index.indexName(),
                                        "KeySchema", keys(index.keySchema()),
                                        "Projection",
                                                Map.of(
                                                        "ProjectionType",
                                                        index.projection().projectionTypeAsString()))))
                .containsOnlyKeys(
                        "TableName",
                        "BillingMode",
                        "AttributeDefinitions",
                        "KeySchema",
                        "LocalSecondaryIndexes",
                        "TimeToLiveSpecification",
                        "StreamSpecification",
                        "PointInTimeRecoverySpecification",
                        "DeletionProtectionEnabled");
        assertThat(properties.get("AttributeDefinitions"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrderElementsOf(list(
                        table.attributeDefinitions(),
                        attribute -> Map.of(
                                "AttributeName", attribute.attributeName(),
                                "AttributeType", attribute.attributeTypeAsString())));
    }

    /** Read by its lines: there is no parser of Terraform's language among the dependencies. */
    @Test
    void theTemplateOfTerraformMakesTheTableThatDynastoreMakes() {
        List<String> lines = Pattern.compile("\\R")
                .splitAsStream(OPERATIONS.code("hcl", "resource \"aws_dynamodb_table\""))
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .toList();

        assertThat(lines)
                .contains("name = \"CRMTable\"")
                .contains("billing_mode = \"" + table.billingModeSummary().billingModeAsString() + "\"")
                .contains("hash_key = \"" + table.keySchema().get(0).attributeName() + "\"")
                .contains("range_key = \"" + table.keySchema().get(1).attributeName() + "\"")
                .containsSequence(
                        "ttl {", "attribute_name = \"" + timeToLive.attributeName() + "\"", "enabled = true", "}")
                .containsSequence(
                        "stream_enabled = " + table.streamSpecification().streamEnabled(),
                        "stream_view_type = \"" + table.streamSpecification().streamViewTypeAsString() + "\"")
                .containsSequence("point_in_time_recovery {", "enabled = true", "}")
                .contains("deletion_protection_enabled = true");
        table.attributeDefinitions()
                .forEach(attribute -> assertThat(lines)
                        .containsSequence(
                                "attribute {",
                                "name = \"" + attribute.attributeName() + "\"",
                                "type = \"" + attribute.attributeTypeAsString() + "\"",
                                "}"));
        table.localSecondaryIndexes()
                .forEach(index -> assertThat(lines)
                        .containsSequence(
                                "local_secondary_index {",
                                "name = \"" + index.indexName() + "\"",
                                "range_key = \"" + index.keySchema().get(1).attributeName() + "\"",
                                "projection_type = \"" + index.projection().projectionTypeAsString() + "\"",
                                "}"));
    }

    @Test
    void theCommandEnablesTheStreamThatDynastoreWouldEnable() {
        Matcher command = Pattern.compile("update-table --table-name CRMTable \\\\\\s+"
                        + "--stream-specification StreamEnabled=(\\w+),StreamViewType=(\\w+)")
                .matcher(OPERATIONS.code("sh", "aws dynamodb update-table"));
        assertThat(command.find()).isTrue();
        Table without = DynaStore.create(client).table(TestDynamoDb.uniqueName("CRMTable"));
        without.createIfAbsent();

        client.updateTable(update -> update.tableName(without.name())
                .streamSpecification(stream ->
                        stream.streamEnabled(Boolean.valueOf(command.group(1))).streamViewType(command.group(2))));

        Table with = without.store().table(without.definition().stream());
        assertThatCode(with::validate).doesNotThrowAnyException();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> at(Map<String, Object> yaml, String... path) {
        Map<String, Object> found = yaml;
        for (String key : path) {
            found = (Map<String, Object>) found.get(key);
        }
        return found;
    }

    private static List<Map<String, String>> keys(List<KeySchemaElement> schema) {
        return list(schema, key -> Map.of("AttributeName", key.attributeName(), "KeyType", key.keyTypeAsString()));
    }

    private static <T, R> List<R> list(List<T> values, Function<T, R> change) {
        return values.stream().map(change).collect(Collectors.toList());
    }
}
