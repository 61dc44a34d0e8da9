package io.dynastore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dynastore.embedded.internal.http.RawClient;
import io.dynastore.embedded.internal.http.RawClient.Received;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What a browser sees of the database, over raw HTTP. */
class ConsoleTest {
    private static final String ACCEPT = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n";
    private static final String HOSTILE = "<script>alert(1)</script>\"><img src=x onerror='alert(2)'>&amp;";
    private static final String ESCAPED =
            "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&gt;&lt;img src=x" + " onerror=&#39;alert(2)&#39;&gt;&amp;amp;";

    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
    private final DynamoDbClient client = EmbeddedClients.of(database);
    private final URI endpoint = database.listen(0);

    @BeforeEach
    void createTables() {
        Tables.createIndexed(client, "orders");
        Tables.create(client, "plain", "id", ScalarAttributeType.S, null);
    }

    @AfterEach
    void close() {
        client.close();
        database.close();
    }

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    private void put(String table, Map<String, AttributeValue> item) {
        client.putItem(request -> request.tableName(table).item(item));
    }

    @Test
    void theRootListsTheTablesWithTheirKeysIndexesAndCounts() throws IOException {
        put("plain", Map.of("id", s("a")));

        String page = page("/").text();

        assertThat(page)
                .contains("<a href=\"/?table=orders\">orders</a>", "pk (S), sk (S)", "by-group: grp (S), seq (N)")
                .contains("<a href=\"/?table=plain\">plain</a></td><td>id (S)</td><td></td><td>1</td><td>3 B</td>");
    }

    @Test
    void aDatabaseWithoutTablesSaysSo() throws IOException {
        client.deleteTable(request -> request.tableName("orders"));
        client.deleteTable(request -> request.tableName("plain"));

        assertThat(page("/").text()).contains("There are no tables.");
    }

    @Test
    void moreTablesThanOnePageShowsAreReachedByALink() throws IOException {
        for (int number = 10; number < 65; number++) {
            Tables.create(client, "t-" + number, "id", ScalarAttributeType.S, null);
        }

        String first = page("/").text();

        assertThat(first).contains(">orders<", ">t-57<").doesNotContain(">t-58<");
        assertThat(page(link(first, "More tables")).text())
                .contains(">t-58<", ">t-64<")
                .doesNotContain("More tables");
    }

    @Test
    void allItemsAreReachedPageByPage() throws IOException {
        for (int number = 100; number < 221; number++) {
            put("plain", Map.of("id", s("item-" + number)));
        }

        String page = page("/?table=plain").text();
        int seen = occurrences(page, ">item-");
        int pages = 1;
        while (page.contains("Next page")) {
            page = page(link(page, "Next page")).text();
            seen += occurrences(page, ">item-");
            pages++;
        }

        assertThat(seen).isEqualTo(121);
        assertThat(pages).isEqualTo(3);
        assertThat(link(page, "First page")).isEqualTo("/?table=plain");
    }

    @Test
    void aFilterFindsTheItemsOfOnePartitionKey() throws IOException {
        put("orders", Map.of("pk", s("a&b=c d"), "sk", s("first")));
        put("orders", Map.of("pk", s("other"), "sk", s("second")));

        String page = page("/?table=orders&key=a%26b%3Dc+d").text();

        assertThat(page).contains("<td>first</td>", "value=\"a&amp;b=c d\"").doesNotContain("second");
    }

    @Test
    void anIndexIsReadInItsOwnOrderAndFilteredByItsOwnKey() throws IOException {
        put("orders", Map.of("pk", s("a"), "sk", s("1"), "grp", s("red"), "seq", AttributeValue.fromN("2")));
        put("orders", Map.of("pk", s("b"), "sk", s("1"), "grp", s("red"), "seq", AttributeValue.fromN("1")));
        put("orders", Map.of("pk", s("c"), "sk", s("1"), "grp", s("blue"), "seq", AttributeValue.fromN("1")));

        String page = page("/?table=orders&index=by-group&key=red").text();

        assertThat(page).containsSubsequence("<td>b</td>", "<td>a</td>").doesNotContain("<td>c</td>");
    }

    @Test
    void anItemIsShownInFull() throws IOException {
        put(
                "plain",
                Map.of(
                        "id", s("one"),
                        "bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, 1, (byte) 0xff})),
                        "truth", AttributeValue.fromBool(true),
                        "nothing", AttributeValue.fromNul(true),
                        "numbers", AttributeValue.fromNs(List.of("1", "2.5")),
                        "map", AttributeValue.fromM(Map.of("list", AttributeValue.fromL(List.of(s("x"), s("y")))))));

        String page = page(link(page("/?table=plain").text(), "Item")).text();

        assertThat(page)
                .contains("<td>id</td><td>S</td><td><pre>\none</pre>")
                .contains("<td>bytes</td><td>B</td><td><pre>\nAAH/</pre>")
                .contains("<td>truth</td><td>BOOL</td><td><pre>\ntrue</pre>")
                .contains("<td>nothing</td><td>NULL</td><td><pre>\nnull</pre>")
                .contains("<pre>\n[\n  &quot;1&quot;,\n  &quot;2.5&quot;\n]</pre>")
                .contains("<pre>\n{&quot;list&quot;: {&quot;L&quot;: [\n  {&quot;S&quot;: &quot;x&quot;},\n"
                        + "  {&quot;S&quot;: &quot;y&quot;}\n]}}</pre>");
    }

    @Test
    void aLargeValueIsCutWithALinkToTheWhole() throws IOException {
        put("plain", Map.of("id", s("one"), "text", s("x".repeat(100_000)), "other", s("unrelated")));
        String list = page("/?table=plain").text();
        String item = page(link(list, "Item")).text();
        String whole = page(link(item, "All 100000 characters")).text();

        assertThat(list.length()).isLessThan(10_000);
        assertThat(item.length()).isLessThan(10_000);
        assertThat(item).contains("x…</pre>", "unrelated");
        assertThat(whole).contains("x".repeat(100_000)).doesNotContain("unrelated");
        assertThat(link(whole, "the whole item")).isEqualTo(link(list, "Item"));
    }

    @Test
    void namesAndValuesOfAnyKindAreOnlyText() throws IOException {
        put(
                "plain",
                Map.of(
                        "id",
                        s(HOSTILE),
                        HOSTILE,
                        s(HOSTILE),
                        "nested",
                        AttributeValue.fromM(Map.of(HOSTILE, s("</pre>")))));
        String list = page("/?table=plain").text();
        String item = page(link(list, "Item")).text();
        String one = page("/?table=plain&key=" + "%3Cscript%3E%22%27%3E").text();

        for (String page : List.of(list, item, one)) {
            assertThat(page).doesNotContainIgnoringCase("<script").doesNotContainIgnoringCase("<img");
        }
        assertThat(list).contains(ESCAPED);
        assertThat(item).contains(ESCAPED, "&lt;/pre&gt;");
        assertThat(one).contains("value=\"&lt;script&gt;&quot;&#39;&gt;\"");
    }

    @Test
    void charactersThatHideOrReorderOthersAreMadeVisible() throws IOException {
        put("plain", Map.of("id", s("a\u0000b\u202Ec\u0085d\uFEFFe👩\u200D🚀"), "lines", s("\n\none\r\ntwo")));

        String item = page(link(page("/?table=plain").text(), "Item")).text();

        assertThat(item).contains("a␀b\\u202Ec\\u0085d\\uFEFFe👩\u200D🚀").contains("<pre>\n\n\none␍\ntwo</pre>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?table=%3Cscript%3E",
                "/?table=no-such-table",
                "/?table=orders&index=%3Cscript%3E",
                "/?table=orders&index=none",
                "/?table=plain&item=eyJpZCI6eyJTIjoibm9uZSJ9fQ",
                "/?table=plain&item=%3Cscript%3E",
                "/?table=plain&item=bm9uZQ",
                "/?table=plain&item=WzFd",
                "/?table=plain&start=eyJpZCI6eyJOIjoiMSJ9fQ",
                "/?table=plain&start=MQ",
                "/?table=orders&index=by-group&key=a&key=b",
                "/?table=%ZZ",
                "/?after=%3Cscript%3E"
            })
    void addressesThatNoPageLinksToGetAPageThatSaysWhy(String target) throws IOException {
        Received page = page(target);

        assertThat(page.status()).isIn(400, 404);
        assertThat(page.text())
                .contains("<h1>This page cannot be shown</h1>")
                .doesNotContainIgnoringCase("<script")
                .doesNotContain("The embedded DynamoDB failed");
    }

    @Test
    void browsersArePermittedNothingButTheStyle() throws IOException {
        for (String target : List.of("/", "/?table=orders", "/?table=none")) {
            Received page = page(target);

            assertThat(page.headers())
                    .containsEntry("content-type", "text/html; charset=utf-8")
                    .containsEntry("x-content-type-options", "nosniff")
                    .containsEntry("x-frame-options", "DENY")
                    .containsEntry("referrer-policy", "no-referrer")
                    .containsEntry("cache-control", "no-store");
            assertThat(page.headers().get("content-security-policy"))
                    .startsWith("default-src 'none'; style-src 'sha256-")
                    .contains("base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'")
                    .doesNotContain("unsafe");
            assertThat(page.text()).doesNotContain("<script", "http:", "https:", " style=");
        }
    }

    @Test
    void headHasTheFieldsOfGetWithoutThePage() throws IOException {
        Received page = page("/");
        try (RawClient raw = connect(endpoint)) {
            Received head = raw.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n" + ACCEPT + "\r\n")
                    .receive(false);

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.headers())
                    .containsEntry("content-length", page.headers().get("content-length"));
            assertThat(raw.send(get("/", "localhost", ACCEPT)).receive().text()).isEqualTo(page.text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "TRACE", "get"})
    void otherMethodsGetNoPage(String method) throws IOException {
        try (RawClient raw = connect(endpoint)) {
            Received reply = raw.send(method + " / HTTP/1.1\r\nHost: localhost\r\n" + ACCEPT + "\r\n")
                    .receive();

            assertThat(reply.status()).isIn(400, 404);
            assertThat(reply.text()).doesNotContain("<html");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Accept: */*\r\n",
                "Accept: application/json\r\n",
                "Accept: text/*\r\n",
                "Accept: text/html-not\r\n",
                "Accept: text/html;q=0, */*\r\n",
                "Accept: text/html ; q=0.000\r\n",
                "Accept: text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2\r\n",
                "Accept: text/html, image/gif, image/jpeg, */*; q=0.2\r\n"
            })
    void withoutABrowserTheRootIsABadRequest(String accept) throws IOException {
        assertBadRequest(send(endpoint, "/", "localhost", accept));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: text/html\r\n",
                "accept: TEXT/HTML; charset=utf-8\r\n",
                "Accept: */*;q=0.1 , text/html;q=0.5\r\n",
                "Accept: */*\r\nAccept: text/html\r\n"
            })
    void aBrowserAsksForHtml(String accept) throws IOException {
        assertThat(send(endpoint, "/", "localhost", accept).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/favicon.ico", "/index.html", "//", "/..", "/%2F", "*"})
    void otherPathsAreBadRequests(String target) throws IOException {
        assertBadRequest(send(endpoint, target, "localhost", ACCEPT));
    }

    @Test
    void otherHostsAndSitesAreRefused() throws IOException {
        assertThat(send(endpoint, "/", "evil.example", ACCEPT).status()).isEqualTo(403);
        assertThat(send(endpoint, "/", "localhost", ACCEPT + "Origin: http://evil.example\r\n")
                        .status())
                .isEqualTo(403);
        assertThat(send(endpoint, "/", "localhost", ACCEPT + "Origin: null\r\n").status())
                .isEqualTo(403);
        assertThat(send(endpoint, "http://evil.example/", "localhost", ACCEPT).status())
                .isEqualTo(403);
    }

    @Test
    void onAnotherAddressOnlyThisMachineSeesPagesAndOnlyByALoopbackName() throws IOException {
        URI open = database.listen(ListenOptions.port(0).bind("0.0.0.0"));

        assertThat(send(open, "/", "localhost", ACCEPT).status()).isEqualTo(200);
        assertBadRequest(send(open, "/", "dynamodb", ACCEPT));
        assertBadRequest(send(open, "http://dynamodb/", "localhost", ACCEPT));
        try (RawClient raw = connect(open)) {
            assertBadRequest(raw.send("GET / HTTP/1.0\r\n" + ACCEPT + "\r\n").receive());
        }
        Optional<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        assumeTrue(own.isPresent(), "The rest is skipped, because this machine has only loopback addresses");
        try (RawClient raw = new RawClient(new InetSocketAddress(own.orElseThrow(), open.getPort()))) {
            assertBadRequest(raw.send(get("/", "localhost", ACCEPT)).receive());
        }
    }

    @Test
    void lookingTakesNoFaultAndCountsAsNoAttempt() throws IOException {
        database.faults().next("Scan", Fault.drop()).always("DescribeTable", Fault.internalServerError());

        assertThat(page("/?table=plain").status()).isEqualTo(200);
        assertThat(database.faults().attempts("Scan")).isZero();
    }

    private Received page(String target) throws IOException {
        return send(endpoint, target, "localhost:" + endpoint.getPort(), ACCEPT);
    }

    private static Received send(URI to, String target, String host, String fields) throws IOException {
        try (RawClient raw = connect(to)) {
            return raw.send(get(target, host, fields)).receive();
        }
    }

    private static String get(String target, String host, String fields) {
        return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields + "\r\n";
    }

    private static RawClient connect(URI to) throws IOException {
        return new RawClient(new InetSocketAddress(to.getHost(), to.getPort()));
    }

    private static void assertBadRequest(Received reply) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).isEqualTo("This is the API of DynamoDB, which is called by POST.\n");
    }

    /** Returns the address of the first link with the text. */
    private static String link(String page, String text) {
        Matcher link = Pattern.compile("<a href=\"([^\"]*)\">" + Pattern.quote(text) + "</a>")
                .matcher(page);
        assertThat(link.find()).as("a link \"" + text + "\" in " + page).isTrue();
        return link.group(1).replace("&amp;", "&");
    }

    private static int occurrences(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
