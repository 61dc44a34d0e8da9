package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** How a table gets its stream, and what is said of another one. */
class TableStreamTest {
    private static final String MISSING = "its stream is not enabled (enable it with NEW_AND_OLD_IMAGES)";

    private final TestStore store = new TestStore();
    private final DynamoDbClient client = store.raw();
    private final String name = TestDynamoDb.uniqueName("table-with-stream");
    private final TableDefinition plain = TableDefinition.of(name);
    private final Table table = store.store.table(plain.stream());

    @Test
    void aTableIsCreatedWithTheStreamOfItsDefinition() {
        assertThat(store.requestsOf(() -> assertThat(table.createIfAbsent()).isTrue()))
                .doesNotContain("UpdateTable");
        assertStream();
        assertThatCode(table::validate).doesNotThrowAnyException();
    }

    @Test
    void aTableIsCreatedWithoutAStreamUnlessItIsDefined() {
        store.store.table(plain).createIfAbsent();
        assertThat(describe().streamSpecification()).isNull();
        assertThat(describe().latestStreamArn()).isNull();
    }

    @Test
    void theStreamIsEnabledWhereThereIsNoneAndOnlyOnce() {
        store.store.table(plain).createIfAbsent();
        assertThat(table.createIfAbsent()).isFalse();
        assertStream();
        String stream = describe().latestStreamArn();

        assertThat(store.requestsOf(() -> assertThat(table.createIfAbsent()).isFalse()))
                .containsExactly("DescribeTable", "DescribeTimeToLive");
        assertThat(describe().latestStreamArn()).isEqualTo(stream);
    }

    @Test
    void aDisabledStreamIsInvalidAndIsFollowedByAnother() {
        table.createIfAbsent();
        String stream = describe().latestStreamArn();
        client.updateTable(update -> update.tableName(name).streamSpecification(with -> with.streamEnabled(false)));
        assertDifferences(table::validate, MISSING);

        table.createIfAbsent();
        assertStream();
        assertThat(describe().latestStreamArn()).isNotEqualTo(stream);
    }

    @Test
    void validatingReportsAMissingStreamAndOnlyLooks() {
        store.store.table(plain).createIfAbsent();
        assertThat(store.requestsOf(() -> assertThatThrownBy(table::validate)
                        .isInstanceOf(InvalidTableException.class)
                        .hasMessage("Not as defined: table '" + name + "': " + MISSING
                                + ". Change the definition, or the table.")))
                .containsExactly("DescribeTable");
        assertThat(describe().streamSpecification()).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE"})
    void aStreamWithOtherRecordsIsRefusedAndLeftAlone(StreamViewType view) {
        client.createTable(RawTables.table(name, "id:S", "name:S")
                .streamSpecification(stream -> stream.streamEnabled(true).streamViewType(view))
                .build());
        String difference = "its stream has " + view
                + " instead of NEW_AND_OLD_IMAGES (disable it and enable another one, because DynamoDB cannot change it)";
        assertDifferences(table::validate, difference);
        assertThat(store.requestsOf(() -> assertDifferences(table::createIfAbsent, difference)))
                .containsExactly("DescribeTable");
        assertThat(describe().streamSpecification().streamViewType()).isEqualTo(view);
        assertThatCode(store.store.table(plain)::validate).doesNotThrowAnyException();
    }

    @Test
    void aStreamThatIsNotDefinedIsNoErrorAndStays() {
        table.createIfAbsent();
        Table without = store.store.table(plain);
        assertThatCode(without::validate).doesNotThrowAnyException();
        assertThat(without.createIfAbsent()).isFalse();
        assertStream();
    }

    @Test
    void aTableThatIsNotAsDefinedOtherwiseGetsNoStream() {
        store.store.table(plain.keys("pk", "sk")).createIfAbsent();
        String key = "its key is 'pk' (S) and 'sk' (S) instead of 'id' (S) and 'name' (S)";
        assertDifferences(table::createIfAbsent, key);
        assertDifferences(table::validate, key, MISSING);
        assertThat(describe().streamSpecification()).isNull();
    }

    @Test
    void aTableWhoseTimeToLiveIsOnAnotherAttributeGetsNoStream() {
        client.createTable(RawTables.table(name, "id:S", "name:S").build());
        client.updateTimeToLive(update -> update.tableName(name)
                .timeToLiveSpecification(
                        timeToLive -> timeToLive.attributeName("ttl").enabled(true)));
        assertDifferences(table::createIfAbsent, "its time to live is on 'ttl' instead of 'expires'");
        assertThat(describe().streamSpecification()).isNull();
    }

    @Test
    void anotherProcessMayEnableTheStreamFirst() {
        store.store.table(plain).createIfAbsent();
        try (DynamoDbClient refused = TestDynamoDb.client(refusing(true))) {
            assertThat(DynaStore.create(refused).table(plain.stream()).createIfAbsent())
                    .isFalse();
        }
        assertStream();
    }

    @Test
    void aRefusalThatLeavesTheStreamDisabledIsReported() {
        store.store.table(plain).createIfAbsent();
        try (DynamoDbClient refused = TestDynamoDb.client(refusing(false))) {
            Table unchanged = DynaStore.create(refused).table(plain.stream());
            assertThatThrownBy(unchanged::createIfAbsent)
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining("Table already has an enabled stream");
        }
    }

    private static RefusingHttpClient refusing(boolean isEnabled) {
        return new RefusingHttpClient(
                TestDynamoDb.http(), "UpdateTable", "Table already has an enabled stream", isEnabled);
    }

    private static void assertDifferences(Runnable check, String... differences) {
        assertThatExceptionOfType(InvalidTableException.class)
                .isThrownBy(check::run)
                .satisfies(e -> assertThat(e.differences()).containsExactly(differences));
    }

    private void assertStream() {
        assertThat(describe().streamSpecification())
                .isEqualTo(StreamSpecification.builder()
                        .streamEnabled(true)
                        .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                        .build());
        assertThat(describe().latestStreamArn()).contains("table/" + name + "/stream/");
    }

    private TableDescription describe() {
        return client.describeTable(request -> request.tableName(name)).table();
    }
}
