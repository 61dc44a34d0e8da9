package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class TableNotFoundTest {
    private static final Table TABLE = new TestStore().store.table("Absent");

    static Stream<Arguments> operations() {
        Partition<String> partition = TABLE.partition("customers");
        Revision revision = new Revision(1, null);
        Entry<String> entry = new Entry<>("Absent", "customers", "k", revision, null, "v", Map.of());
        return Stream.of(
                operation("get", () -> partition.get("k")),
                operation("find", () -> partition.find("k")),
                operation("exists", () -> partition.exists("k")),
                operation("put", () -> partition.put("k", "v")),
                operation("create", () -> partition.create("k", "v")),
                operation("update", () -> partition.update(entry, "v")),
                operation("updateAtRevision", () -> partition.update("k", revision, "v")),
                operation("delete", () -> partition.delete("k")),
                operation("deleteEntry", () -> partition.delete(entry)),
                operation("deleteAtRevision", () -> partition.delete("k", revision)),
                operation("list", () -> partition.list(Query.all())),
                operation("listByIndex", () -> partition.list(Query.all().index(TestStore.BY_CREATED))),
                operation(
                        "listOfTheTable", () -> TABLE.list(Query.all().index(TestStore.BY_USER, "u"), Codec.string())),
                operation("stream", () -> partition.stream(Query.all()).forEach(read -> {})),
                operation("count", () -> partition.count(Query.all())),
                operation("validate", TABLE::validate));
    }

    private static Arguments operation(String name, Runnable action) {
        return Arguments.of(name, action);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void eachOperationSaysThatTheTableIsMissing(String name, Runnable action) {
        assertThatExceptionOfType(TableNotFoundException.class)
                .isThrownBy(action::run)
                .withMessageContainingAll("'Absent'", "createIfAbsent")
                .withCauseInstanceOf(ResourceNotFoundException.class)
                .satisfies(e -> assertThat(e.table()).isEqualTo("Absent"));
    }

    /** DynamoDB does not say which table of a transaction is missing. */
    @Test
    void aTransactionOverSeveralTablesNamesAllOfThem() {
        TestStore store = new TestStore();
        Partition<String> absent = store.store.table("Absent").partition("p");

        assertThatExceptionOfType(TableNotFoundException.class)
                .isThrownBy(() -> store.store.transact(tx ->
                        tx.put(store.partition, "k", "1").delete(absent, "k").put(absent, "l", "2")))
                .withMessageContainingAll("'Absent'", "'" + TestStore.CRM.name() + "'", "At least one")
                .satisfies(e -> {
                    assertThat(e.table()).isNull();
                    assertThat(e.tables()).containsExactly(TestStore.CRM.name(), "Absent");
                });
        assertThatExceptionOfType(TableNotFoundException.class)
                .isThrownBy(() ->
                        store.store.transact(tx -> tx.put(absent, "k", "1").put(absent, "l", "2")))
                .satisfies(e -> assertThat(e.tables()).containsExactly("Absent"))
                .satisfies(e -> assertThat(e.table()).isEqualTo("Absent"));
    }

    @Test
    void theTableThatDynamoDbNamesIsTheOne() {
        ResourceNotFoundException named = ResourceNotFoundException.builder()
                .message("Requested resource not found: Table: B not found")
                .build();

        assertThat(TableNotFoundException.oneOf(new LinkedHashSet<>(List.of("A", "B", "C")), named))
                .hasMessageStartingWith("No such table: table 'B'.")
                .satisfies(e -> assertThat(e.table()).isEqualTo("B"));
    }
}
