package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class TableValidationTest {
    private static final Projection KEYS_ONLY =
            Projection.builder().projectionType(ProjectionType.KEYS_ONLY).build();

    private final DynamoDbClient client = new TestStore().raw();
    private final DynaStore store = DynaStore.create(client);
    private final String name = TestDynamoDb.uniqueName("validated-table");
    private final TableDefinition plain = TableDefinition.of(name);

    @Test
    void aTableAsDefinedIsValid() {
        Table table = store.table(TestStore.CRM);
        assertThatCode(table::validate).doesNotThrowAnyException();
    }

    @Test
    void aTableThatDoesNotExistIsNotFound() {
        assertThatThrownBy(() -> store.table(name).validate())
                .isInstanceOfSatisfying(
                        TableNotFoundException.class, e -> assertThat(e.table()).isEqualTo(name))
                .hasMessageContaining(name)
                .hasMessageContaining("createIfAbsent");
    }

    @Test
    void validatingOnlyLooks() {
        TestStore test = new TestStore();
        assertThat(test.requestsOf(() -> test.table.validate())).containsExactly("DescribeTable");
    }

    @Test
    void moreIndexesThanDefinedAreNoError() {
        create(plain.index(Index.local("by_created", "created")).index(Index.global("by_user", "user")));
        assertThatCode(() -> store.table(name).validate()).doesNotThrowAnyException();
    }

    @Test
    void provisionedCapacityIsNotCompared() {
        create(plain);
        assertThatCode(() -> store.table(plain.provisioned(1, 1)).validate()).doesNotThrowAnyException();
    }

    @Test
    void otherKeysAreADifference() {
        create(plain.keys("pk", "sk"));
        assertDifferences(plain, "its key is 'pk' (S) and 'sk' (S) instead of 'id' (S) and 'name' (S)");
        assertDifferences(
                plain.keys("pk", "name"), "its key is 'pk' (S) and 'sk' (S) instead of 'pk' (S) and 'name' (S)");
    }

    @Test
    void otherTypesOfKeysAreADifference() {
        client.createTable(RawTables.table(name, "id:S", "name:N").build());
        assertDifferences(plain, "its key is 'id' (S) and 'name' (N) instead of 'id' (S) and 'name' (S)");
    }

    @Test
    void aTableWithoutASortKeyIsDifferent() {
        client.createTable(RawTables.table(name, "id:S").build());
        assertDifferences(plain, "its key is 'id' (S) instead of 'id' (S) and 'name' (S)");
    }

    @Test
    void eachMissingIndexIsADifference() {
        create(plain);
        assertDifferences(
                plain.index(Index.local("by_created", "created")).index(Index.global("by_user", "user")),
                "its local index 'by_created' is missing",
                "its global index 'by_user' is missing");
    }

    @Test
    void anIndexOfTheOtherKindIsADifference() {
        create(plain.index(Index.local("one", "created")).index(Index.global("two", "user")));
        assertDifferences(
                plain.index(Index.global("one", "id", "created")).index(Index.local("two", "user")),
                "its global index 'one' is missing; the index of that name is local",
                "its local index 'two' is missing; the index of that name is global");
    }

    @Test
    void anIndexOnOtherAttributesOrTypesIsADifference() {
        create(plain.index(Index.local("one", "created"))
                .index(Index.global("two", "user", "created"))
                .index(Index.global("three", "user")));
        assertDifferences(
                plain.index(Index.local("one", "changed"))
                        .index(Index.global("two", "user").withPartitionKeyType(ScalarAttributeType.N))
                        .index(Index.global("three", "owner", "score").withSortKeyType(ScalarAttributeType.N)),
                "its local index 'one' is on 'id' (S) and 'created' (S) instead of 'id' (S) and 'changed' (S)",
                "its global index 'two' is on 'user' (S) and 'created' (S) instead of 'user' (N)",
                "its global index 'three' is on 'user' (S) instead of 'owner' (S) and 'score' (N)");
    }

    @Test
    void aGlobalIndexThatDoesNotHaveTheWholeEntryIsADifference() {
        GlobalSecondaryIndex byUser = GlobalSecondaryIndex.builder()
                .indexName("by_user")
                .keySchema(RawTables.keys("user"))
                .projection(KEYS_ONLY)
                .build();
        client.createTable(RawTables.table(name, "id:S", "name:S", "user:S")
                .globalSecondaryIndexes(byUser)
                .build());
        assertDifferences(
                plain.index(Index.global("by_user", "user")),
                "its global index 'by_user' projects KEYS_ONLY instead of ALL");
    }

    @Test
    void aLocalIndexWithoutTheExpiryIsADifferenceAndCannotBeListed() {
        createWithLocalIndex(KEYS_ONLY);
        Index byCreated = Index.local("by_created", "created");
        assertDifferences(plain.index(byCreated), "its local index 'by_created' does not project 'expires'");
        Partition<String> partition = store.table(name).partition("p");
        assertThatThrownBy(() -> partition.list(Query.all().index(byCreated)))
                .isInstanceOf(IndexNotSupportedException.class)
                .hasMessageContaining("'by_created'")
                .hasMessageContaining("does not project 'expires'");
    }

    @Test
    void aLocalIndexThatHasOnlyTheExpiryIsValidAndListsWholeEntriesAllTheSame() {
        createWithLocalIndex(Projection.builder()
                .projectionType(ProjectionType.INCLUDE)
                .nonKeyAttributes("expires")
                .build());
        Index byCreated = Index.local("by_created", "created");
        Table table = store.table(plain.index(byCreated));
        assertThatCode(table::validate).doesNotThrowAnyException();

        Partition<String> partition = table.partition("p");
        Entry<String> second = partition.put("a", "1", with -> with.field("created", "2"));
        Entry<String> first = partition.put(
                "b",
                "2",
                with -> with.field("created", "1").field("user", "mark").timeToLive(Duration.ofDays(1)));
        assertThat(partition.list(Query.all().index(byCreated)).items()).containsExactly(first, second);
        assertThat(partition.stream(Query.all().index(byCreated))).containsExactly(first, second);
        assertThat(first.fields()).containsOnlyKeys("created", "user");
    }

    private void createWithLocalIndex(Projection projection) {
        LocalSecondaryIndex index = LocalSecondaryIndex.builder()
                .indexName("by_created")
                .keySchema(RawTables.keys("id", "created"))
                .projection(projection)
                .build();
        client.createTable(RawTables.table(name, "id:S", "name:S", "created:S")
                .localSecondaryIndexes(index)
                .build());
    }

    @Test
    void allDifferencesAreReportedAtOnceAndTheTableNamed() {
        create(plain.keys("pk", "sk"));
        assertThatThrownBy(() -> store.table(plain.index(Index.global("by_user", "user")))
                        .validate())
                .isInstanceOf(InvalidTableException.class)
                .hasMessage(
                        "Not as defined: table '" + name + "': its key is 'pk' (S) and 'sk' (S) instead of 'id' (S)"
                                + " and 'name' (S); its global index 'by_user' is missing. Change the definition, or the table.");
    }

    private void create(TableDefinition definition) {
        store.table(definition).createIfAbsent();
    }

    private void assertDifferences(TableDefinition definition, String... differences) {
        assertThatThrownBy(() -> store.table(definition).validate())
                .isInstanceOfSatisfying(InvalidTableException.class, e -> {
                    assertThat(e.differences()).containsExactly(differences);
                    assertThat(e.table()).isEqualTo(name);
                });
    }
}
