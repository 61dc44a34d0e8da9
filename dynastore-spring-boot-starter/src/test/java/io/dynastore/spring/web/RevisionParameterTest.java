package io.dynastore.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Revision;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Revisions and preconditions as parameters of controllers, over HTTP. */
class RevisionParameterTest {
    private static WebApplication application;
    private static Partition<Customer> customers;

    private String eTag = "";

    @Configuration(proxyBeanMethods = false)
    @Import(Parameters.class)
    static class Controllers {}

    @RestController
    static class Parameters {
        private final Partition<Customer> customers;

        Parameters(Partition<Customer> customers) {
            this.customers = customers;
        }

        private Entry<Customer> change(String id, Revision seen) {
            return customers.update(id, seen, Customer.ADA.named("Changed"));
        }

        @PutMapping("/plain/{id}")
        Entry<Customer> plain(@PathVariable String id, Revision seen) {
            return change(id, seen);
        }

        @PutMapping("/header/{id}")
        Entry<Customer> header(@PathVariable String id, @RequestHeader("If-Match") Revision seen) {
            return change(id, seen);
        }

        @PutMapping("/named/{id}")
        Entry<Customer> named(@PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH) Revision seen) {
            return change(id, seen);
        }

        @PutMapping("/precondition-header/{id}")
        Entry<Customer> preconditionHeader(
                @PathVariable String id, @RequestHeader("If-Match") Precondition precondition) {
            return precondition.update(customers, id, Customer.ADA.named("Changed"));
        }

        @PutMapping("/headers/{id}")
        Entry<Customer> headers(@PathVariable String id, @RequestHeader HttpHeaders headers) {
            return Precondition.of(headers).required().update(customers, id, Customer.ADA.named("Changed"));
        }

        @GetMapping("/nullable")
        String nullable(@Nullable Revision seen) {
            return "seen " + seen;
        }

        @GetMapping("/optional")
        String optional(Optional<Revision> seen) {
            return "seen " + seen.orElse(null);
        }

        @GetMapping("/not-required")
        String notRequired(@RequestHeader(name = "If-Match", required = false) @Nullable Revision seen) {
            return "seen " + seen;
        }

        @GetMapping("/optional-precondition")
        String optionalPrecondition(Optional<Precondition> precondition) {
            return "present " + precondition.isPresent();
        }

        @GetMapping("/query")
        String query(@RequestParam Revision at) {
            return "seen " + at;
        }

        @GetMapping("/path/{at}")
        String path(@PathVariable Revision at) {
            return "seen " + at;
        }

        @GetMapping("/other-header")
        String otherHeader(@RequestHeader("X-Revision") Revision at) {
            return "seen " + at;
        }
    }

    @BeforeAll
    static void start() {
        application = WebApplication.start(Controllers.class);
        customers = application.customers();
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void ada() {
        customers.deleteAll("");
        eTag = customers.create("ada", Customer.ADA).revision().toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "header", "named", "precondition-header", "headers"})
    void oneTagIsBound(String form) {
        application.forget();
        HttpResponse<String> response = put(form, "ada", "If-Match", eTag);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(application.sent()).containsExactly("UpdateItem");
        assertThat(put(form, "ada", "If-Match", eTag).statusCode()).isEqualTo(412);
        assertThat(put(form, "ada", "If-Match", "W/" + eTag).statusCode()).isEqualTo(412);
        assertThat(put(form, "ada", "If-Match", "\"x\"").statusCode()).isEqualTo(412);
        assertThat(put(form, "nobody", "If-Match", eTag).statusCode()).isEqualTo(404);
        assertThat(put(form, "nobody", "If-Match", "\"x\"").statusCode()).isEqualTo(404);
        assertThat(put(form, "ada", "If-Match", "garbage").statusCode()).isEqualTo(400);
        assertThat(put(form, "ada").statusCode()).isEqualTo(428);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "header", "named"})
    void aRevisionIsExactlyOneTag(String form) {
        for (String ifMatch : new String[] {"*", eTag + ", \"x\"", eTag + ", " + eTag, ""}) {
            HttpResponse<String> response = put(form, "ada", "If-Match", ifMatch);

            assertThat(response.statusCode()).as(ifMatch).isEqualTo(400);
            assertThat(response.body()).contains("exactly one ETag", "Precondition");
        }
        assertThat(put(form, "ada", "If-Match", eTag, "If-Match", "\"x\"").statusCode())
                .isEqualTo(400);
        assertThat(customers.get("ada").version()).isEqualTo(1);
    }

    @Test
    void aRevisionThatTheRequestExcludesMatchesNothing() {
        assertThat(put("plain", "ada", "If-Match", eTag, "If-None-Match", "W/" + eTag)
                        .statusCode())
                .isEqualTo(412);
        assertThat(put("plain", "ada", "If-Match", eTag, "If-None-Match", "*").statusCode())
                .isEqualTo(412);
        assertThat(put("plain", "ada", "If-Match", eTag, "If-None-Match", "\"x\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nullable", "optional", "not-required"})
    void aRevisionMayBeOptional(String form) {
        assertThat(application.get("/" + form).body()).isEqualTo("seen null");
        assertThat(application.get("/" + form, "If-Match", eTag).body()).isEqualTo("seen " + eTag);
        assertThat(application.get("/" + form, "If-Match", "*").statusCode()).isEqualTo(400);
    }

    @Test
    void aPreconditionMayBeOptional() {
        assertThat(application.get("/optional-precondition").body()).isEqualTo("present false");
        assertThat(application
                        .get("/optional-precondition", "If-None-Match", "*")
                        .body())
                .isEqualTo("present true");
    }

    @Test
    void aRevisionIsBoundFromOtherPlaces() {
        String text = eTag.substring(1, eTag.length() - 1);

        assertThat(application.get("/query?at=" + text).body()).isEqualTo("seen " + eTag);
        assertThat(application.get("/query?at=%22" + text + "%22").body()).isEqualTo("seen " + eTag);
        assertThat(application.get("/path/" + text).body()).isEqualTo("seen " + eTag);
        assertThat(application.get("/other-header", "X-Revision", eTag).body()).isEqualTo("seen " + eTag);
        assertThat(application.get("/query?at=garbage").statusCode()).isEqualTo(400);
        assertThat(application.get("/path/garbage").statusCode()).isEqualTo(400);
        assertThat(application.get("/query").statusCode()).isEqualTo(400);
    }

    private static HttpResponse<String> put(String form, String id, String... headers) {
        return application.send("PUT", "/" + form + "/" + id, null, headers);
    }
}
