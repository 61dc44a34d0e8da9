package io.dynastore.sample;

import io.dynastore.spring.autoconfigure.DynaStoreClientBuilderCustomizer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Nothing listens on port 1. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "dynastore.endpoint=http://localhost:1")
@AutoConfigureRestTestClient
class CustomersUnavailableTests {
    @Autowired
    RestTestClient http;

    @TestConfiguration
    static class Impatient {
        @Bean
        DynaStoreClientBuilderCustomizer oneRetry() {
            return builder -> builder.overrideConfiguration(
                    builder.overrideConfiguration().copy(with -> with.retryStrategy(retry -> retry.maxAttempts(2))));
        }
    }

    @Test
    void whatDynamoDbCannotAnswerIsUnavailable() {
        http.get()
                .uri("/customers/acme")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals(HttpHeaders.RETRY_AFTER, "1")
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("The customers cannot be reached at the moment. Try again later.");
    }

    @Test
    void healthIsDown() {
        http.get()
                .uri("/actuator/health")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.components.dynastore.status")
                .isEqualTo("DOWN");
    }
}
