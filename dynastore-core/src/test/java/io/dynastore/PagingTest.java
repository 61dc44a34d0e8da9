package io.dynastore;

import static io.dynastore.TestStore.BY_CREATED;
import static io.dynastore.TestStore.BY_GROUP;
import static io.dynastore.TestStore.BY_SCORE;
import static io.dynastore.TestStore.BY_USER;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Lists of a thousand entries, page by page, against a list that was filtered and sorted in memory. */
class PagingTest {
    private static final int ENTRIES = 1_000;
    private static final int ELSEWHERE = 100;
    private static final int GROUP = 20_770;
    private static final List<Integer> LIMITS = List.of(7, 100, 999, 1_000, 0);

    /** How some keys begin: several bytes a character, beyond the BMP, and everything that means something in a URL. */
    private static final List<String> STEMS =
            List.of("order-", "größe ", "日本/", "\uFFFD", "\uD83D\uDE00", "a&b=c?d#e%2F+;:@ ", "~", "\u0001");

    private static final TestStore TEST = new TestStore();
    private static final Partition<String> OTHER = TEST.table.partition(TestDynamoDb.uniqueName("customers"));
    private static final String USER = TestDynamoDb.uniqueName("märk");
    private static final List<Row> ROWS = new ArrayList<>();

    private record Row(
            String partition,
            String key,
            @Nullable String created,
            @Nullable BigDecimal score,
            String user,
            int group) {

        Row {
            score = score == null ? null : score.stripTrailingZeros();
        }
    }

    private static final Comparator<Row> KEY_ORDER = Comparator.comparing(Row::key, Rows.UTF_8);
    private static final Comparator<Row> CREATED_ORDER = Comparator.comparing(Row::created, Rows.UTF_8);
    private static final Comparator<Row> SCORE_ORDER = Comparator.comparing(Row::score);
    private static final Comparator<Row> ANY_ORDER = Comparator.comparing(row -> "");

    private static final Comparator<Row> BY_PLACE =
            Comparator.comparing(Row::partition).thenComparing(Row::key);

    /** A query and what it should find; the order may leave open which of two rows comes first. */
    private record Case(String name, boolean wholeTable, Query query, Predicate<Row> found, Comparator<Row> order) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void write() {
        for (int i = 0; i < ENTRIES + ELSEWHERE; i++) {
            // Coprime to the number of entries, so that each order is another one.
            int shuffled = i * 77 % ENTRIES;
            String partition = i < ENTRIES ? TEST.partition.name() : OTHER.name();
            boolean indexed = i % 10 != 9;
            ROWS.add(new Row(
                    partition,
                    STEMS.get(i % STEMS.size()) + shuffled,
                    indexed ? STEMS.get(shuffled % STEMS.size()) + i : null,
                    indexed ? BigDecimal.valueOf(i % 40 - 20).movePointLeft(i % 3) : null,
                    i % 3 == 0 ? USER + "-two" : USER,
                    GROUP + i % 2));
        }
        Rows.write(TEST, ROWS.stream().map(PagingTest::item).toList());
    }

    private static Map<String, AttributeValue> item(Row row) {
        Map<String, AttributeValue> item = Rows.item(row.partition, row.key);
        if (row.created != null) {
            item.put("created", AttributeValue.fromS(row.created));
            item.put("score", AttributeValue.fromN(row.score.toPlainString()));
        }
        item.put("user", AttributeValue.fromS(row.user));
        item.put("group", AttributeValue.fromN(Integer.toString(row.group)));
        return item;
    }

    static Stream<Case> cases() {
        return Stream.of(
                byKey("all", Query.all(), key -> true),
                byKey("prefix", Query.all().prefix("größ"), key -> key.startsWith("größ")),
                byKey(
                        "prefix beyond the BMP",
                        Query.all().prefix("\uD83D\uDE00"),
                        key -> key.startsWith("\uD83D\uDE00")),
                byKey("from", Query.all().from("order-5"), key -> compare(key, "order-5") >= 0),
                byKey("to", Query.all().to("日本/500"), key -> compare(key, "日本/500") <= 0),
                byKey(
                        "between",
                        Query.all().from("a&").to("\uFFFD5"),
                        key -> compare(key, "a&") >= 0 && compare(key, "\uFFFD5") <= 0),
                local("by created", Query.all().index(BY_CREATED), row -> true, CREATED_ORDER),
                local(
                        "by created, prefix",
                        Query.all().prefix("a&b").index(BY_CREATED),
                        row -> row.created.startsWith("a&b"),
                        CREATED_ORDER),
                local("by score", Query.all().index(BY_SCORE), row -> true, SCORE_ORDER),
                local(
                        "by score, between",
                        Query.all().from(-5).to(new BigDecimal("1.5")).index(BY_SCORE),
                        row -> row.score.doubleValue() >= -5 && row.score.doubleValue() <= 1.5,
                        SCORE_ORDER),
                global("by user", Query.all().index(BY_USER, USER), PagingTest::ofUser, CREATED_ORDER),
                global(
                        "by user, from",
                        Query.all().from("größe 5").index(BY_USER, USER),
                        row -> ofUser(row) && compare(row.created, "größe 5") >= 0,
                        CREATED_ORDER),
                global("by group", Query.all().index(BY_GROUP, GROUP), row -> row.group == GROUP, ANY_ORDER),
                wholeTable(
                        "by user, of all partitions",
                        Query.all().index(BY_USER, USER),
                        PagingTest::ofUser,
                        CREATED_ORDER),
                wholeTable(
                        "by group, of all partitions",
                        Query.all().index(BY_GROUP, GROUP),
                        row -> row.group == GROUP,
                        ANY_ORDER));
    }

    private static boolean ofUser(Row row) {
        return row.user.equals(USER) && row.created != null;
    }

    private static int compare(String a, String b) {
        return Rows.UTF_8.compare(a, b);
    }

    private static Case byKey(String name, Query query, Predicate<String> found) {
        return new Case(name, false, query, row -> ofPartition(row) && found.test(row.key), KEY_ORDER);
    }

    private static Case local(String name, Query query, Predicate<Row> found, Comparator<Row> order) {
        return new Case(name, false, query, row -> ofPartition(row) && row.created != null && found.test(row), order);
    }

    private static Case global(String name, Query query, Predicate<Row> found, Comparator<Row> order) {
        return new Case(name, false, query, row -> ofPartition(row) && found.test(row), order);
    }

    private static Case wholeTable(String name, Query query, Predicate<Row> found, Comparator<Row> order) {
        return new Case(name, true, query, found, order);
    }

    private static boolean ofPartition(Row row) {
        return row.partition.equals(TEST.partition.name());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pagesOfAnySizeHoldEachEntryOnceInOrder(Case list) {
        for (int limit : LIMITS) {
            check(list, limit, false);
            check(list, limit == 7 ? 31 : limit, true);
        }
    }

    @Test
    void aThousandPagesOfOneEntryHoldEachEntryOnceInOrder() {
        check(cases().findFirst().orElseThrow(), 1, false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pagesOfOneEntryFollowTheOrderOfOneLargePage(Case list) {
        for (Query query : List.of(list.query, list.query.reverse())) {
            List<Row> largePage = readAll(list, query, 0, ENTRIES);
            List<Row> found = new ArrayList<>();
            Page<Entry<String>> page = null;
            while (found.size() < 20) {
                page = page(list, query.limit(1).after(page == null ? null : throughUrl(page.cursor())));
                assertThat(page.items()).hasSize(1);
                found.add(row(page.items().get(0)));
            }
            assertThat(found).isEqualTo(largePage.subList(0, found.size()));
        }
    }

    private static Page<Entry<String>> page(Case list, Query query) {
        return list.wholeTable ? TEST.table.list(query, Codec.string()) : TEST.partition.list(query);
    }

    private static void check(Case list, int limit, boolean reverse) {
        Query query = reverse ? list.query.reverse() : list.query;
        List<Row> expected = ROWS.stream().filter(list.found).sorted(BY_PLACE).toList();
        List<Row> found = readAll(list, limit == 0 ? query : query.limit(limit), limit, expected.size());
        assertThat(found).as(list.name).isSortedAccordingTo(reverse ? list.order.reversed() : list.order);
        // Sorted in a way that leaves nothing open, for where the list's own order does.
        found.sort(BY_PLACE);
        assertThat(found).as(list.name).isEqualTo(expected);
    }

    private static List<Row> readAll(Case list, Query query, int limit, int size) {
        List<Row> found = new ArrayList<>();
        int pages = 0;
        String cursor = null;
        do {
            Page<Entry<String>> page = page(list, query.after(cursor));
            page.items().forEach(entry -> found.add(row(entry)));
            cursor = page.cursor() == null ? null : throughUrl(page.cursor());
            pages++;
            if (limit > 0 && found.size() < size) {
                assertThat(page.items())
                        .as("a page that is not the last is full")
                        .hasSize(limit);
            }
            assertThat(pages).isLessThanOrEqualTo(limit == 0 ? 1 : size / limit + 1);
        } while (cursor != null);
        return found;
    }

    private static Row row(Entry<String> entry) {
        assertThat(entry.value()).isEqualTo(entry.key());
        Map<String, AttributeValue> fields = entry.fields();
        return new Row(
                entry.partition(),
                entry.key(),
                fields.containsKey("created") ? fields.get("created").s() : null,
                fields.containsKey("score") ? new BigDecimal(fields.get("score").n()) : null,
                fields.get("user").s(),
                Integer.parseInt(fields.get("group").n()));
    }

    private static String throughUrl(String cursor) {
        assertThat(URLEncoder.encode(cursor, StandardCharsets.UTF_8)).isEqualTo(cursor);
        URI uri = URI.create("http://localhost/customers?limit=7&after=" + cursor + "#top");
        String sent = uri.getRawQuery().substring("limit=7&after=".length());
        return URLDecoder.decode(sent, StandardCharsets.UTF_8);
    }
}
