package io.dynastore.sample;

import static io.dynastore.sample.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import io.dynastore.spring.leader.LeaderCandidate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The meters that Prometheus reads after a few requests to the sample, in a context of its own. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "dynastore.table.name=MeteredTable")
@AutoConfigureRestTestClient
class MetricsTests {
    private static final Pattern SAMPLE = Pattern.compile("(dynastore_\\w+)\\{(.*)} (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    @Autowired
    RestTestClient http;

    @Autowired
    Leases leases;

    @Autowired
    LeaderCandidate candidate;

    @Test
    void prometheusIsToldExactlyWhatWasSent() {
        send(HttpMethod.POST, "/customers", "{\"id\": \"acme\", \"name\": \"Acme\"}", 201);
        send(HttpMethod.POST, "/customers", "{\"id\": \"acme\", \"name\": \"Another\"}", 409);
        send(HttpMethod.GET, "/customers/acme", null, 200);
        send(HttpMethod.GET, "/customers/acme", null, 200);
        send(HttpMethod.GET, "/customers/nobody", null, 404);
        send(HttpMethod.PUT, "/customers/acme", "{\"name\": \"Acme Ltd\", \"status\": \"enabled\"}", 200);
        send(HttpMethod.GET, "/customers", null, 200);
        send(HttpMethod.DELETE, "/customers/acme", null, 204);

        String scraped = scrape();

        // By operation and outcome. A PUT reads the customer first, consistently.
        assertThat(customers(scraped, "dynastore_operation_seconds_count"))
                .isEqualTo(Map.of(
                        "create success", 1.0,
                        "create exists", 1.0,
                        "get success", 3.0,
                        "get not_found", 1.0,
                        "update success", 1.0,
                        "list success", 1.0,
                        "delete success", 1.0));
        assertThat(customers(scraped, "dynastore_requests_total"))
                .isEqualTo(customers(scraped, "dynastore_operation_seconds_count"));
        assertThat(customers(scraped, "dynastore_consumed_read_capacity_units_total"))
                .isEqualTo(Map.of("get success", 2.0, "get not_found", 0.5, "list success", 0.5));
        assertThat(customers(scraped, "dynastore_consumed_write_capacity_units_total"))
                .isEqualTo(Map.of("create success", 2.0, "update success", 2.0, "delete success", 2.0));
        assertThat(customers(scraped, "dynastore_retries_total").values())
                .hasSize(7)
                .containsOnly(0.0);
        assertTheKeysOfAMeterAreAlwaysTheSame(scraped);
    }

    @Test
    void prometheusIsToldOfLeases() {
        await().until(candidate::isLeader);
        double acquired = lease("dynastore_lease_acquired_total", "");
        double held = lease("dynastore_lease_held", "");
        Lease lease = leases.tryAcquire("metered").orElseThrow();

        assertThat(lease("dynastore_lease_acquired_total", "")).isEqualTo(acquired + 1);
        assertThat(lease("dynastore_lease_held", "")).isEqualTo(held + 1);
        assertThat(lease("dynastore_lease_wait_seconds_count", "")).isEqualTo(acquired + 1);
        double released = lease("dynastore_lease_ended_total", "released");
        lease.release();

        assertThat(lease("dynastore_lease_ended_total", "released")).isEqualTo(released + 1);
        assertThat(lease("dynastore_lease_held", "")).isEqualTo(held);
    }

    private static void assertTheKeysOfAMeterAreAlwaysTheSame(String scraped) {
        Map<String, Set<Set<String>>> keys = new TreeMap<>();
        scraped.lines()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .forEach(sample -> keys.computeIfAbsent(sample.group(1), name -> new HashSet<>())
                        .add(labels(sample.group(2)).keySet()));
        assertThat(keys).hasSizeGreaterThan(10);
        assertThat(keys).allSatisfy((name, sets) -> assertThat(sets).as(name).hasSize(1));
    }

    private void send(HttpMethod method, String path, String body, int status) {
        RestTestClient.RequestBodySpec request = http.method(method).uri(path).header(HttpHeaders.IF_MATCH, "*");
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).body(body);
        }
        request.exchange().expectStatus().isEqualTo(status);
    }

    private String scrape() {
        return http.get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody();
    }

    /** The values of a meter for the customers, by operation and outcome. */
    private static Map<String, Double> customers(String scraped, String meter) {
        Map<String, Double> values = new TreeMap<>();
        scraped.lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach(sample -> {
            Map<String, String> labels = labels(sample.group(2));
            if (sample.group(1).equals(meter) && "customers".equals(labels.get("dynastore_partition"))) {
                assertThat(labels).containsEntry("db_collection_name", "MeteredTable");
                values.merge(
                        labels.get("dynastore_operation") + " " + labels.get("dynastore_outcome"),
                        Double.valueOf(sample.group(3)),
                        Double::sum);
            }
        });
        return values;
    }

    private double lease(String meter, String reason) {
        return scrape().lines()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .filter(sample -> sample.group(1).equals(meter)
                        && reason.equals(labels(sample.group(2)).getOrDefault("dynastore_lease_reason", "")))
                .mapToDouble(sample -> Double.parseDouble(sample.group(3)))
                .sum();
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        LABEL.matcher(text).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        return labels;
    }
}
