package io.dynastore;

import static io.dynastore.TestStore.BY_CREATED;
import static io.dynastore.TestStore.BY_GROUP;
import static io.dynastore.TestStore.BY_SCORE;
import static io.dynastore.TestStore.BY_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a query accepts, by itself and together with a partition; nothing of it is sent. */
class QueryTest {
    private final TestStore test = new TestStore();
    private final Partition<String> partition = test.partition;

    @AfterEach
    void nothingWasSent() {
        assertThat(test.http.requests()).isEmpty();
    }

    @Test
    void anEmptyPrefixIsNoBoundAndKeepsAllElse() {
        assertThat(Query.all().prefix("")).isSameAs(Query.all());
        assertThat(Query.all().limit(1).prefix("")).isEqualTo(Query.all().limit(1));
        assertThat(Query.all().from("b").prefix("").to("c"))
                .isEqualTo(Query.all().from("b").to("c"));
        assertThat(Query.all().prefix("a").prefix("")).isEqualTo(Query.all().prefix("a"));
    }

    @Test
    void aQueryIsNotChangedByItsMethods() {
        Query query = Query.all().prefix("a");
        query.limit(3).reverse().after("cursor").index(BY_CREATED);
        assertThat(query).isEqualTo(Query.all().prefix("a"));
        Query.all().prefix("b");
        assertThat(Query.all()).hasToString("Query.all()");
    }

    @Test
    void aQueryKeepsAllThatIsSaid() {
        DefaultQuery query = (DefaultQuery)
                Query.all().prefix("a").after("cursor").reverse().limit(3).index(BY_USER, "mark");
        assertThat(query.range()).isEqualTo(new Range(AttributeValue.fromS("a"), null, null));
        assertThat(query.limit()).isEqualTo(3);
        assertThat(query.reversed()).isTrue();
        assertThat(query.cursor()).isEqualTo("cursor");
        assertThat(query.index()).isEqualTo(BY_USER);
        assertThat(query.indexPartition()).isEqualTo(AttributeValue.fromS("mark"));
    }

    @Test
    void theOrderOfTheCallsDoesNotMatter() {
        assertThat(Query.all().index(BY_CREATED).from("a").to("b").limit(2).reverse())
                .isEqualTo(Query.all().reverse().limit(2).to("b").from("a").index(BY_CREATED))
                .hasSameHashCodeAs(
                        Query.all().reverse().limit(2).to("b").from("a").index(BY_CREATED));
        assertThat(Query.all().index(BY_USER, "mark"))
                .isNotEqualTo(Query.all().index(BY_USER))
                .isNotEqualTo(Query.all().index(BY_USER, "ada"));
        assertThat(Query.all().from("a"))
                .isNotEqualTo(Query.all().to("a"))
                .isNotEqualTo(Query.all().prefix("a"))
                .isNotEqualTo(Query.all());
    }

    @Test
    void aQueryReadsLikeTheCallsThatBuildIt() {
        assertThat(Query.all()
                        .from("b")
                        .to("c")
                        .index(BY_USER, "mark")
                        .limit(3)
                        .reverse()
                        .after("x"))
                .hasToString("Query.all().from('b').to('c').index('idx_user', 'mark').limit(3).reverse().after('x')");
        assertThat(Query.all().index(BY_SCORE).from(1.5)).hasToString("Query.all().from(1.5).index('idx_score')");
        assertThat(Query.all().prefix("o-")).hasToString("Query.all().prefix('o-')");
    }

    @Test
    void aPrefixTogetherWithABoundIsRefusedByName() {
        assertRefused(() -> Query.all().prefix("x").from("y"), "prefix 'x'", "lower bound 'y'");
        assertRefused(() -> Query.all().prefix("x").to("y"), "prefix 'x'", "upper bound 'y'");
        assertRefused(() -> Query.all().from("y").prefix("x"), "lower bound 'y'", "prefix 'x'");
        assertRefused(() -> Query.all().to("y").prefix("x"), "upper bound 'y'", "prefix 'x'");
        assertRefused(() -> Query.all().prefix("x").from(1), "prefix 'x'", "lower bound 1");
        assertRefused(() -> Query.all().prefix("x").index(BY_SCORE).to(2), "prefix 'x'", "upper bound 2");
    }

    @Test
    void aPrefixBoundIndexOrDirectionThatIsSaidTwiceIsRefusedByName() {
        assertRefused(() -> Query.all().prefix("x").prefix("y"), "prefix 'x'", "prefix 'y'");
        assertRefused(() -> Query.all().prefix("x").prefix("x"), "prefix 'x'");
        assertRefused(() -> Query.all().from("a").to("c").from("b"), "lower bound 'a'", "lower bound 'b'");
        assertRefused(() -> Query.all().to(1).to(2), "upper bound 1", "upper bound 2");
        assertRefused(() -> Query.all().index(BY_CREATED).index(BY_USER, "m"), "idx_created", "idx_user");
        assertRefused(() -> Query.all().index(BY_USER, "m").index(BY_USER), "idx_user", "Query.all()");
        assertRefused(() -> Query.all().reverse().reverse(), "reversed");
    }

    private static void assertRefused(ThrowingCallable call, String... parts) {
        assertThatIllegalStateException().isThrownBy(call).withMessageContainingAll(parts);
    }

    @Test
    void boundsOfDifferentTypesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.all().from("a").to(2))
                .withMessageContainingAll("'a'", "2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.all().to("a").from(2));
    }

    @Test
    void ofTwoLimitsTheLowerOneApplies() {
        assertThat(Query.all().limit(2).limit(5)).isEqualTo(Query.all().limit(2));
        assertThat(Query.all().limit(5).limit(2)).isEqualTo(Query.all().limit(2));
    }

    @Test
    void aCursorReplacesTheOneBefore() {
        Query query = Query.all().prefix("a").after("first");
        assertThat(query.after("second")).isEqualTo(Query.all().prefix("a").after("second"));
        assertThat(query.after(null)).isEqualTo(Query.all().prefix("a"));
    }

    @Test
    void anEmptyEndOfARangeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.all().from(""))
                .withMessageContaining("empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.all().to(""))
                .withMessageContaining("empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.all().from("").to("a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.all().from("a").to(""));
        assertThatIllegalArgumentException().isThrownBy(() -> Query.all().index(BY_USER, ""));
    }

    @Test
    void aReversedRangeIsRefusedInTheOrderOfUtf8() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.all().from("b").to("a"))
                .withMessageContaining("'b'")
                .withMessageContaining("'a'")
                .withMessageContaining("reverse()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.all().from("ab").to("a"));
        // UTF-16 has it the other way round: the surrogate D83D is below FFFD.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.all().from("\uD83D\uDE00").to("\uFFFD"));
        assertThat(Query.all().from("\uFFFD").to("\uD83D\uDE00")).isNotNull();
        assertThat(Query.all().to("a").from("a")).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.all().to("a").from("b"));
    }

    @Test
    void aReversedRangeOfNumbersIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.all().from(10).to(9.5))
                .withMessageContaining("10")
                .withMessageContaining("9.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.all().from(-1).to(-2));
        assertThat(Query.all().from(9).to(10)).isNotNull();
        assertThat(Query.all().from(1).to(new BigDecimal("1.0"))).isNotNull();
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Query.all().from(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Query.all().to(Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> Query.all().index(BY_GROUP, Float.NaN));
    }

    @Test
    void nullsAreRefused() {
        assertThatNullPointerException().isThrownBy(() -> Query.all().prefix(null));
        assertThatNullPointerException().isThrownBy(() -> Query.all().from((String) null));
        assertThatNullPointerException().isThrownBy(() -> Query.all().to((Number) null));
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
                .isThrownBy(() -> partition.list(Query.all().from(1)))
                .withMessageContaining(partition.name())
                .withMessageContaining("strings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefix", "from", "to", "between"})
    void anOverlongEndOfARangeIsRefused(String kind) {
        String tooLong = "ä".repeat(513);
        Query query = switch (kind) {
            case "prefix" -> Query.all().prefix(tooLong);
            case "from" -> Query.all().from(tooLong);
            case "to" -> Query.all().to(tooLong);
            default -> Query.all().from("a").to(tooLong);
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
                .isThrownBy(() -> partition.list(Query.all().prefix("a\uD83D")))
                .withMessageContaining("Unicode");
    }

    @Test
    void aRangeOfAnotherTypeThanTheIndexIsRefused() {
        assertNotSupported(
                Query.all().prefix("1").index(BY_SCORE), "'idx_score'", "'score' is declared as N", "gives S");
        assertNotSupported(Query.all().from("1").to("2").index(BY_SCORE), "'idx_score'");
        assertNotSupported(Query.all().from(1).index(BY_CREATED), "'created' is declared as S", "gives N");
    }

    @Test
    void aValueOfAnotherTypeThanTheIndexIsRefused() {
        assertNotSupported(Query.all().index(BY_GROUP, "7"), "'group' is declared as N", "gives S");
        assertNotSupported(Query.all().index(BY_USER, 7), "'user' is declared as S", "gives N");
    }

    @Test
    void aRangeOfAnIndexWithoutASortKeyIsRefused() {
        assertNotSupported(Query.all().prefix("a").index(BY_GROUP, 7), "'idx_group'", "no sort key");
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
        assertThatIllegalArgumentException().isThrownBy(() -> test.table.count(Query.all()));
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
