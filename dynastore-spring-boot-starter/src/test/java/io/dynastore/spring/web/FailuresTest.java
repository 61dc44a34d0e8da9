package io.dynastore.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.KeyModifiedException;
import io.dynastore.OutcomeUnknownException;
import io.dynastore.Page;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.Revision;
import io.dynastore.embedded.Fault;
import io.dynastore.spring.autoconfigure.DynaStoreClientBuilderCustomizer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/** What clients are told of failures, over HTTP. */
class FailuresTest {
    private static WebApplication application;
    private static Partition<Customer> customers;

    @Configuration(proxyBeanMethods = false)
    @Import({Failing.class, Handlers.class})
    static class Controllers {
        @Bean
        DynaStoreClientBuilderCustomizer noRetries() {
            return builder -> builder.overrideConfiguration(
                    override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()));
        }
    }

    /** A failure of the application. */
    @ResponseStatus(HttpStatus.PAYMENT_REQUIRED)
    static final class UnpaidException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnpaidException(Throwable cause) {
            super(cause);
        }
    }

    static final class HandledException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @RestControllerAdvice
    static class Handlers {
        @ExceptionHandler(HandledException.class)
        ResponseEntity<String> handled() {
            return ResponseEntity.status(HttpStatus.ACCEPTED).body("handled");
        }
    }

    @RestController
    static class Failing {
        private final DynaStore store;
        private final Partition<Customer> customers;
        private final Partition<String> notes;

        Failing(DynaStore store, Partition<Customer> customers, Partition<String> notes) {
            this.store = store;
            this.customers = customers;
            this.notes = notes;
        }

        @PostMapping("/create/{id}")
        Entry<Customer> create(@PathVariable String id) {
            return customers.create(id, Customer.ADA);
        }

        @GetMapping("/get")
        Entry<Customer> get(@RequestParam String id) {
            return customers.get(id);
        }

        @GetMapping("/later")
        CompletableFuture<Entry<Customer>> later(@RequestParam String id) {
            return CompletableFuture.supplyAsync(() -> customers.get(id));
        }

        @GetMapping("/list")
        Page<Entry<Customer>> list(@RequestParam String cursor) {
            return customers.list(Query.all().after(cursor));
        }

        @PutMapping("/outdated/{id}")
        Entry<Customer> outdated(@PathVariable String id) {
            return customers.update(id, new Revision(7, null), Customer.ADA);
        }

        /** The condition is true for the customer; then another entry refuses. */
        @PutMapping("/both/{id}")
        void both(@PathVariable String id, Precondition precondition) {
            precondition.update(customers, id, Customer.ADA.named("Both"));
            notes.update(id, new Revision(7, null), "both");
        }

        @PutMapping("/both-with-revision/{id}")
        void bothWithRevision(@PathVariable String id, Revision seen) {
            customers.update(id, seen, Customer.ADA.named("Both"));
            notes.update(id, new Revision(7, null), "both");
        }

        @PutMapping("/together/{id}")
        void together(@PathVariable String id, @RequestParam String rival, Precondition precondition) {
            Entry<Customer> seen = precondition.check(customers, id);
            if (rival.equals("customer")) {
                customers.put(id, Customer.ADA.named("Rival"));
            }
            Revision expected =
                    rival.equals("note") ? new Revision(7, null) : notes.get(id).revision();
            store.transact(tx ->
                    tx.update(customers, seen, Customer.ADA.named("Together")).update(notes, id, expected, "together"));
        }

        @PutMapping("/checked/{id}")
        void checked(@PathVariable String id, Precondition precondition) {
            Entry<Customer> seen = precondition.check(customers, id);
            customers.put(id, Customer.ADA.named("Rival"));
            customers.update(seen, Customer.ADA.named("Checked"));
        }

        @PostMapping("/unknown")
        void unknown() {
            throw new OutcomeUnknownException("T", "p", "k", new IllegalStateException("no reply"));
        }

        @PostMapping("/unpaid")
        void unpaid() {
            try {
                customers.create("ada", Customer.ADA);
            } catch (RuntimeException e) {
                throw new UnpaidException(e);
            }
        }

        @PostMapping("/handled")
        void handled() {
            throw new HandledException();
        }

        @PostMapping("/elsewhere")
        void elsewhere() {
            throw SdkClientException.create("another service of AWS does not answer");
        }

        @PostMapping("/mistake")
        void mistake() {
            throw new IllegalArgumentException("a mistake in the application");
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
        application.database().faults().reset();
        customers.deleteAll("");
        customers.create("ada", Customer.ADA);
        application.notes().put("ada", "a note");
    }

    @Test
    void anEntryThatExistsIsAConflict() {
        problem(application.send("POST", "/create/ada", null), 409, "'ada' already exists.");
    }

    @Test
    void anEntryThatDoesNotExistIsNotFound() {
        problem(application.get("/get?id=bob"), 404, "'bob' does not exist.");
        problem(application.get("/later?id=bob"), 404, "'bob' does not exist.");
        problem(application.send("PUT", "/outdated/bob", null), 404, "'bob' does not exist.");
    }

    @Test
    void aChangeMeanwhileIsAConflictWithoutACondition() {
        problem(application.send("PUT", "/outdated/ada", null), 409, "'ada' has been changed at the same time.");
        problem(application.send("PUT", "/checked/ada", null), 409, "'ada' has been changed at the same time.");
        problem(
                application.send("PUT", "/checked/ada", null, "If-Match", "*"),
                409,
                "'ada' has been changed at the same time.");
    }

    @Test
    void aFalseConditionIsAboutItsOwnEntryAlone() {
        String eTag = customers.get("ada").revision().toString();
        problem(application.send("PUT", "/both/ada", null, "If-Match", eTag), 409, "'ada' has been changed");
        assertThat(customers.get("ada").value().name()).isEqualTo("Both");

        eTag = customers.get("ada").revision().toString();
        problem(
                application.send("PUT", "/both-with-revision/ada", null, "If-Match", eTag),
                409,
                "'ada' has been changed");
        problem(
                application.send("PUT", "/both-with-revision/ada", null, "If-Match", eTag),
                412,
                "'ada' is not as you last saw it.");
    }

    @Test
    void aFalseConditionOfAnEntryThatWasCheckedIsOne() {
        problem(application.send("PUT", "/checked/ada", null, "If-Match", "\"x\""), 412, "'ada' is not as");
        String eTag = customers.get("ada").revision().toString();

        problem(application.send("PUT", "/checked/ada", null, "If-Match", eTag), 412, "'ada' is not as");
    }

    @Test
    void aTransactionTellsWhichEntryRefused() {
        String eTag = customers.get("ada").revision().toString();

        problem(
                application.send("PUT", "/together/ada?rival=note", null, "If-Match", eTag),
                409,
                "Nothing was written.");
        HttpResponse<String> refused = application.send("PUT", "/together/ada?rival=customer", null, "If-Match", eTag);
        problem(refused, 412, "'ada' is not as");
        Entry<Customer> rivals = customers.get("ada");
        assertThat(refused.headers().firstValue("ETag"))
                .contains(rivals.revision().toString());
        assertThat(application
                        .send(
                                "PUT",
                                "/together/ada?rival=none",
                                null,
                                "If-Match",
                                rivals.revision().toString())
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"damaged", "", "%C3%BC"})
    void aBadCursorIsABadRequest(String cursor) {
        problem(application.get("/list?cursor=" + cursor), 400, "The cursor does not belong to this list.");
    }

    @Test
    void aBadKeyIsABadRequest() {
        problem(application.get("/get?id=" + "x".repeat(1025)), 400, "A key has 1 to 1024 bytes of valid UTF-8.");
        problem(application.get("/get?id="), 400, "A key has 1 to 1024 bytes of valid UTF-8.");
        problem(application.get("/later?id="), 400, "A key has 1 to 1024 bytes of valid UTF-8.");
    }

    @Test
    void throttlingIsTemporary() {
        for (Fault fault : List.of(Fault.throttling(), Fault.throughputExceeded(), Fault.requestLimitExceeded())) {
            application
                    .database()
                    .faults()
                    .always("GetItem", fault)
                    .always("PutItem", fault)
                    .always("UpdateItem", fault);

            for (HttpResponse<String> response :
                    List.of(application.get("/get?id=ada"), application.send("POST", "/create/bob", null))) {
                problem(response, 503, "Try again later.");
                assertThat(response.headers().firstValue("Retry-After")).contains("1");
            }
        }
    }

    @Test
    void whatIsNotTemporaryIsNotSaidToBe() {
        application.database().faults().always("GetItem", Fault.accessDenied());

        HttpResponse<String> response = application.get("/get?id=ada");

        problem(response, 503, "cannot be reached");
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void anUnknownOutcomeInvitesNobodyToRepeatIt() {
        application.database().faults().next("PutItem", Fault.loseReply()).next("UpdateItem", Fault.loseReply());

        for (HttpResponse<String> response :
                List.of(application.send("POST", "/unknown", null), application.send("POST", "/create/bob", null))) {
            problem(response, 500, "GET before you repeat");
            assertThat(response.body())
                    .contains("\"type\":\"tag:dynastore.io,2026:outcome-unknown\"")
                    .contains("\"title\":\"Outcome Unknown\"");
            assertThat(response.headers().firstValue("Retry-After")).isEmpty();
        }
    }

    @Test
    void whatTheApplicationHandlesItselfIsLeftToIt() {
        assertThat(application.send("POST", "/unpaid", null).statusCode()).isEqualTo(402);
        assertThat(application.send("POST", "/handled", null).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/elsewhere", "/mistake"})
    void otherFailuresAreNotTheStores(String path) {
        HttpResponse<String> response = application.send("POST", path, null);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void aClientThatAcceptsNoJsonReceivesTheProblemToo() {
        HttpResponse<String> response = application.send("POST", "/create/ada", null, "Accept", "text/html");

        problem(response, 409, "already exists");
    }

    private static void problem(HttpResponse<String> response, int status, String detail) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body())
                .contains(detail, "\"status\":" + status, "\"instance\":\"/")
                .doesNotContain("WebTable", "trace", KeyModifiedException.class.getSimpleName());
    }
}
