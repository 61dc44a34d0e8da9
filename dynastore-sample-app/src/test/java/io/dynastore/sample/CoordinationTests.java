package io.dynastore.sample;

import static io.dynastore.sample.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.StaleFenceException;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import io.dynastore.spring.leader.LeaderCandidate;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.client.RestTestClient;

/** One report a day and one leader, with a second instance on the first one's DynamoDB. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "crm.demo-customers=false")
@AutoConfigureRestTestClient
class CoordinationTests {
    private static final String TODAY = "2026-01-31";

    @Autowired
    RestTestClient http;

    @Autowired
    Partition<Customer> customers;

    @Autowired
    Partition<Report> reports;

    @Autowired
    Leases leases;

    @Autowired
    LeaderCandidate candidate;

    @Autowired
    Environment environment;

    @TestConfiguration
    static class Time {
        @Bean
        @Primary
        Clock january() {
            return Clock.fixed(Instant.parse(TODAY + "T02:00:00Z"), ZoneOffset.UTC);
        }
    }

    @BeforeEach
    void nothing() {
        reports.stream(Query.all()).forEach(reports::delete);
        customers.stream(Query.all()).forEach(customers::delete);
    }

    @Test
    void theReportCountsTheCustomersAndSaysWhoHasCounted() {
        customers.put("a", new Customer("A", "new", Instant.EPOCH));
        customers.put("b", new Customer("B", "enabled", Instant.EPOCH));
        customers.put("c", new Customer("C", "enabled", Instant.EPOCH));

        Report report = report();

        assertThat(report.date()).isEqualTo(LocalDate.parse(TODAY));
        assertThat(report.customers()).isEqualTo(3);
        assertThat(report.byStatus()).isEqualTo(Map.of("enabled", 2L, "new", 1L));
        assertThat(report.instance()).startsWith("crm");
        assertThat(report.token()).isPositive();
        assertThat(http.get()
                        .uri("/reports")
                        .exchange()
                        .returnResult(Report[].class)
                        .getResponseBody())
                .containsExactly(report);
    }

    @Test
    void theReportIsWrittenOnceADay() {
        Report first = report();
        customers.put("a", new Customer("A", "new", Instant.EPOCH));

        assertThat(report()).isEqualTo(first);
        assertThat(reports.get(TODAY).version()).isEqualTo(1);
    }

    @Test
    void anInstanceDoesNotWriteTheReportThatAnotherIsWriting() {
        try (Lease another = leases.tryAcquire("report/" + TODAY).orElseThrow()) {
            assertThat(another.isHeld()).isTrue();
            http.post().uri("/reports").exchange().expectStatus().isEqualTo(HttpStatus.CONFLICT);
        }
        assertThat(reports.exists(TODAY)).isFalse();
    }

    @Test
    void anInstanceThatStoodStillDoesNotWriteOverTheReportOfAnother() {
        Lease lost = leases.tryAcquire("report/" + TODAY).orElseThrow();
        lost.release();
        Report written = report();

        assertThatExceptionOfType(StaleFenceException.class)
                .isThrownBy(() -> reports.fence(lost.token()).put(TODAY, written));
    }

    @Test
    void oneInstanceIsTheLeaderAndAnotherWhenItResigns() {
        await().until(candidate::isLeader);
        assertThat(leader(http).me()).isTrue();

        try (ConfigurableApplicationContext second = secondInstance()) {
            LeaderCandidate other = second.getBean(LeaderCandidate.class);
            assertThat(other.isLeader()).isFalse();
            assertThat(other.currentLeader().orElseThrow().token())
                    .isEqualTo(candidate.leadership().orElseThrow().token());

            http.delete().uri("/leader").exchange().expectStatus().isNoContent();
            await().until(other::isLeader);

            assertThat(leader(http).me()).isFalse();
        }
        await().until(candidate::isLeader);
    }

    private ConfigurableApplicationContext secondInstance() {
        return new SpringApplicationBuilder(SampleApplication.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "dynastore.endpoint=http://localhost:" + environment.getRequiredProperty("local.dynamodb.port"))
                .run();
    }

    private Report report() {
        return http.post().uri("/reports").exchange().returnResult(Report.class).getResponseBody();
    }

    private static LeaderController.Leader leader(RestTestClient http) {
        return http.get()
                .uri("/leader")
                .exchange()
                .returnResult(LeaderController.Leader.class)
                .getResponseBody();
    }
}
