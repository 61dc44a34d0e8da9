package io.dynastore;

import static io.dynastore.TestStore.BY_CREATED;
import static io.dynastore.TestStore.BY_GROUP;
import static io.dynastore.TestStore.BY_SCORE;
import static io.dynastore.TestStore.BY_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class CursorTest {
    private static final TestStore TEST = new TestStore();
    private static final Partition<String> PARTITION = TEST.partition;
    private static final String USER = TestDynamoDb.uniqueName("cursor-user");
    private static final int GROUP = 20_771;

    private static final List<Query> QUERIES = List.of(
            Query.all(),
            Query.all().reverse(),
            Query.all().prefix("a-"),
            Query.all().from("a-1").to("b-日本"),
            Query.all().index(BY_CREATED),
            Query.all().index(BY_SCORE),
            Query.all().index(BY_USER, USER),
            Query.all().index(BY_GROUP, GROUP));

    @BeforeAll
    static void write() {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (String key : List.of("a-1", "a-10", "a-100", "a-2", "a-20", "a-200", "b-größe", "b-日本")) {
            Map<String, AttributeValue> item = Rows.item(PARTITION.name(), key);
            item.put("created", AttributeValue.fromS("2100-" + key));
            item.put("score", AttributeValue.fromN(Integer.toString(key.length())));
            item.put("user", AttributeValue.fromS(USER));
            item.put("group", AttributeValue.fromN(Integer.toString(GROUP)));
            items.add(item);
        }
        Rows.write(TEST, items);
    }

    static List<Query> queries() {
        return QUERIES;
    }

    private static String cursor(Query query) {
        String cursor = PARTITION.list(query.limit(2)).cursor();
        assertThat(cursor).isNotEmpty();
        return cursor;
    }

    private static void assertInvalid(Query query, String cursor) {
        assertInvalid(PARTITION, query, cursor);
    }

    private static void assertInvalid(Partition<?> partition, Query query, String cursor) {
        Query after = query.limit(2).after(cursor);
        assertThat(TEST.requestsOf(() -> {
                    assertThatThrownBy(() -> partition.list(after), cursor)
                            .isInstanceOf(InvalidCursorException.class)
                            .hasMessageContaining(partition.name())
                            .hasMessageContaining("Start again without a cursor");
                    assertThatThrownBy(() -> partition.stream(after), cursor)
                            .isInstanceOf(InvalidCursorException.class);
                    assertThatThrownBy(() -> partition.count(after), cursor).isInstanceOf(InvalidCursorException.class);
                }))
                .isEmpty();
    }

    @Test
    void aCursorOfAnyOtherQueryIsRefused() {
        Index sameAttribute = Index.local("idx_created_too", "created");
        Index sameName = Index.global("idx_created", "user", "created");
        List<Query> all = new ArrayList<>(QUERIES);
        all.addAll(List.of(
                Query.all().prefix("a"),
                Query.all().prefix("a-1"),
                Query.all().prefix("a-").reverse(),
                Query.all().from("a-"),
                Query.all().to("a-"),
                Query.all().from("a-1"),
                Query.all().from("a-1").to("b-"),
                Query.all().index(BY_CREATED).reverse(),
                Query.all().prefix("a-").index(BY_CREATED),
                Query.all().index(sameAttribute),
                Query.all().index(sameName, USER),
                Query.all().from("1").index(BY_CREATED),
                Query.all().from(1).index(BY_SCORE),
                Query.all().to(1).index(BY_SCORE),
                Query.all().index(BY_USER, USER + "x"),
                Query.all().index(BY_USER, USER).reverse(),
                Query.all().index(BY_GROUP, GROUP + 1)));
        for (Query origin : QUERIES) {
            String cursor = cursor(origin);
            all.stream().filter(query -> query != origin).forEach(query -> assertInvalid(query, cursor));
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void aCursorOfAnotherPartitionOrTableIsRefused(Query query) {
        String cursor = cursor(query);
        assertInvalid(TEST.table.partition(PARTITION.name() + "x"), query, cursor);
        assertInvalid(TEST.store.table("OtherTable").partition(PARTITION.name()), query, cursor);
        assertInvalid(
                TEST.store
                        .table(TableDefinition.of("CRMTable").keys("pk", "name"))
                        .partition(PARTITION.name()),
                query,
                cursor);
    }

    @Test
    void aCursorOfOnePartitionIsNotOneOfTheWholeTable() {
        Query query = Query.all().index(BY_USER, USER);
        String ofPartition = cursor(query);
        String ofTable = TEST.table.list(query.limit(2), Codec.string()).cursor();
        assertThat(TEST.requestsOf(() -> {
                    assertThatThrownBy(() -> TEST.table.list(query.after(ofPartition), Codec.string()))
                            .isInstanceOf(InvalidCursorException.class);
                    assertThatThrownBy(() -> TEST.table.stream(query.after(ofPartition), Codec.string()))
                            .isInstanceOf(InvalidCursorException.class);
                }))
                .isEmpty();
        assertInvalid(query, ofTable);
        assertInvalid(TEST.table.partition("null"), query, ofTable);
    }

    @Test
    void aCursorNamesNoPartitionAndNoTableWhereTheyAreTheSameThroughout() {
        for (Query query : QUERIES.subList(0, 6)) {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor(query));
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            assertThat(text).doesNotContain(PARTITION.name()).doesNotContain("CRMTable");
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void aCursorGoesOnWithAnotherLimitOrConsistencyOrValueType(Query query) {
        List<String> all = Rows.keys(PARTITION.list(query));
        Query after = query.after(cursor(query));
        assertThat(all).hasSizeGreaterThan(3);
        assertThat(Rows.keys(PARTITION.list(after.limit(1)))).isEqualTo(all.subList(2, 3));
        assertThat(Rows.keys(PARTITION.list(after))).isEqualTo(all.subList(2, all.size()));
        assertThat(Rows.keys(PARTITION.as(Codec.attribute()).list(after))).isEqualTo(all.subList(2, all.size()));
        assertThat(PARTITION.count(after)).isEqualTo(all.size() - 2);
        assertThat(PARTITION.stream(after).map(Entry::key)).isEqualTo(all.subList(2, all.size()));
        Index index = ((DefaultQuery) query).index();
        if (index == null || !index.isGlobal()) {
            assertThat(Rows.keys(PARTITION.consistent().list(after))).isEqualTo(all.subList(2, all.size()));
        }
    }

    @Test
    void aCursorWorksAlsoAfterItsEntryIsDeleted() {
        Partition<String> partition = new TestStore().partition;
        List.of("a", "b", "c").forEach(key -> partition.create(key, key));
        Page<Entry<String>> page = partition.list(Query.all().limit(2));
        partition.delete("b");
        assertThat(Rows.keys(partition.list(Query.all().after(page.cursor())))).containsExactly("c");
    }

    @Test
    void aCursorPassesThroughARealUrlUnchanged() throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/echo", exchange -> {
            byte[] query = exchange.getRequestURI().getQuery().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, query.length);
            exchange.getResponseBody().write(query);
            exchange.close();
        });
        server.start();
        try {
            HttpClient http = HttpClient.newHttpClient();
            Function<String, URI> url = cursor ->
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/echo?after=" + cursor);
            for (Query query : QUERIES) {
                String cursor = cursor(query);
                String sent = http.send(
                                HttpRequest.newBuilder(url.apply(cursor)).build(), BodyHandlers.ofString())
                        .body();
                assertThat(sent).isEqualTo("after=" + cursor);
            }
        } finally {
            server.stop(0);
        }
    }
}
