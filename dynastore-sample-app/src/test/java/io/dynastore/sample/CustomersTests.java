package io.dynastore.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Partition;
import io.dynastore.Query;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "crm.demo-customers=false")
@AutoConfigureRestTestClient
@ExtendWith(OutputCaptureExtension.class)
class CustomersTests {
    @Autowired
    RestTestClient http;

    @Autowired
    Partition<Customer> customers;

    @LocalServerPort
    int port;

    @TestConfiguration
    static class Time {
        @Bean
        @Primary
        Clock tickingClock() {
            return new TickingClock();
        }
    }

    /** A customer as the wire has it. */
    record Seen(String id, String name, String status, String created, long version, String etag) {}

    record SeenPage(List<Seen> items, @Nullable String next) {}

    @BeforeEach
    void nobody() {
        customers.stream(Query.all()).forEach(customers::delete);
    }

    @Test
    void aNewCustomerHasAnAddressAnETagAndATime() {
        EntityExchangeResult<Seen> reply = post("""
                {"id": "acme", "name": "Acme", "status": "enabled"}""").returnResult(Seen.class);

        Seen acme = reply.getResponseBody();
        assertThat(reply.getStatus()).isEqualTo(HttpStatus.CREATED);
        assertThat(reply.getResponseHeaders().getLocation()).hasPath("/customers/acme");
        assertThat(reply.getResponseHeaders().getETag()).isEqualTo(acme.etag).startsWith("\"1-");
        assertThat(acme).isEqualTo(new Seen("acme", "Acme", "enabled", acme.created, 1, acme.etag));
        assertThat(get("acme").returnResult(Seen.class).getResponseBody()).isEqualTo(acme);
    }

    @Test
    void timesAreStoredInMillisecondsAndAllAsLong() {
        for (int i = 0; i < 12; i++) {
            assertThat(create("c" + i, "Customer").created).matches("2026-0[12]-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        }
        assertThat(customers.get("c3").fields().get("created").s())
                .isEqualTo(get("c3").returnResult(Seen.class).getResponseBody().created);
    }

    @Test
    void aNewCustomerIsNewAndGetsAnIdUnlessItSaysOtherwise() {
        Seen customer = post("{\"name\": \"Acme\"}").returnResult(Seen.class).getResponseBody();
        Seen other = post("{\"name\": \"Acme\"}").returnResult(Seen.class).getResponseBody();

        assertThat(customer.status).isEqualTo("new");
        assertThat(customer.id).isNotBlank().isNotEqualTo(other.id);
    }

    @Test
    void aRequestThatIsRepeatedWithItsKeyCreatesOneCustomer() {
        EntityExchangeResult<Seen> first = post("\"k-1\"", "Acme").returnResult(Seen.class);
        EntityExchangeResult<Seen> second = post("\"k-1\"", "Acme").returnResult(Seen.class);

        assertThat(second.getStatus()).isEqualTo(HttpStatus.CREATED);
        assertThat(second.getResponseBody()).isEqualTo(first.getResponseBody());
        assertThat(second.getResponseHeaders().getLocation())
                .isEqualTo(first.getResponseHeaders().getLocation());
        assertThat(second.getResponseHeaders().getETag())
                .isEqualTo(first.getResponseHeaders().getETag());
        assertThat(second.getResponseHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
        assertThat(customers.count(Query.all())).isEqualTo(1);

        problem(
                post("\"k-1\"", "Globex"),
                422,
                "The key was used for another request. Send a new key with each operation.");
        assertThat(customers.count(Query.all())).isEqualTo(1);
    }

    private ResponseSpec post(String key, String name) {
        return http.post()
                .uri("/customers")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("name", name))
                .exchange();
    }

    @Test
    void anIdIsTakenOnce() {
        create("acme", "Acme");

        problem(post("{\"id\": \"acme\", \"name\": \"Another\"}"), 409, "Customer 'acme' already exists.");
        assertThat(customers.get("acme").value().name()).isEqualTo("Acme");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "größe 日本 🦊",
                "a/b",
                "/",
                "a//b/../c",
                "a\\b",
                "50%",
                "%2F",
                "a;b=c",
                "?q#f",
                "a+b&c=d",
                "...",
                "\"'<>{}|^`"
            })
    void anIdSurvivesItsWayThroughUrls(String id) {
        EntityExchangeResult<Seen> made = post(Map.of("id", id, "name", "Acme")).returnResult(Seen.class);
        URI location = made.getResponseHeaders().getLocation();

        assertThat(http.get().uri(location).exchange().returnResult(Seen.class).getResponseBody())
                .isEqualTo(made.getResponseBody());
        assertThat(get(id).returnResult(Seen.class).getResponseBody().id).isEqualTo(id);
        assertThat(list(20, null, "id", "asc").items).extracting(Seen::id).containsExactly(id);
        delete(id, made.getResponseBody().etag).expectStatus().isNoContent();
    }

    @Test
    void anIdHasAtMost1024Bytes() {
        create("x".repeat(1024), "Acme");
        get("x".repeat(1024)).expectStatus().isOk();
        create("ö".repeat(512), "Acme");

        for (String id : List.of("x".repeat(1025), "ö".repeat(513))) {
            problem(post(Map.of("id", id, "name", "Acme")), 400, "An id has 1 to 1024 bytes of valid UTF-8.");
            problem(get(id), 400, "An id has 1 to 1024 bytes of valid UTF-8.");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                       | The body is not the JSON of a customer.
            []                                      | The body is not the JSON of a customer.
            null                                    | The body is not the JSON of a customer.
            {"name": {}}                            | The body is not the JSON of a customer.
            {"name": "Acme"} more                   | The body is not the JSON of a customer.
            {}                                      | name must not be blank
            {"name": null}                          | name must not be blank
            {"name": " "}                           | name must not be blank
            {"name": "a\\u0000"}                    | name must not contain control characters
            {"name": "\\ud800"}                     | name must not contain control characters
            {"name": "Acme", "status": "retired"}   | status must be new, enabled or disabled
            {"name": "Acme", "status": ""}          | status must be new, enabled or disabled
            {"name": "Acme", "id": ""}              | An id has 1 to 1024 bytes of valid UTF-8.
            {"name": "Acme", "id": "."}             | id must not be . or .. or have control characters
            {"name": "Acme", "id": ".."}            | id must not be . or .. or have control characters
            {"name": "Acme", "id": "a\\nb"}         | id must not be . or .. or have control characters
            {"name": "Acme", "id": "\\ud800"}       | id must not be . or .. or have control characters
            """)
    void aBodyThatIsNoNewCustomerIsRefused(String body, String detail) {
        problem(post(body), 400, detail);
        assertThat(customers.count(Query.all())).isZero();
    }

    @Test
    void aNameHasAtMost200Characters() {
        create("acme", "x".repeat(200));

        problem(post(Map.of("name", "x".repeat(201))), 400, "name must have at most 200 characters");
    }

    @Test
    void aMissingCustomerIsNotFound() {
        problem(get("nobody"), 404, "There is no customer 'nobody'.");
        problem(put("nobody", "*", "Nobody", "new"), 404, "There is no customer 'nobody'.");
        problem(delete("nobody", "\"1-x\""), 404, "There is no customer 'nobody'.");
        problem(http.delete().uri("/customers/nobody").exchange(), 404, "There is no customer 'nobody'.");
    }

    @Test
    void aKnownStateIsNotSentAgain() {
        String etag = create("acme", "Acme").etag;

        for (String known : List.of(etag, "W/" + etag, "\"other\", " + etag, "*")) {
            http.get()
                    .uri("/customers/acme")
                    .header(HttpHeaders.IF_NONE_MATCH, known)
                    .exchange()
                    .expectStatus()
                    .isNotModified()
                    .expectHeader()
                    .valueEquals(HttpHeaders.ETAG, etag)
                    .expectBody()
                    .isEmpty();
        }
        http.get()
                .uri("/customers/acme")
                .header(HttpHeaders.IF_NONE_MATCH, "\"other\"")
                .exchange()
                .expectStatus()
                .isOk();
        problem(
                http.get()
                        .uri("/customers/acme")
                        .header(HttpHeaders.IF_NONE_MATCH, "garbage")
                        .exchange(),
                400,
                "If-None-Match is not a list of ETags.");
    }

    @Test
    void anEditOfTheCurrentStateSucceeds() {
        Seen acme = create("acme", "Acme");

        EntityExchangeResult<Seen> reply =
                put("acme", acme.etag, "Acme Ltd", "enabled").returnResult(Seen.class);

        Seen edited = reply.getResponseBody();
        assertThat(reply.getStatus()).isEqualTo(HttpStatus.OK);
        assertThat(reply.getResponseHeaders().getETag()).isEqualTo(edited.etag).isNotEqualTo(acme.etag);
        assertThat(edited).isEqualTo(new Seen("acme", "Acme Ltd", "enabled", acme.created, 2, edited.etag));
        assertThat(get("acme").returnResult(Seen.class).getResponseBody()).isEqualTo(edited);
        assertThat(list(20, null, "created", "desc").items).containsExactly(edited);
    }

    @Test
    void theSecondOfTwoEditorsIsShownWhatTheFirstDid() {
        String seenByBoth = create("acme", "Acme").etag;
        Seen first =
                put("acme", seenByBoth, "First", "new").returnResult(Seen.class).getResponseBody();

        stale(put("acme", seenByBoth, "Second", "new"), first);
        stale(delete("acme", seenByBoth), first);

        put("acme", first.etag, "Second", "new").expectStatus().isOk();
    }

    @Test
    void ofManyEditorsAtOnceOneSucceeds() throws Exception {
        String seenByAll = create("acme", "Acme").etag;
        ExecutorService editors = Executors.newFixedThreadPool(8);
        try {
            List<Callable<HttpStatus>> edits = IntStream.range(0, 24)
                    .<Callable<HttpStatus>>mapToObj(
                            i -> () -> HttpStatus.valueOf(put("acme", seenByAll, "Edit " + i, "new")
                                    .returnResult()
                                    .getStatus()
                                    .value()))
                    .toList();
            List<HttpStatus> replies = new ArrayList<>();
            for (Future<HttpStatus> reply : editors.invokeAll(edits)) {
                replies.add(reply.get());
            }
            assertThat(replies).containsOnlyOnce(HttpStatus.OK);
            assertThat(replies).containsOnly(HttpStatus.OK, HttpStatus.PRECONDITION_FAILED);
        } finally {
            editors.shutdown();
        }
        assertThat(customers.get("acme").version()).isEqualTo(2);
    }

    @Test
    void ifMatchIsAnyOrOneOfSeveralETags() {
        Seen acme = create("acme", "Acme");

        stale(put("acme", "\"unknown\"", "Acme", "new"), acme);
        stale(put("acme", "\"unknown\", \"1-unknown\"", "Acme", "new"), acme);
        stale(put("acme", "W/" + acme.etag, "Acme", "new"), acme);
        put("acme", "\"unknown\", " + acme.etag, "Acme", "enabled")
                .expectStatus()
                .isOk();
        put("acme", "*", "Acme", "disabled").expectStatus().isOk();
        assertThat(customers.get("acme").version()).isEqualTo(3);
        delete("acme", "*").expectStatus().isNoContent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "\"unterminated", "1-abc"})
    void anIfMatchThatIsNoneIsRefused(String ifMatch) {
        create("acme", "Acme");

        problem(put("acme", ifMatch, "Acme", "new"), 400, "If-Match is not a list of ETags.");
        problem(delete("acme", ifMatch), 400, "If-Match is not a list of ETags.");
    }

    @Test
    void aChangeNeedsIfMatch() {
        create("acme", "Acme");
        String detail = "Send the ETag of the state that you have seen as If-Match, or * for any state.";

        problem(
                http.put()
                        .uri("/customers/acme")
                        .body(Map.of("name", "Acme", "status", "new"))
                        .exchange(),
                428,
                detail);
        problem(http.delete().uri("/customers/acme").exchange(), 428, detail);
        assertThat(customers.get("acme").version()).isEqualTo(1);
    }

    @Test
    void anEditNamesAllThereIs() {
        create("acme", "Acme");
        var edit = http.put().uri("/customers/acme").header(HttpHeaders.IF_MATCH, "*");

        problem(edit.body(Map.of("name", "Acme")).exchange(), 400, "status must be new, enabled or disabled");
        problem(
                edit.body(Map.of("name", "Acme", "status", "x")).exchange(),
                400,
                "status must be new, enabled or disabled");
        problem(edit.body(Map.of("status", "new")).exchange(), 400, "name must not be blank");
    }

    @Test
    void aDeletedCustomerIsGoneAndItsETagWithIt() {
        String etag = create("acme", "Acme").etag;

        delete("acme", etag).expectStatus().isNoContent().expectBody().isEmpty();
        problem(get("acme"), 404, "There is no customer 'acme'.");
        problem(delete("acme", etag), 404, "There is no customer 'acme'.");

        Seen again = create("acme", "Acme");
        stale(put("acme", etag, "Acme", "enabled"), again);
    }

    @Test
    void theListBeginsWithTheNewestTwenty() {
        List<String> ids = createMany();

        SeenPage page = http.get()
                .uri("/customers")
                .exchange()
                .returnResult(SeenPage.class)
                .getResponseBody();

        Collections.reverse(ids);
        assertThat(page.items).extracting(Seen::id).containsExactlyElementsOf(ids.subList(0, 20));
        assertThat(page.items).allSatisfy(item -> assertThat(item.etag).startsWith("\"1-"));
        assertThat(page.next).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"created,asc", "created,desc", "id,asc", "id,desc"})
    void pagesFollowOneAnotherInBothOrdersAndDirections(String order, String direction) {
        List<String> expected = createMany();
        if (order.equals("id")) {
            Collections.sort(expected);
        }
        if (direction.equals("desc")) {
            Collections.reverse(expected);
        }

        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            SeenPage page = list(7, cursor, order, direction);
            assertThat(page.items).hasSizeLessThanOrEqualTo(7);
            page.items.forEach(item -> seen.add(item.id));
            cursor = page.next;
        } while (cursor != null);

        assertThat(seen).containsExactlyElementsOf(expected);
    }

    @Test
    void anEmptyListHasNoNextPage() {
        http.get().uri("/customers").exchange().expectBody().json("{\"items\": [], \"next\": null}");
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        createMany();
        String cursor = list(7, null, "created", "desc").next;
        String detail =
                "The cursor does not belong to this list. Pass a page's 'next' with the same order and direction,"
                        + " or start again without a cursor.";

        for (String[] other : new String[][] {
            {cursor, "created", "asc"},
            {cursor, "id", "desc"},
            {cursor, "id", "asc"},
            {cursor + "A", "created", "desc"},
            {"damaged", "created", "desc"},
            {"", "created", "desc"},
            {"ü/ +%", "created", "desc"}
        }) {
            problem(
                    query("limit=7&cursor={cursor}&order={order}&direction={direction}", (Object[]) other),
                    400,
                    detail);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit must be between 1 and 100",
        "limit=-1, limit must be between 1 and 100",
        "limit=101, limit must be between 1 and 100",
        "limit=ten, Failed to convert 'limit' with value: 'ten'",
        "order=name, order must be created or id",
        "direction=up, direction must be asc or desc",
    })
    void aListThatThereIsNotIsRefused(String query, String detail) {
        problem(query(query), 400, detail);
    }

    @Test
    void aQueryStringThatCannotBeDecodedIsRefused() {
        URI address = URI.create("http://localhost:" + port + "/customers?cursor=%ff");
        problem(http.get().uri(address).exchange(), 400, "The query string cannot be decoded.");
    }

    @Test
    void whatThereIsNoServiceForIsAProblemToo(CapturedOutput log) {
        int before = log.length();

        problem(http.method(HttpMethod.PATCH).uri("/customers/x").exchange(), 405, "Method 'PATCH' is not supported.");
        problem(http.delete().uri("/customers").exchange(), 405, "Method 'DELETE' is not supported.");
        problem(http.get().uri("/nothing").exchange(), 404, "No static resource nothing.");
        problem(
                http.post()
                        .uri("/customers")
                        .contentType(MediaType.TEXT_PLAIN)
                        .body("Acme")
                        .exchange(),
                415,
                "Content-Type 'text/plain;charset=UTF-8' is not supported.");
        problem(
                http.post()
                        .uri("/customers")
                        .accept(MediaType.TEXT_HTML)
                        .body(Map.of("name", "Acme"))
                        .exchange(),
                406,
                "Acceptable representations: [application/json].");
        assertThat(customers.count(Query.all())).isZero();
        assertThat(log.toString().substring(before)).doesNotContain("WARN", "ERROR", "Exception");
    }

    @Test
    void healthTellsOfTheTable() {
        http.get()
                .uri("/actuator/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                {"status": "UP", "components": {"dynastore": {"status": "UP", "details": {"table": "CRMTable"}}}}""");
    }

    private Seen create(String id, String name) {
        return post(Map.of("id", id, "name", name))
                .expectBody(Seen.class)
                .returnResult()
                .getResponseBody();
    }

    /** Creates 25 customers; their ids, in the order of creation, are not sorted. */
    private List<String> createMany() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            ids.add(create("ü%02d".formatted(i * 7 % 25), "Customer " + i).id);
        }
        return ids;
    }

    private ResponseSpec post(Object body) {
        return http.post()
                .uri("/customers")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private ResponseSpec get(String id) {
        return http.get().uri("/customers/{id}", id).exchange();
    }

    private ResponseSpec put(String id, String ifMatch, String name, String status) {
        return http.put()
                .uri("/customers/{id}", id)
                .header(HttpHeaders.IF_MATCH, ifMatch)
                .body(Map.of("name", name, "status", status))
                .exchange();
    }

    private ResponseSpec delete(String id, String ifMatch) {
        return http.delete()
                .uri("/customers/{id}", id)
                .header(HttpHeaders.IF_MATCH, ifMatch)
                .exchange();
    }

    private ResponseSpec query(String query, Object... variables) {
        return http.get().uri("/customers?" + query, variables).exchange();
    }

    private SeenPage list(int limit, @Nullable String cursor, String order, String direction) {
        ResponseSpec reply = cursor == null
                ? query("limit={limit}&order={order}&direction={direction}", limit, order, direction)
                : query(
                        "limit={limit}&order={order}&direction={direction}&cursor={c}",
                        limit,
                        order,
                        direction,
                        cursor);
        return reply.expectBody(SeenPage.class).returnResult().getResponseBody();
    }

    private static void stale(ResponseSpec reply, Seen current) {
        Map<String, Object> whole = new HashMap<>(Map.of(
                "id", current.id,
                "name", current.name,
                "status", current.status,
                "created", current.created,
                "version", (int) current.version,
                "etag", current.etag));
        whole.put("expires", null);
        reply.expectStatus()
                .isEqualTo(HttpStatus.PRECONDITION_FAILED)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, current.etag)
                .expectBody()
                .jsonPath("$.current")
                .isEqualTo(whole);
    }

    private static void problem(ResponseSpec reply, int status, String detail) {
        reply.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo(detail)
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.trace")
                .doesNotExist();
    }
}
