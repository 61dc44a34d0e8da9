package io.dynastore;

import static io.dynastore.TestStore.BY_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** An {@link Index} that is not as in the table. */
class IndexMismatchTest {
    private final TestStore store = new TestStore();

    /** The same table, whose definition says nothing about indexes. */
    private final Table undefined = store.store.table(TableDefinition.of(store.table.name()));

    private final Partition<String> partition = undefined.partition(store.partition.name());

    @BeforeEach
    void write() {
        for (String key : List.of("a", "b", "c")) {
            store.partition.put(
                    key,
                    "v",
                    with -> with.field("created", key)
                            .field("score", 1)
                            .field("user", store.partition.name())
                            .field("group", 5));
        }
    }

    static List<Query> otherKeys() {
        Index created = Index.local("idx_created", "modified");
        return List.of(
                Query.all().index(created),
                Query.all().index(created).from("2026"),
                Query.all().index(created).prefix("a"),
                Query.all().index(Index.local("idx_created", "user")),
                Query.all()
                        .index(Index.local("idx_created", "created").withSortKeyType(ScalarAttributeType.N))
                        .from(1),
                Query.all().index(Index.local("idx_score", "created")),
                Query.all().index(Index.global("idx_user", "owner", "created"), "u"),
                Query.all().index(Index.global("idx_group", "user"), "u"),
                Query.all().index(Index.global("idx_group", "group"), "5"),
                Query.all().index(Index.local("idx_user", "created")));
    }

    @ParameterizedTest
    @MethodSource("otherKeys")
    void anIndexThatTheDefinitionHasOtherwiseIsRefusedBeforeItIsSent(Query query) {
        assertThat(store.requestsOf(() -> {
                    assertNotSupported(() -> store.partition.list(query));
                    assertNotSupported(() -> store.partition.list(query.limit(1)));
                    assertNotSupported(() -> store.partition.stream(query));
                    assertNotSupported(() -> store.partition.keys(query));
                    assertNotSupported(() -> store.partition.count(query));
                }))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("otherKeys")
    void anIndexThatTheTableHasOtherwiseIsRefusedByItsFirstPage(Query query) {
        assertNotSupported(() -> partition.list(query.limit(1)));
        assertNotSupported(() -> partition.stream(query.limit(1)).forEach(entry -> {}));
        assertNotSupported(() -> partition.keys(query.limit(1)).forEach(entry -> {}));
        assertNotSupported(() -> partition.count(query.limit(1)));
    }

    @Test
    void oneEntryWithoutTheAttributeIsEnough() {
        assertNotSupported(() -> partition.list(Query.all().index(Index.local("idx_created", "modified"))));
        assertNotSupported(() -> partition.stream(Query.all().index(Index.local("idx_created", "modified")))
                .forEach(entry -> {}));
        assertNotSupported(() -> undefined.list(
                Query.all().index(Index.global("idx_user", "user", "modified"), store.partition.name()),
                Codec.string()));
    }

    @Test
    void anIndexAsInTheTableIsUsed() {
        assertThat(Rows.keys(
                        partition.list(Query.all().index(TestStore.BY_CREATED).limit(2))))
                .containsExactly("a", "b");
        assertThat(partition.keys(Query.all().index(TestStore.BY_SCORE).limit(1)))
                .containsExactly("a");
        assertThat(Rows.keys(store.partition.list(
                        Query.all().index(BY_USER, store.partition.name()).limit(1))))
                .containsExactly("a");
    }

    private static void assertNotSupported(Runnable list) {
        assertThatExceptionOfType(IndexNotSupportedException.class)
                .isThrownBy(list::run)
                .withMessageContaining("idx_");
    }

    /** AWS accepts up to four attributes for each kind of key of a global index, which dynastore does not write. */
    @Test
    void anIndexOnSeveralAttributesIsNotAsDefined() {
        List<Index> indexes = List.of(
                Index.global("idx", "b", "d"),
                Index.global("idx", "a", "c"),
                Index.global("idx", "a"),
                Index.global("idx", "b"));

        assertThat(indexes)
                .allSatisfy(index -> assertThat(new TableAdmin.Comparison(
                                        TableDefinition.of("T").index(index), multiAttributeTable())
                                .differences())
                        .singleElement()
                        .asString()
                        .contains("'a' (S), 'b' (S) and 'c' (S), 'd' (N)", "'idx'"));
    }

    private static TableDescription multiAttributeTable() {
        return TableDescription.builder()
                .keySchema(key("id", KeyType.HASH), key("name", KeyType.RANGE))
                .attributeDefinitions(
                        type("id", ScalarAttributeType.S),
                        type("name", ScalarAttributeType.S),
                        type("a", ScalarAttributeType.S),
                        type("b", ScalarAttributeType.S),
                        type("c", ScalarAttributeType.S),
                        type("d", ScalarAttributeType.N))
                .globalSecondaryIndexes(GlobalSecondaryIndexDescription.builder()
                        .indexName("idx")
                        .keySchema(
                                key("a", KeyType.HASH),
                                key("b", KeyType.HASH),
                                key("c", KeyType.RANGE),
                                key("d", KeyType.RANGE))
                        .projection(Projection.builder()
                                .projectionType(ProjectionType.ALL)
                                .build())
                        .build())
                .build();
    }

    private static KeySchemaElement key(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }

    private static AttributeDefinition type(String attribute, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(attribute)
                .attributeType(type)
                .build();
    }
}
