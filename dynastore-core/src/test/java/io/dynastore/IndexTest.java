package io.dynastore;

import static io.dynastore.TestStore.BY_CREATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Indexes, and how lists treat those that are out of the ordinary. */
class IndexTest {
    private static final Index OF_PARTITION = Index.global("of_partition", "id", "created");
    private static final Index INVERTED = Index.global("inverted", "name", "id");
    private static final Index BY_EXPIRY = Index.local("by_expiry", "expires").withSortKeyType(ScalarAttributeType.N);
    private static final Index PARTITIONS_OF_USER = Index.global("partitions_of_user", "user", "id");
    private static final TableDefinition UNUSUAL = TableDefinition.of("UnusualIndexes")
            .index(OF_PARTITION)
            .index(INVERTED)
            .index(BY_EXPIRY)
            .index(PARTITIONS_OF_USER);

    private final TestStore test = new TestStore();
    private final Table table = test.store.table(UNUSUAL);
    private final Partition<String> partition = table.partition(TestDynamoDb.uniqueName("p"));
    private final Partition<String> other = table.partition(TestDynamoDb.uniqueName("p"));

    @BeforeAll
    static void createTable() {
        new TestStore().store.table(UNUSUAL).createIfAbsent();
    }

    @Test
    void anIndexThatTheTableDoesNotHaveIsNamed() {
        Index unknown = Index.local("idx_none", "created");
        assertThatThrownBy(() -> test.partition.list(Query.all().index(unknown)))
                .isInstanceOfSatisfying(
                        IndexNotSupportedException.class,
                        e -> assertThat(e.index()).isEqualTo("idx_none"))
                .hasMessageContaining("'idx_none'")
                .hasMessageContaining("CRMTable");
        assertThatThrownBy(() -> test.partition.count(Query.all().index(unknown)))
                .isInstanceOf(IndexNotSupportedException.class);
        assertThatThrownBy(() ->
                        test.table.list(Query.all().index(Index.global("idx_none", "user"), "mark"), Codec.string()))
                .isInstanceOf(IndexNotSupportedException.class);
    }

    @Test
    void aLocalIndexIsReadConsistently() {
        test.partition.put("a", "1", with -> with.field("created", "2100"));
        assertThat(Rows.keys(test.partition.consistent().list(Query.all().index(BY_CREATED))))
                .containsExactly("a");
    }

    @Test
    void aGlobalIndexOnThePartitionNeedsNoValue() {
        partition.put("a", "1", with -> with.field("created", "2"));
        partition.put("b", "2", with -> with.field("created", "1"));
        other.put("c", "3", with -> with.field("created", "3"));
        assertThat(Rows.keys(partition.list(Query.all().index(OF_PARTITION)))).containsExactly("b", "a");
        assertThat(Rows.keys(partition.list(Query.all().index(OF_PARTITION, partition.name()))))
                .containsExactly("b", "a");
    }

    @Test
    void aGlobalIndexOnThePartitionShowsNoOtherPartition() {
        other.put("c", "3", with -> with.field("created", "3"));
        Query query = Query.all().index(OF_PARTITION, other.name());
        assertThatThrownBy(() -> partition.list(query))
                .isInstanceOf(IndexNotSupportedException.class)
                .hasMessageContaining("of_partition")
                .hasMessageContaining("another partition");
        assertThat(Rows.keys(table.list(query, Codec.string()))).containsExactly("c");
    }

    @Test
    void anInvertedIndexFindsAKeyInAllPartitions() {
        String key = TestDynamoDb.uniqueName("k");
        partition.put(key, "1");
        other.put(key, "2");
        Query query = Query.all().index(INVERTED, key);
        assertThat(table.list(query.limit(1), Codec.string()).items()).hasSize(1);
        String cursor = table.list(query.limit(1), Codec.string()).cursor();
        assertThat(table.list(query.after(cursor), Codec.string()).items()).hasSize(1);
        assertThat(table.stream(query, Codec.string()).map(Entry::value)).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void anIndexThatCannotBeFilteredIsRefused() {
        List<Query> queries = List.of(
                Query.all().index(BY_EXPIRY),
                Query.all().index(PARTITIONS_OF_USER, "mark"),
                Query.all().index(INVERTED, "a"));
        test.http.clear();
        for (Query query : queries) {
            assertThatThrownBy(() -> partition.list(query))
                    .isInstanceOf(IndexNotSupportedException.class)
                    .hasMessageContaining(((DefaultQuery) query).index().name())
                    .hasMessageContaining("filter");
        }
        assertThat(test.http.requests()).isEmpty();
    }

    @Test
    void indexesAreEqualIfNameAndKeysAndTypesAre() {
        assertThat(Index.local("a", "b")).isEqualTo(Index.local("a", "b")).hasSameHashCodeAs(Index.local("a", "b"));
        assertThat(Index.local("a", "b"))
                .isNotEqualTo(Index.local("a", "c"))
                .isNotEqualTo(Index.global("a", "b"))
                .isNotEqualTo(Index.local("a", "b").withSortKeyType(ScalarAttributeType.N));
        assertThat(Index.local("a", "b")).hasToString("local index 'a'");
        assertThat(Index.global("a", "b")).hasToString("global index 'a'");
    }

    @Test
    void anEmptyNameIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Index.local("", "created"));
        assertThatIllegalArgumentException().isThrownBy(() -> Index.local("idx", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> Index.global("idx", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> Index.global("idx", "user", ""));
    }

    @Test
    void aLocalIndexHasThePartitionKeyOfItsTable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BY_CREATED.withPartitionKeyType(ScalarAttributeType.N))
                .withMessageContaining("idx_created");
        assertThat(BY_CREATED.partitionKey()).isNull();
    }
}
