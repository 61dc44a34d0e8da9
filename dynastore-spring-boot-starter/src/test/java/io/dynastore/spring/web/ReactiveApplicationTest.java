package io.dynastore.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.OutcomeUnknownException;
import io.dynastore.Page;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.Revision;
import io.dynastore.embedded.Fault;
import io.dynastore.spring.autoconfigure.DynaStoreClientBuilderCustomizer;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/** A WebFlux application over HTTP: the JSON form of entries, preconditions as parameters, and problems. */
class ReactiveApplicationTest {
    private static WebApplication application;
    private static Partition<Customer> customers;

    @Configuration(proxyBeanMethods = false)
    @Import({CustomerController.class, Reactive.class, Handlers.class})
    static class Controllers {
        @Bean
        DynaStoreClientBuilderCustomizer noRetries() {
            return builder -> builder.overrideConfiguration(
                    override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()));
        }
    }

    static final class HandledException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @RestControllerAdvice
    static class Handlers {
        @ExceptionHandler(HandledException.class)
        @ResponseStatus(HttpStatus.ACCEPTED)
        String handled() {
            return "handled";
        }
    }

    @RestController
    static class Reactive {
        private final DynaStore store;
        private final Partition<Customer> customers;

        Reactive(DynaStore store, Partition<Customer> customers) {
            this.store = store;
            this.customers = customers;
        }

        @GetMapping("/mono/{id}")
        Mono<Entry<Customer>> mono(@PathVariable String id) {
            return Mono.fromCallable(() -> customers.get(id)).subscribeOn(Schedulers.boundedElastic());
        }

        @GetMapping("/found/{id}")
        Mono<Entry<Customer>> found(@PathVariable String id) {
            return Mono.fromCallable(() -> customers.find(id).orElse(null)).subscribeOn(Schedulers.boundedElastic());
        }

        @GetMapping("/response/{id}")
        Mono<ResponseEntity<Entry<Customer>>> response(@PathVariable String id) {
            return mono(id).map(
                            entry -> ResponseEntity.ok().header("X-Own", "yes").body(entry));
        }

        @GetMapping("/optional/{id}")
        Optional<Entry<Customer>> optional(@PathVariable String id) {
            return customers.find(id);
        }

        @GetMapping("/page")
        Mono<Page<Entry<Customer>>> page(@RequestParam(required = false) Optional<String> cursor) {
            return Mono.fromCallable(() -> customers.list(cursor.map(Query.all().limit(1)::after)
                            .orElse(Query.all().limit(1))))
                    .subscribeOn(Schedulers.boundedElastic());
        }

        @GetMapping("/flux")
        Flux<Entry<Customer>> flux() {
            return Flux.fromStream(() -> customers.stream(Query.all())).subscribeOn(Schedulers.boundedElastic());
        }

        @PostMapping("/create/{id}")
        @ResponseStatus(HttpStatus.CREATED)
        Entry<Customer> create(@PathVariable String id) {
            return customers.create(id, Customer.ADA);
        }

        @PutMapping("/mono/{id}")
        Mono<Entry<Customer>> replace(@PathVariable String id, Precondition precondition) {
            return Mono.fromCallable(() -> precondition.required().update(customers, id, Customer.ADA.named("Mono")))
                    .subscribeOn(Schedulers.boundedElastic());
        }

        @PutMapping("/revision/{id}")
        Entry<Customer> revision(@PathVariable String id, Revision seen) {
            return customers.update(id, seen, Customer.ADA.named("Seen"));
        }

        @PutMapping("/outdated/{id}")
        Entry<Customer> outdated(@PathVariable String id) {
            return customers.update(id, new Revision(7, null), Customer.ADA);
        }

        @PostMapping("/unknown")
        Mono<Void> unknown() {
            return Mono.error(new OutcomeUnknownException("T", "p", "k", new IllegalStateException("no reply")));
        }

        @PostMapping("/handled")
        Mono<Void> handled() {
            return Mono.error(new HandledException());
        }

        @GetMapping("/other")
        Mono<Void> other() {
            return Mono.error(new IllegalStateException("of the application"));
        }

        @GetMapping("/store")
        String store() {
            return store.toString();
        }
    }

    @BeforeAll
    static void start() {
        application = WebApplication.startReactive(Controllers.class);
        customers = application.customers();
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void empty() {
        application.database().faults().reset();
        try (var keys = customers.keys(Query.all())) {
            keys.forEach(customers::delete);
        }
    }

    private static void assertProblem(HttpResponse<String> response, int status, String detail) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(response.body()).contains("\"status\":" + status).contains(detail);
    }

    @Test
    void anEntryIsItsValueAndItsETag() {
        Entry<Customer> ada = customers.create("ada", Customer.ADA);
        String tag = ada.revision().toString();
        for (String path : new String[] {"/customers/ada", "/mono/ada", "/found/ada", "/response/ada"}) {
            HttpResponse<String> response = application.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(response.body()).isEqualTo("{\"name\":\"Ada\",\"since\":\"2026-01-31\"}");
            assertThat(response.headers().firstValue("ETag")).contains(tag);

            assertThat(application.get(path, "If-None-Match", "W/" + tag).statusCode())
                    .isEqualTo(304);
            assertProblem(application.get(path, "If-Match", "\"7\""), 412, "'ada' is not as");
            assertThat(application.get(path, "If-Match", tag).statusCode()).isEqualTo(200);
            assertThat(application.send("HEAD", path, null).headers().firstValue("ETag"))
                    .contains(tag);
        }
        assertThat(application.get("/response/ada").headers().firstValue("X-Own"))
                .contains("yes");
        HttpResponse<String> created = application.send("POST", "/create/bob", null);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("ETag"))
                .contains(customers.get("bob").revision().toString());
        for (String path : new String[] {"/found/none", "/optional/none"}) {
            assertProblem(application.get(path), 404, "It does not exist.");
        }
    }

    @Test
    void entriesInOtherObjectsHaveTheFormOfAnItem() {
        assertThat(application.get("/page").body()).isEqualTo("{\"items\":[],\"next\":null}");
        Entry<Customer> ada = customers.create("ada", Customer.ADA);
        String form =
                "{\"key\":\"ada\",\"revision\":\"" + ada.revision().toString().replace("\"", "\\\"")
                        + "\",\"expires\":null,\"value\":{\"name\":\"Ada\",\"since\":\"2026-01-31\"}}";
        assertThat(application.get("/flux").body()).isEqualTo("[" + form + "]");
        assertThat(application.get("/page").body()).startsWith("{\"items\":[" + form + "],\"next\":\"");
    }

    @Test
    void aPreconditionIsBoundAndDecides() {
        Entry<Customer> ada = customers.create("ada", Customer.ADA);
        String tag = ada.revision().toString();
        String json = "{\"name\":\"Bea\",\"since\":\"2026-02-01\"}";

        assertProblem(application.send("PUT", "/customers/ada", json), 428, "If-Match");
        assertProblem(application.send("PUT", "/customers/ada", json, "If-Match", "\"7\""), 412, "'ada' is not as");
        assertProblem(application.send("PUT", "/customers/ada", json, "If-Match", "7"), 400, "If-Match is not a list");
        assertProblem(application.send("PUT", "/customers/bob", json, "If-Match", tag), 404, "'bob' does not exist.");
        assertThat(application
                        .send("PUT", "/customers/ada", json, "If-Match", tag)
                        .statusCode())
                .isEqualTo(200);
        assertThat(customers.get("ada").value().name()).isEqualTo("Bea");
        assertProblem(application.send("PUT", "/mono/ada", null, "If-Match", tag), 412, "'ada' is not as");
        assertThat(application.send("PUT", "/mono/ada", null, "If-Match", "*").statusCode())
                .isEqualTo(200);
        assertProblem(application.send("PUT", "/revision/ada", null), 428, "If-Match");
        assertProblem(application.send("PUT", "/revision/ada", null, "If-Match", tag), 412, "'ada' is not as");
        assertProblem(application.send("PUT", "/revision/ada", null, "If-Match", "*"), 400, "Precondition");
        assertThat(application
                        .send(
                                "PUT",
                                "/revision/ada",
                                null,
                                "If-Match",
                                customers.get("ada").revision().toString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(application
                        .send("DELETE", "/customers/ada", null, "If-Match", "*")
                        .statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /customers/none, 404, does not exist.",
        "GET,  /mono/none,      404, does not exist.",
        "POST, /create/ada,     409, already exists.",
        "PUT,  /outdated/ada,   409, has been changed at the same time.",
        "GET,  /page?cursor=x,  400, The cursor does not belong to this list.",
    })
    void failuresAreProblems(String method, String path, int status, String detail) {
        customers.create("ada", Customer.ADA);
        assertProblem(application.send(method, path, null), status, detail);
    }

    @Test
    void anInvalidKeyIsABadRequest() {
        assertProblem(application.get("/mono/" + "k".repeat(1025)), 400, "A key has 1 to 1024 bytes");
    }

    @Test
    void throttlingIsTransient() {
        application.database().faults().always("GetItem", Fault.throttling());
        HttpResponse<String> response = application.get("/mono/ada");
        assertProblem(response, 503, "cannot be reached at the moment");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void anUnknownOutcomeInvitesNobodyToRepeat() {
        HttpResponse<String> response = application.send("POST", "/unknown", null);
        assertProblem(response, 500, "GET before you repeat the request");
        assertThat(response.body()).contains("tag:dynastore.io,2026:outcome-unknown");
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void otherFailuresAreLeftToTheApplication() {
        assertThat(application.send("POST", "/handled", null).statusCode()).isEqualTo(202);
        assertThat(application.get("/other").statusCode()).isEqualTo(500);
        assertThat(application.get("/other").body()).doesNotContain("data");
    }
}
