package io.dynastore.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Partition;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** When customers expire. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "dynastore.table.name=ExpiryTable")
@AutoConfigureRestTestClient
class CustomerExpiryTests {
    @Autowired
    RestTestClient http;

    @Autowired
    Partition<Customer> customers;

    @Test
    void aNewCustomerExpiresWhenItSaysSo() {
        create("trial", "\"2099-12-31T10:30:00Z\"").jsonPath("$.expires").isEqualTo("2099-12-31T10:30:00Z");

        assertThat(customers.get("trial").expires()).isEqualTo("2099-12-31T10:30:00Z");
        http.get()
                .uri("/customers/trial")
                .exchange()
                .expectBody()
                .jsonPath("$.expires")
                .isEqualTo("2099-12-31T10:30:00Z");
    }

    @Test
    void anEditSaysWhetherTheCustomerExpires() {
        create("acme", "null").jsonPath("$.expires").isEmpty();

        edit("acme", "{\"name\": \"Acme\", \"status\": \"new\", \"expires\": \"2099-12-31T10:30:00Z\"}");
        assertThat(customers.get("acme").expires()).isEqualTo(Instant.parse("2099-12-31T10:30:00Z"));

        edit("acme", "{\"name\": \"Acme\", \"status\": \"new\"}");
        assertThat(customers.get("acme").expires()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2001-01-01T00:00:00Z\"", "\"soon\""})
    void anExpiryIsATimeInTheFuture(String expires) {
        http.post()
                .uri("/customers")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"id\": \"past\", \"name\": \"Past\", \"expires\": " + expires + "}")
                .exchange()
                .expectStatus()
                .isBadRequest();
        assertThat(customers.exists("past")).isFalse();
    }

    private RestTestClient.BodyContentSpec create(String id, String expires) {
        return http.post()
                .uri("/customers")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"id\": \"" + id + "\", \"name\": \"" + id + "\", \"expires\": " + expires + "}")
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody();
    }

    private void edit(String id, String body) {
        http.put()
                .uri("/customers/" + id)
                .header(HttpHeaders.IF_MATCH, "*")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isOk();
    }
}
