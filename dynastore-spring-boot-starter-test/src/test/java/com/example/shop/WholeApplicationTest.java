package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.lease.Leases;
import io.dynastore.spring.leader.LeaderCandidate;
import io.dynastore.spring.test.AutoConfigureTestDynaStore;
import io.dynastore.spring.test.TestTime;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

// tag::whole[]
@SpringBootTest
@AutoConfigureTestDynaStore
class WholeApplicationTest {
    @Autowired
    LeaderCandidate candidate;

    @Autowired
    TestTime time;

    @Test
    void anotherInstanceLeadsWhenThisOneResigns() {
        time.advance(Duration.ofSeconds(10));
        assertThat(candidate.isLeader()).isTrue();

        candidate.resign();
        assertThat(candidate.isLeader()).isFalse();
    }

    @TestConfiguration
    static class Time {
        @Bean
        Clock clock(TestTime time) {
            return time.clock(); // for beans of the application that take a clock
        }
    }
    // end::whole[]

    @Autowired
    Greeter greeter;

    @Autowired
    CustomerRepository customers;

    @Autowired
    Partition<String> sessions;

    @Autowired
    Leases leases;

    @Autowired
    DynaStore store;

    @TestConfiguration
    static class Candidates {
        @Bean
        LeaderCandidate candidate(Leases leases) {
            return new LeaderCandidate(leases, "leader");
        }
    }

    @RepeatedTest(2)
    void aTestBeginsWithNothing() {
        assertThat(candidate.isLeader()).isFalse();
        assertThat(leases.held()).isEmpty();
        assertThat(customers.latest(10)).isEmpty();

        customers.register("c-1", new Customer("Ada", LocalDate.of(2026, 1, 31)));
        time.advance(Duration.ofSeconds(10));
        assertThat(candidate.isLeader()).isTrue();
    }

    @Test
    void theApplicationIsWholeAndItsEndpointNotAsked() {
        assertThat(greeter).isNotNull();
        assertThat(store.client().serviceClientConfiguration().endpointOverride())
                .hasValueSatisfying(endpoint -> assertThat(endpoint.getHost()).isEqualTo("dynamodb.embedded.invalid"));
        sessions.put("s-1", "Ada");
        time.advance(Duration.ofMinutes(31));
        assertThat(sessions.exists("s-1")).isFalse();
    }
}
