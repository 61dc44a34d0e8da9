package io.dynastore.embedded.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.wire.Types;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablesTest {
    private final Api api = new Api();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aTableIsDescribedAsItWasCreated() {
        api.withTable("Tab");
        Map<String, Object> table = Types.structure(
                api.call("DescribeTable", "{'TableName': 'Tab'}").get("Table"));
        assertThat(table)
                .containsEntry("TableStatus", "ACTIVE")
                .containsEntry("TableArn", "arn:aws:dynamodb:us-east-1:000000000000:table/Tab")
                .containsKeys("TableId", "CreationDateTime", "BillingModeSummary", "KeySchema", "AttributeDefinitions");
        assertThat(table.get("GlobalSecondaryIndexes").toString())
                .contains("IndexName=global", "IndexStatus=ACTIVE", "NonKeyAttributes=[more]");
        assertThat(table.get("LocalSecondaryIndexes").toString()).contains("IndexName=local", "KEYS_ONLY");
    }

    @Test
    void tablesAreListedInPages() {
        api.withTable("Ccc").withTable("Aaa").withTable("Bbb");
        assertThat(api.text("ListTables", "{'Limit': 2}"))
                .isEqualTo("{'TableNames':['Aaa','Bbb'],'LastEvaluatedTableName':'Bbb'}");
        assertThat(api.text("ListTables", "{'Limit': 2, 'ExclusiveStartTableName': 'Bbb'}"))
                .isEqualTo("{'TableNames':['Ccc']}");
    }

    @Test
    void aTableOfThatNameStartsEmptyAgain() {
        api.withTable("Tab");
        api.call("PutItem", "{'TableName': 'Tab', 'Item': {'id': {'S': 'p'}, 'name': {'S': 'k'}}}");
        assertThat(api.text("DeleteTable", "{'TableName': 'Tab'}")).contains("'DELETING'");
        assertThat(api.error("DescribeTable", "{'TableName': 'Tab'}"))
                .isEqualTo("ResourceNotFoundException: Requested resource not found: Table: Tab not found");
        api.withTable("Tab");
        assertThat(api.text("Scan", "{'TableName': 'Tab'}")).contains("'Count':0");
    }

    @Test
    void theTimeOfTheLastChangeToOnDemandIsDescribedAlsoAfterwards() {
        api.withTable("Tab");
        Object created = billing().get("LastUpdateToPayPerRequestDateTime");
        String units = "{'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1}";
        String provisioned = "{'TableName': 'Tab', 'BillingMode': 'PROVISIONED', 'ProvisionedThroughput': %s,"
                + " 'GlobalSecondaryIndexUpdates': [{'Update': {'IndexName': 'global', 'ProvisionedThroughput': %s}}]}";
        api.pass(Duration.ofHours(1));
        api.call("UpdateTable", provisioned.formatted(units, units));
        assertThat(billing())
                .containsEntry("BillingMode", "PROVISIONED")
                .containsEntry("LastUpdateToPayPerRequestDateTime", created);
        api.call("UpdateTable", "{'TableName': 'Tab', 'BillingMode': 'PAY_PER_REQUEST'}");
        assertThat(billing())
                .containsEntry("BillingMode", "PAY_PER_REQUEST")
                .containsEntry("LastUpdateToPayPerRequestDateTime", BigDecimal.valueOf(api.epochSecond() * 1000, 3));
    }

    private Map<String, Object> billing() {
        Map<String, Object> table = Types.structure(
                api.call("DescribeTable", "{'TableName': 'Tab'}").get("Table"));
        return Types.structure(table.get("BillingModeSummary"));
    }

    @Test
    void aTableThatIsDeletedIsNotDescribedByItsDefinition() {
        api.withTable("Tab");
        assertThat(Types.structure(
                        api.call("DeleteTable", "{'TableName': 'Tab'}").get("TableDescription")))
                .containsEntry("DeletionProtectionEnabled", false)
                .containsKeys("TableArn", "TableId", "ItemCount", "TableSizeBytes", "ProvisionedThroughput")
                .doesNotContainKeys("AttributeDefinitions", "KeySchema", "CreationDateTime")
                .doesNotContainKeys("LocalSecondaryIndexes", "GlobalSecondaryIndexes");
    }

    @Test
    void twoTablesOfOneNameAreRefused() {
        api.withTable("Tab");
        assertThat(api.error("CreateTable", """
                {'TableName': 'Tab', 'BillingMode': 'PAY_PER_REQUEST',
                 'AttributeDefinitions': [{'AttributeName': 'id', 'AttributeType': 'S'}],
                 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}]}
                """)).isEqualTo("ResourceInUseException: Table already exists: Tab");
    }

    @Test
    void aProtectedTableIsNotDeleted() {
        api.withTable("Tab");
        api.call("UpdateTable", "{'TableName': 'Tab', 'DeletionProtectionEnabled': true}");
        assertThat(api.error("DeleteTable", "{'TableName': 'Tab'}"))
                .startsWith("ValidationException: Resource cannot be deleted as it is currently protected");
        api.call("UpdateTable", "{'TableName': 'Tab', 'DeletionProtectionEnabled': false}");
        api.call("DeleteTable", "{'TableName': 'Tab'}");
    }

    @Test
    void aNewIndexHasWhatWasThereBefore() {
        api.withTable("Tab");
        api.call(
                "PutItem",
                "{'TableName': 'Tab', 'Item': {'id': {'S': 'p'}, 'name': {'S': 'k'}, 'color': {'S': 'red'}}}");
        api.call(
                "PutItem", "{'TableName': 'Tab', 'Item': {'id': {'S': 'p'}, 'name': {'S': 'l'}, 'color': {'N': '1'}}}");
        String add = """
                {'TableName': 'Tab', 'AttributeDefinitions': [{'AttributeName': 'color', 'AttributeType': 'S'}],
                 'GlobalSecondaryIndexUpdates': [{'Create': {'IndexName': 'colors',
                   'KeySchema': [{'AttributeName': 'color', 'KeyType': 'HASH'}],
                   'Projection': {'ProjectionType': 'ALL'}}}]}
                """;
        api.call("UpdateTable", add);
        assertThat(api.text("Scan", "{'TableName': 'Tab', 'IndexName': 'colors'}"))
                .contains("'Count':1", "'red'");
        assertThat(api.error("UpdateTable", add))
                .isEqualTo("ValidationException: Attempting to create an index which already exists");
        api.call(
                "UpdateTable",
                "{'TableName': 'Tab', 'GlobalSecondaryIndexUpdates': [{'Delete': {'IndexName': 'colors'}}]}");
        assertThat(api.error("Scan", "{'TableName': 'Tab', 'IndexName': 'colors'}"))
                .isEqualTo("ValidationException: The table does not have the specified index: colors");
        assertThat(api.text("DescribeTable", "{'TableName': 'Tab'}")).doesNotContain("color");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'Create': {'IndexName': 'new', 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}], 'Projection': {'ProjectionType': 'ALL'}, 'ProvisionedThroughput': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1}} | One or more parameter values were invalid: ProvisionedThroughput should not be specified for index: new when BillingMode is PAY_PER_REQUEST
            'Update': {'IndexName': 'global', 'ProvisionedThroughput': {'ReadCapacityUnits': 1000000000001, 'WriteCapacityUnits': 1}} | Given value 1000000000001 for ReadCapacityUnits is out of bounds for index global
            """)
    void theThroughputOfAnIndexIsCheckedByTheNameOfTheIndex(String update, String message) {
        api.withTable("Tab");
        assertThat(api.error("UpdateTable", "{'TableName': 'Tab', 'GlobalSecondaryIndexUpdates': [{" + update + "}]}"))
                .isEqualTo("ValidationException: " + message);
    }

    @Test
    void keysOfGlobalIndexesHaveUpToFourAttributesEach() {
        api.call("CreateTable", """
                {'TableName': 'Tab', 'BillingMode': 'PAY_PER_REQUEST',
                 'AttributeDefinitions': [{'AttributeName': 'id', 'AttributeType': 'S'}, {'AttributeName': 'a', 'AttributeType': 'S'},
                   {'AttributeName': 'b', 'AttributeType': 'N'}, {'AttributeName': 'c', 'AttributeType': 'S'},
                   {'AttributeName': 'd', 'AttributeType': 'N'}],
                 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}],
                 'GlobalSecondaryIndexes': [{'IndexName': 'many', 'Projection': {'ProjectionType': 'ALL'}, 'KeySchema': [
                   {'AttributeName': 'a', 'KeyType': 'HASH'}, {'AttributeName': 'b', 'KeyType': 'HASH'},
                   {'AttributeName': 'c', 'KeyType': 'RANGE'}, {'AttributeName': 'd', 'KeyType': 'RANGE'}]}]}
                """);
        for (int number = 1; number <= 4; number++) {
            api.call(
                    "PutItem",
                    "{'TableName': 'Tab', 'Item': {'id': {'S': 'i" + number + "'}, 'a': {'S': 'a'}, 'b': {'N': '"
                            + (number + 1) / 2 + "'}, 'c': {'S': 'c'}, 'd': {'N': '" + number + "'}}}");
        }
        String query = "{'TableName': 'Tab', 'IndexName': 'many', 'KeyConditionExpression': '%s',"
                + " 'ExpressionAttributeValues': {':a': {'S': 'a'}, ':b': {'N': '1'}%s}}";
        assertThat(Api.column(api.call("Query", query.formatted("a = :a AND b = :b", "")), "id"))
                .containsExactly("i1", "i2");
        assertThat(Api.column(
                        api.call(
                                "Query",
                                query.formatted("a = :a AND b = :b AND c = :c AND d > :b", ", ':c': {'S': 'c'}")),
                        "id"))
                .containsExactly("i2");
        assertThat(api.error("Query", query.formatted("a = :a AND b = :b AND d > :d", ", ':d': {'N': '0'}")))
                .isEqualTo("ValidationException: Query condition missed key schema element: c");
        assertThat(api.error("Query", query.formatted("a = :a AND c = :b", "")))
                .isEqualTo("ValidationException: Query condition missed key schema element: b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {} | The parameter 'TableName' is required but was not present in the request
            {'TableName': 'Tab'} | 2 validation errors detected: Value null at 'attributeDefinitions' failed to satisfy constraint: Member must not be null; Value null at 'keySchema' failed to satisfy constraint: Member must not be null
            {'TableName': 'ab', 'AttributeDefinitions': [], 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}]} | TableName must be at least 3 characters long and at most 255 characters long
            {'TableName': 'ab;', 'AttributeDefinitions': [], 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}]} | 1 validation error detected: Value 'ab;' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+
            {'TableName': 'Tab', 'AttributeDefinitions': [], 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}]} | One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED
            {'TableName': 'Tab', 'BillingMode': 'PAY_PER_REQUEST', 'AttributeDefinitions': [], 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}]} | Invalid KeySchema: Some index key attribute have no definition
            {'TableName': 'Tab', 'BillingMode': 'PAY_PER_REQUEST', 'AttributeDefinitions': [{'AttributeName': 'id', 'AttributeType': 'S'}, {'AttributeName': 'x', 'AttributeType': 'S'}], 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}]} | One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions
            {'TableName': 'Tab', 'BillingMode': 'PAY_PER_REQUEST', 'AttributeDefinitions': [{'AttributeName': 'id', 'AttributeType': 'S'}], 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'RANGE'}]} | Invalid KeySchema: The first KeySchemaElement is not a HASH key type
            {'TableName': 'Tab', 'AttributeDefinitions': [{'AttributeName': 'id', 'AttributeType': 'S'}], 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}], 'ProvisionedThroughput': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1}, 'GlobalSecondaryIndexes': [{'IndexName': 'index', 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}], 'Projection': {'ProjectionType': 'ALL'}}]} | One or more parameter values were invalid: ProvisionedThroughput is not specified for index: index
            {'TableName': 'Tab', 'AttributeDefinitions': [{'AttributeName': 'id', 'AttributeType': 'S'}], 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}], 'ProvisionedThroughput': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1}, 'GlobalSecondaryIndexes': [{'IndexName': 'index', 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}], 'Projection': {'ProjectionType': 'ALL'}, 'ProvisionedThroughput': {'ReadCapacityUnits': 1000000000001, 'WriteCapacityUnits': 1}}]} | Given value 1000000000001 for ReadCapacityUnits is out of bounds for index index
            {'TableName': 'Tab', 'BillingMode': 'PAY_PER_REQUEST', 'AttributeDefinitions': [{'AttributeName': 'id', 'AttributeType': 'S'}, {'AttributeName': 'n', 'AttributeType': 'S'}], 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}, {'AttributeName': 'n', 'KeyType': 'RANGE'}], 'LocalSecondaryIndexes': [{'IndexName': 'index', 'KeySchema': [{'AttributeName': 'x', 'KeyType': 'HASH'}, {'AttributeName': 'n', 'KeyType': 'RANGE'}], 'Projection': {'ProjectionType': 'ALL'}}]} | One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [x, n], AttributeDefinitions: [id, n]
            """)
    void invalidDefinitionsAreRefused(String definition, String message) {
        assertThat(api.error("CreateTable", definition)).isEqualTo("ValidationException: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'ProvisionedThroughput': {'ReadCapacityUnits': 'x', 'WriteCapacityUnits': 1} | SerializationException
            'ProvisionedThroughput': {'ReadCapacityUnits': 0, 'WriteCapacityUnits': 1} | ValidationException
            'OnDemandThroughput': {'MaxReadRequestUnits': []} | SerializationException
            'DeletionProtectionEnabled': 'yes' | SerializationException
            'TableClass': {} | SerializationException
            'SSESpecification': {'Enabled': 1} | SerializationException
            """)
    void settingsOfAnotherTypeAreRefused(String setting, String type) {
        api.withTable("Tab");
        assertThat(api.error("UpdateTable", "{'TableName': 'Tab', " + setting + "}"))
                .startsWith(type);
        assertThat(api.error("CreateTable", "{'TableName': 'Other', " + setting + "}"))
                .startsWith(type);
    }

    @Test
    void wrongJsonIsRefused() {
        assertThat(api.error("ListTables", "{'Limit': 'two'}"))
                .isEqualTo("SerializationException: STRING_VALUE cannot be converted to Integer");
        assertThat(api.error("ListTables", "{'Limit': ")).startsWith("SerializationException");
        assertThat(api.error("ListTables", "[".repeat(100_000))).startsWith("SerializationException");
        assertThat(api.error("ListTables", "{'Limit': " + "1".repeat(100_000) + "}"))
                .startsWith("SerializationException");
        assertThat(api.error("ListTables", "{'Limit': 1e999999999}")).startsWith("ValidationException");
        assertThat(api.error("ListTables", "{'Limit': 'a'} x")).startsWith("SerializationException");
        assertThat(api.error("ListTables", "[]")).startsWith("SerializationException");
        assertThat(api.error("ListTables", "")).startsWith("SerializationException");
        assertThat(api.error("GetItem", "{'TableName': 3}"))
                .isEqualTo("SerializationException: NUMBER_VALUE cannot be converted to String");
        assertThat(api.error("GetItem", "{'TableName': 'Tab', 'Key': ['a']}")).startsWith("SerializationException");
    }
}
