package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dynastore.lease.Leases;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of queries that DynamoDB would refuse or change are refused before they are sent. */
class QueryLimitsTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    static List<Number> invalidNumbers() {
        return List.of(
                new BigDecimal("13.199999999999999289457264239899814128875732421875"),
                new BigInteger("1".repeat(39)),
                new BigDecimal("1E+126"),
                new BigDecimal("1E-131"),
                Double.MAX_VALUE,
                Double.NaN,
                Float.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @MethodSource("invalidNumbers")
    void aNumberBeyondTheLimitsIsRefused(Number number) {
        List<Function<Query, Query>> uses = List.of(
                query -> query.from(number),
                query -> query.to(number),
                query -> query.index(TestStore.BY_GROUP, number));
        assertThat(uses)
                .allSatisfy(use -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> use.apply(Query.all()))
                        .withMessageContaining("A key of a query"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uD83D", "\uDE00b", "\uDE00\uD83D"})
    void invalidUnicodeIsRefused(String text) {
        List<Function<Query, Query>> uses = List.of(
                query -> query.from(text),
                query -> query.to(text),
                query -> query.prefix(text),
                query -> query.index(TestStore.BY_USER, text));
        assertThat(uses)
                .allSatisfy(use -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> use.apply(Query.all()))
                        .withMessageContaining("Unicode"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> partition.deleteAll(text))
                .withMessageContaining("Unicode");
        assertThatIllegalArgumentException().isThrownBy(() -> Index.local(text, "created"));
        assertThatIllegalArgumentException().isThrownBy(() -> Index.local("idx", text));
        assertThatIllegalArgumentException().isThrownBy(() -> Index.global("idx", text));
        assertThatIllegalArgumentException().isThrownBy(() -> TableDefinition.of(text));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableDefinition.of("T").keys("pk", text))
                .withMessageContaining("Unicode");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Leases.builder(store.table.partition("leases")).holder(text))
                .withMessageContaining("Unicode");
    }

    @Test
    void aKeyThatIsTooLongForTheIndexIsRefused() {
        List<Query> queries = List.of(
                Query.all().index(TestStore.BY_CREATED).from("x".repeat(1025)),
                Query.all().index(TestStore.BY_CREATED).to("€".repeat(342)),
                Query.all().index(TestStore.BY_CREATED).prefix("x".repeat(1025)),
                Query.all().index(TestStore.BY_USER, "x".repeat(2049)));

        assertThat(store.requestsOf(() -> assertThat(queries)
                        .allSatisfy(query -> assertThatExceptionOfType(IndexNotSupportedException.class)
                                .isThrownBy(() -> partition.list(query))
                                .withMessageContainingAll("bytes", "'" + partition.name() + "'"))))
                .isEmpty();
        assertThat(partition
                        .list(Query.all().index(TestStore.BY_CREATED).from("x".repeat(1024)))
                        .items())
                .isEmpty();
        assertThat(partition
                        .list(Query.all().index(TestStore.BY_USER, "x".repeat(2048)))
                        .items())
                .isEmpty();
    }

    @Test
    void aPartitionThatIsTooLongForAnIndexIsRefused() {
        Table inverted = store.store.table(TableDefinition.of("T").index(Index.global("inverted", "name", "id")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> inverted.partition("p".repeat(1025)))
                .withMessageContainingAll("1025", "1024");
        assertThat(inverted.partition("p".repeat(1024)).name()).hasSize(1024);
        assertThat(store.table.partition("p".repeat(2048)).name()).hasSize(2048);
    }

    @Test
    void queriesWithEqualNumbersAreEqual() {
        Query one = Query.all().index(TestStore.BY_SCORE).from(1);

        assertThat(List.of(1L, 1.0, 1f, new BigDecimal("1.000"), new BigDecimal("10E-1"), new BigInteger("1")))
                .allSatisfy(number -> assertThat(
                                Query.all().index(TestStore.BY_SCORE).from(number))
                        .isEqualTo(one));
        assertThat(Query.all().to(new BigDecimal("1E+2"))).hasToString("Query.all().to(100)");
        assertThat(Query.all().to(-0.0)).isEqualTo(Query.all().to(0));
    }
}
