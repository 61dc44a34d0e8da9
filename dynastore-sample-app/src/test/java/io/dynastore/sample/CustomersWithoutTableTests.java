package io.dynastore.sample;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        // With a change feed, an application does not start without its table.
        properties = {"dynastore.initialize-tables=never", "dynastore.watch.enabled=false"})
@AutoConfigureRestTestClient
class CustomersWithoutTableTests {
    @Autowired
    RestTestClient http;

    @Test
    void aTableThatIsMissingIsUnavailable() {
        http.get()
                .uri("/customers")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("The customers cannot be reached at the moment. Try again later.");
    }
}
