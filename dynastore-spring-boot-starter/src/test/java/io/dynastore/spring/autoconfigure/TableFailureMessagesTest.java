package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What a newcomer reads whose table is not there, or not what it should be. */
@ExtendWith(OutputCaptureExtension.class)
class TableFailureMessagesTest {
    static final class Nothing {}

    private static final Projection KEYS_ONLY =
            Projection.builder().projectionType(ProjectionType.KEYS_ONLY).build();
    private static final String ALWAYS = "dynastore.initialize-tables=always";

    static final class EagerReader {
        EagerReader(DynaStore store) {
            store.table("MissingTable").partition("customers").find("c-1");
        }
    }

    @Test
    void aTableDoesNotExist(CapturedOutput output) {
        assertThat(FailedStart.message(output, EagerReader.class, "dynastore.endpoint=" + TestDynamoDb.endpoint()))
                .contains("The DynamoDB table 'MissingTable' does not exist in the region, account and endpoint")
                .contains("set 'dynastore.initialize-tables' to 'always'")
                .contains("correct its name, the region or the credentials");
    }

    @Test
    void aTableHasOtherKeysAndIndexes(CapturedOutput output) {
        String table = otherTable();
        assertThat(messageOf(output, "dynastore.table.name=" + table, "dynastore.table.local-indexes.idx=created"))
                .contains("The DynamoDB table '" + table + "' does not match its configuration:")
                .contains("- its key is 'pk' (S) instead of 'id' (S) and 'name' (S)")
                .contains("'idx'", "is missing")
                .contains("Change the properties under 'dynastore.table' to describe the existing table");
    }

    @Test
    void aFurtherTableHasOtherKeys(CapturedOutput output) {
        String table = otherTable();
        assertThat(messageOf(output, "dynastore.tables.audit.name=" + table))
                .contains("Change the properties under 'dynastore.tables.audit'");
    }

    /** A table that is not dynastore's. */
    private static String otherTable() {
        String table = TestDynamoDb.uniqueTable();
        createTable(table, create -> create.keySchema(key("pk", KeyType.HASH)).attributeDefinitions(string("pk")));
        return table;
    }

    private static String messageOf(CapturedOutput output, String... properties) {
        return FailedStart.message(
                output,
                Nothing.class,
                Stream.concat(Stream.of(properties), Stream.of(ALWAYS, "dynastore.endpoint=" + TestDynamoDb.endpoint()))
                        .toArray(String[]::new));
    }

    @Test
    void aLocalIndexIsAnother(CapturedOutput output) {
        String table = TestDynamoDb.uniqueTable();
        createTable(
                table,
                create -> create.attributeDefinitions(string("id"), string("name"), string("created"), string("user"))
                        .localSecondaryIndexes(LocalSecondaryIndex.builder()
                                .indexName("idx_created")
                                .keySchema(key("id", KeyType.HASH), key("created", KeyType.RANGE))
                                .projection(KEYS_ONLY)
                                .build())
                        .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                                .indexName("idx_user")
                                .keySchema(key("user", KeyType.HASH), key("created", KeyType.RANGE))
                                .projection(KEYS_ONLY)
                                .build()));
        assertThat(messageOf(
                        output,
                        "dynastore.table.name=" + table,
                        "dynastore.table.local-indexes.idx_created=created",
                        "dynastore.table.local-indexes.idx_user=user",
                        "dynastore.table.global-indexes.idx_user2.partition-key=user"))
                .contains("The DynamoDB table '" + table + "' does not match its configuration:")
                .contains("'idx_created'", "does not project 'expires'")
                .contains("'idx_user'", "is missing; the index of that name is global")
                .contains("'idx_user2'");
    }

    @Test
    void aGlobalIndexIsAnother(CapturedOutput output) {
        String table = TestDynamoDb.uniqueTable();
        createTable(
                table,
                create -> create.attributeDefinitions(string("id"), string("name"), string("created"), string("user"))
                        .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                                .indexName("idx_user")
                                .keySchema(key("user", KeyType.HASH), key("created", KeyType.RANGE))
                                .projection(KEYS_ONLY)
                                .build()));
        assertThat(messageOf(
                        output,
                        "dynastore.table.name=" + table,
                        "dynastore.table.global-indexes.idx_user.partition-key=owner"))
                .contains("'idx_user'", "is on 'user' (S) and 'created' (S) instead of 'owner' (S)")
                .contains("projects KEYS_ONLY instead of ALL")
                .contains("'local-indexes', 'global-indexes' and 'stream'");
    }

    @Test
    void timeToLiveIsOnAnotherAttribute(CapturedOutput output) {
        String table = TestDynamoDb.uniqueTable();
        createTable(table, create -> create.attributeDefinitions(string("id"), string("name")));
        TestDynamoDb.raw()
                .updateTimeToLive(update -> update.tableName(table)
                        .timeToLiveSpecification(
                                timeToLive -> timeToLive.attributeName("ttl").enabled(true)));
        assertThat(messageOf(output, "dynastore.table.name=" + table))
                .contains("The DynamoDB table '" + table + "' does not match its configuration:")
                .contains("- its time to live is on 'ttl' instead of 'expires'")
                .contains(
                        "Only the global indexes, the time to live and the stream of an existing table can be changed.");
    }

    @Test
    void theStreamHasOtherRecords(CapturedOutput output) {
        String table = TestDynamoDb.uniqueTable();
        createTable(
                table,
                create -> create.attributeDefinitions(string("id"), string("name"))
                        .streamSpecification(
                                stream -> stream.streamEnabled(true).streamViewType("KEYS_ONLY")));
        assertThat(messageOf(output, "dynastore.table.name=" + table, "dynastore.table.stream=true"))
                .contains("The DynamoDB table '" + table + "' does not match its configuration:")
                .contains(
                        "- its stream has KEYS_ONLY instead of NEW_AND_OLD_IMAGES (disable it and enable another one");
    }

    @Test
    void aTablesNameIsNotPossible(CapturedOutput output) {
        assertThat(messageOf(output, "dynastore.table.name=My Table"))
                .contains("table 'My Table', because DynamoDB rejects the request: ")
                .contains("Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")
                .contains("Correct the configuration of the table: its name, 'partition-key', 'sort-key' and indexes.");
    }

    private static void createTable(String name, UnaryOperator<CreateTableRequest.Builder> table) {
        TestDynamoDb.raw()
                .createTable(table.apply(CreateTableRequest.builder()
                                .tableName(name)
                                .keySchema(key("id", KeyType.HASH), key("name", KeyType.RANGE))
                                .billingMode(BillingMode.PAY_PER_REQUEST))
                        .build());
    }

    private static KeySchemaElement key(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }

    private static AttributeDefinition string(String attribute) {
        return AttributeDefinition.builder()
                .attributeName(attribute)
                .attributeType(ScalarAttributeType.S)
                .build();
    }
}
