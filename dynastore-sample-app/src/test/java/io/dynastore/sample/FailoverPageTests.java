package io.dynastore.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Partition;
import io.dynastore.Query;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** The pages of two instances on one DynamoDB: one leads, and the other when the first does not. */
@ExtendWith(Browser.Required.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "dynastore.leases.holder=first")
class FailoverPageTests {
    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    Partition<AuditRecord> trail;

    private Browser browser;

    @BeforeEach
    void start() {
        browser = Browser.start();
    }

    @AfterEach
    void stop() {
        browser.close();
    }

    @Test
    void theLeadPassesFromOneInstanceToTheOtherAndBack() {
        CustomersWindow first = browser.open(port);
        first.sees("#me", "first");
        first.sees("#role", "leader");
        first.sees("[data-lease=leader]", "held");
        long token = token(first);

        try (ConfigurableApplicationContext second = secondInstance()) {
            CustomersWindow other =
                    browser.open(second.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            other.sees("#role", "follower");
            other.sees("[data-lease=leader]", "first");

            first.click("#resign");

            other.sees("#role", "leader");
            first.sees("#role", "follower");
            first.sees("[data-lease=leader]", "second");
            assertThat(token(first)).isGreaterThan(token);
        }
        first.sees("#role", "leader");
        first.sees("[data-lease=leader]", "first");
    }

    @Test
    void theReportIsCountedByOneInstanceAndSeenByAll() {
        try (ConfigurableApplicationContext second = secondInstance()) {
            CustomersWindow first = browser.open(port);
            CustomersWindow other =
                    browser.open(second.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            first.sees("#report", "There is no report yet.");

            other.click("#count");

            other.sees("#told", "Counted 0 customers.");
            first.sees("#report", "counted by second");
        }
    }

    @Test
    void aChangeIsRecordedOnceAndSeenOnThePagesOfAllInstances() {
        try (ConfigurableApplicationContext second = secondInstance()) {
            CustomersWindow first = browser.open(port);
            CustomersWindow other =
                    browser.open(second.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            first.sees("#changes", "No customer has been changed yet.");
            other.sees("#changes", "No customer has been changed yet.");

            for (CustomersWindow window : List.of(first, other)) {
                window.click("#new");
                window.type("name", window == first ? "Acme" : "Globex");
                window.click("#save");
            }

            for (CustomersWindow window : List.of(first, other)) {
                window.sees("#changes", "Acme created");
                window.sees("#changes", "Globex created");
            }
            assertThat(trail.count(Query.all())).isEqualTo(2);
        }
    }

    private static long token(CustomersWindow window) {
        return Long.parseLong(window.text("[data-lease=leader] .token"));
    }

    private ConfigurableApplicationContext secondInstance() {
        return new SpringApplicationBuilder(SampleApplication.class)
                .run(
                        "--server.port=0",
                        "--dynastore.leases.holder=second",
                        "--dynastore.endpoint=http://localhost:"
                                + environment.getRequiredProperty("local.dynamodb.port"));
    }
}
