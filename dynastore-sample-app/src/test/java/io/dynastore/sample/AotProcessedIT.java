package io.dynastore.sample;

import static io.dynastore.sample.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** All that the application can do, from its jar and by what was generated ahead of time. */
class AotProcessedIT {
    private static PackagedApplication application;
    private static RestTestClient http;

    /** A customer as the wire has it. */
    record Seen(String id, String name, String status, String created, long version, String etag) {}

    record SeenPage(List<Seen> items, @Nullable String next) {}

    @BeforeAll
    static void start() throws Exception {
        application = new PackagedApplication("-Dspring.aot.enabled=true");
        http = RestTestClient.bindToServer().baseUrl(application.url()).build();
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
    }

    @Test
    void itRunsByWhatWasGenerated() {
        assertThat(application.log())
                .contains("Starting AOT-processed SampleApplication", "EMBEDDED DYNAMODB")
                .doesNotContain(" ERROR ");
    }

    @Test
    void aCustomerIsCreatedReadEditedAndDeleted() {
        Seen acme = create("acme/co", "Acme");
        assertThat(acme.version).isEqualTo(1);
        assertThat(body(get("acme/co").expectHeader().valueEquals(HttpHeaders.ETAG, acme.etag), Seen.class))
                .isEqualTo(acme);

        Seen edited = body(edit("acme/co", acme.etag, "Acme Ltd").expectStatus().isOk(), Seen.class);
        assertThat(edited.version).isEqualTo(2);
        edit("acme/co", acme.etag, "Acme Inc")
                .expectStatus()
                .isEqualTo(412)
                .expectBody()
                .jsonPath("$.current.name")
                .isEqualTo("Acme Ltd");

        delete("acme/co", edited.etag).expectStatus().isNoContent();
        get("acme/co")
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("There is no customer 'acme/co'.");
    }

    @Test
    void aRequestThatIsRepeatedCreatesOneCustomer() {
        Seen first = body(repeatable(), Seen.class);

        assertThat(body(repeatable().expectHeader().valueEquals("Idempotent-Replayed", "true"), Seen.class))
                .isEqualTo(first);
        delete(first.id, "*");
    }

    private static ResponseSpec repeatable() {
        return http.post()
                .uri("/customers")
                .header("Idempotency-Key", "\"k-1\"")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("name", "Acme"))
                .exchange();
    }

    @Test
    void whatIsNotACustomerIsRefused() {
        post("x", "")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("name must not be blank");
    }

    @Test
    void customersAreListedInPagesByTheIndex() {
        Seen first = create("z-first", "A");
        Seen second = create("a-second", "B");

        SeenPage page = page("limit=1");
        SeenPage next = page("limit=1&cursor=" + page.next);

        assertThat(page.items).hasSize(1);
        assertThat(next.items).hasSize(1);
        assertThat(List.of(page.items.get(0), next.items.get(0))).containsExactlyInAnyOrder(first, second);
        delete("z-first", "*");
        delete("a-second", "*");
    }

    @Test
    void theReportIsWrittenUnderALeaseAndRead() {
        Report report =
                body(http.post().uri("/reports").exchange().expectStatus().isOk(), Report.class);

        assertThat(report.instance()).startsWith("crm");
        assertThat(report.token()).isPositive();
        assertThat(body(http.get().uri("/reports").exchange(), Report[].class)).containsExactly(report);
    }

    @Test
    void itIsElected() {
        await().until(() -> body(http.get().uri("/leader").exchange(), LeaderController.Leader.class)
                .me());
        await().until(() -> application.log().contains("This instance is the leader"));
    }

    @Test
    void itTellsOfItsHealthItsTablesAndItsOperations() {
        http.get()
                .uri("/actuator/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                {"status": "UP", "components": {"dynastore": {"status": "UP", "details": {"table": "CRMTable"}}}}""");
        http.get()
                .uri("/actuator/dynastore")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                {"tables": [{"name": "CRMTable", "status": "ACTIVE", "indexes": [{"name": "idx_created"}]}],
                 "partitions": {"customers": {"type": "io.dynastore.sample.Customer"}}, "leases": {"partition": "leases"}}""");
        get("nobody").expectStatus().isNotFound();
        assertThat(body(http.get().uri("/actuator/prometheus").exchange(), String.class))
                .contains(
                        "dynastore_operation_seconds_count{",
                        "dynastore_consumed_read_capacity_units_total{",
                        "dynastore_lease_acquired_total{");
    }

    private static Seen create(String id, String name) {
        return body(post(id, name).expectStatus().isCreated(), Seen.class);
    }

    private static ResponseSpec post(String id, String name) {
        return http.post()
                .uri("/customers")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("id", id, "name", name))
                .exchange();
    }

    private static ResponseSpec get(String id) {
        return http.get().uri("/customers/{id}", id).exchange();
    }

    private static ResponseSpec edit(String id, String ifMatch, String name) {
        return http.put()
                .uri("/customers/{id}", id)
                .header(HttpHeaders.IF_MATCH, ifMatch)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("name", name, "status", "enabled"))
                .exchange();
    }

    private static ResponseSpec delete(String id, String ifMatch) {
        return http.delete()
                .uri("/customers/{id}", id)
                .header(HttpHeaders.IF_MATCH, ifMatch)
                .exchange();
    }

    private static SeenPage page(String query) {
        return body(
                http.get().uri("/customers?" + query).exchange().expectStatus().isOk(), SeenPage.class);
    }

    private static <T> T body(ResponseSpec reply, Class<T> type) {
        return reply.returnResult(type).getResponseBody();
    }
}
