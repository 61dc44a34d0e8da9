package io.dynastore;

import static io.dynastore.TestStore.BY_CREATED;
import static io.dynastore.TestStore.BY_GROUP;
import static io.dynastore.TestStore.BY_SCORE;
import static io.dynastore.TestStore.BY_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a query accepts, by itself and together with a partition; nothing of it is sent. */
class QueryTest {
    private final TestStore test = new TestStore();
    private final Partition<String> partition = test.partition;

    @AfterEach
    void nothingWasSent() {
        assertThat(test.http.requests()).isEmpty();
    }

    @Test
    void anEmptyPrefixIsAll() {
        assertThat(Query.prefix("")).isSameAs(Query.all());
    }

    @Test
    void aQueryIsNotChangedByItsMethods() {
        Query query = Query.prefix("a");
        query.limit(3).reverse().after("cursor").index(BY_CREATED);
        assertThat(query.limit()).isZero();
        assertThat(query.isReverse()).isFalse();
        assertThat(query.cursor()).isNull();
        assertThat(query.index()).isNull();
    }

    @Test
    void aQueryKeepsAllThatIsSaid() {
        Query query = Query.prefix("a").after("cursor").reverse().limit(3).index(BY_USER, "mark");
        assertThat(query.range()).isEqualTo(Range.prefix("a"));
        assertThat(query.limit()).isEqualTo(3);
        assertThat(query.isReverse()).isTrue();
        assertThat(query.cursor()).isEqualTo("cursor");
        assertThat(query.index()).isEqualTo(BY_USER);
        assertThat(query.indexPartition()).isEqualTo(Range.string("mark"));
        assertThat(query.index(BY_CREATED).indexPartition()).isNull();
        assertThat(query.after(null).cursor()).isNull();
    }

    @Test
    void anEmptyEndOfARangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Query.from("")).withMessageContaining("empty");
        assertThatIllegalArgumentException().isThrownBy(() -> Query.to("")).withMessageContaining("empty");
        assertThatIllegalArgumentException().isThrownBy(() -> Query.between("", "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> Query.between("a", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> Query.all().index(BY_USER, ""));
    }

    @Test
    void aReversedRangeIsRefusedInTheOrderOfUtf8() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.between("b", "a"))
                .withMessageContaining("'b'")
                .withMessageContaining("'a'")
                .withMessageContaining("reverse()");
        assertThatIllegalArgumentException().isThrownBy(() -> Query.between("ab", "a"));
        // UTF-16 has it the other way round: the surrogate D83D is below FFFD.
        assertThatIllegalArgumentException().isThrownBy(() -> Query.between("\uD83D\uDE00", "\uFFFD"));
        assertThat(Query.between("\uFFFD", "\uD83D\uDE00").range().kind()).isEqualTo(Range.Kind.BETWEEN);
        assertThat(Query.between("a", "a").range().kind()).isEqualTo(Range.Kind.BETWEEN);
    }

    @Test
    void aReversedRangeOfNumbersIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.between(10, 9.5))
                .withMessageContaining("10")
                .withMessageContaining("9.5");
        assertThatIllegalArgumentException().isThrownBy(() -> Query.between(-1, -2));
        assertThat(Query.between(9, 10).range().kind()).isEqualTo(Range.Kind.BETWEEN);
        assertThat(Query.between(1, new BigDecimal("1.0")).range().kind()).isEqualTo(Range.Kind.BETWEEN);
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Query.from(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Query.to(Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> Query.all().index(BY_GROUP, Float.NaN));
    }

    @Test
    void nullsAreRefused() {
        assertThatNullPointerException().isThrownBy(() -> Query.prefix(null));
        assertThatNullPointerException().isThrownBy(() -> Query.from((String) null));
        assertThatNullPointerException().isThrownBy(() -> Query.to((Number) null));
        assertThatNullPointerException().isThrownBy(() -> Query.all().index(null));
        assertThatNullPointerException().isThrownBy(() -> Query.all().index(BY_USER, (String) null));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aLimitBelowOneIsRefused(int limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.all().limit(limit))
                .withMessageContaining("limit")
                .withMessageContaining(Integer.toString(limit))
                .withMessageContaining("at least 1");
    }

    @Test
    void aValueForALocalIndexIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.all().index(BY_CREATED, "mark"))
                .withMessageContaining("idx_created")
                .withMessageContaining("local");
    }

    @Test
    void aRangeOfNumbersDoesNotFitKeys() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> partition.list(Query.from(1)))
                .withMessageContaining(partition.name())
                .withMessageContaining("strings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefix", "from", "to", "between"})
    void anOverlongEndOfARangeIsRefused(String kind) {
        String tooLong = "ä".repeat(513);
        Query query = switch (kind) {
            case "prefix" -> Query.prefix(tooLong);
            case "from" -> Query.from(tooLong);
            case "to" -> Query.to(tooLong);
            default -> Query.between("a", tooLong);
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> partition.list(query))
                .withMessageContaining("1026")
                .withMessageContaining("1024");
        assertThatIllegalArgumentException().isThrownBy(() -> partition.stream(query));
        assertThatIllegalArgumentException().isThrownBy(() -> partition.count(query));
    }

    @Test
    void aPrefixThatIsHalfACharacterIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> partition.list(Query.prefix("a\uD83D")))
                .withMessageContaining("Unicode");
    }

    @Test
    void aRangeOfAnotherTypeThanTheIndexIsRefused() {
        assertNotSupported(Query.prefix("1").index(BY_SCORE), "'idx_score'", "'score' is declared as N", "gives S");
        assertNotSupported(Query.between("1", "2").index(BY_SCORE), "'idx_score'");
        assertNotSupported(Query.from(1).index(BY_CREATED), "'created' is declared as S", "gives N");
    }

    @Test
    void aValueOfAnotherTypeThanTheIndexIsRefused() {
        assertNotSupported(Query.all().index(BY_GROUP, "7"), "'group' is declared as N", "gives S");
        assertNotSupported(Query.all().index(BY_USER, 7), "'user' is declared as S", "gives N");
    }

    @Test
    void aRangeOfAnIndexWithoutASortKeyIsRefused() {
        assertNotSupported(Query.prefix("a").index(BY_GROUP, 7), "'idx_group'", "no sort key");
    }

    @Test
    void aGlobalIndexWithoutAValueIsRefused() {
        assertNotSupported(Query.all().index(BY_USER), "'idx_user'", "value of 'user'");
        assertThatThrownBy(() -> test.table.list(Query.all().index(BY_USER), Codec.string()))
                .isInstanceOf(IndexNotSupportedException.class)
                .hasMessageContaining("value of 'user'");
    }

    @Test
    void aConsistentReadOfAGlobalIndexIsRefused() {
        Query query = Query.all().index(BY_USER, "mark");
        Partition<String> consistent = partition.consistent();
        assertThatThrownBy(() -> consistent.list(query))
                .isInstanceOfSatisfying(IndexNotSupportedException.class, e -> {
                    assertThat(e.index()).isEqualTo("idx_user");
                    assertThat(e.table()).isEqualTo("CRMTable");
                    assertThat(e.partition()).isEqualTo(partition.name());
                })
                .hasMessageContaining("eventual");
        assertThatThrownBy(() -> consistent.stream(query)).isInstanceOf(IndexNotSupportedException.class);
        assertThatThrownBy(() -> consistent.count(query)).isInstanceOf(IndexNotSupportedException.class);
    }

    @Test
    void aListOfAWholeTableNeedsAGlobalIndex() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.table.list(Query.all(), Codec.string()))
                .withMessageContaining("global index");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.table.stream(Query.all().index(BY_CREATED), Codec.string()));
    }

    private void assertNotSupported(Query query, String... parts) {
        assertThatThrownBy(() -> partition.list(query))
                .isInstanceOf(IndexNotSupportedException.class)
                .hasMessageContaining(partition.name())
                .hasMessageContainingAll(parts);
        assertThatThrownBy(() -> partition.stream(query)).isInstanceOf(IndexNotSupportedException.class);
        assertThatThrownBy(() -> partition.count(query)).isInstanceOf(IndexNotSupportedException.class);
    }
}
