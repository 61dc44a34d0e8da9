package io.dynastore.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.dynastore.Entry;
import io.dynastore.Page;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.Revision;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Entries and pages as results of controllers. */
class EntriesTest {
    private static final String ADA = "{\"name\":\"Ada\",\"since\":\"2026-01-31\"}";
    private static final Instant EXPIRES = Instant.parse("2099-12-31T10:30:00Z");

    private static WebApplication application;
    private static String eTag;

    @Configuration(proxyBeanMethods = false)
    @Import({Results.class, Bodies.class})
    static class Controllers {}

    /** A shape, whose JSON has the name of its type. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = Circle.class, name = "circle"))
    interface Shape {}

    record Circle(int radius) implements Shape {}

    record Summary(String title, Entry<Customer> best, Revision revision) {}

    /** Reads an entry of any type. */
    abstract static class Base<V> {
        abstract Partition<V> partition();

        @GetMapping("/inherited/{id}")
        Entry<V> inherited(@PathVariable String id) {
            return partition().get(id);
        }
    }

    @RestController
    static class Results extends Base<Customer> {
        private final Partition<Customer> customers;
        private final Partition<String> notes;

        Results(Partition<Customer> customers, Partition<String> notes) {
            this.customers = customers;
            this.notes = notes;
        }

        @Override
        Partition<Customer> partition() {
            return customers;
        }

        @GetMapping("/entry/{id}")
        Entry<Customer> entry(@PathVariable String id) {
            return customers.get(id);
        }

        @GetMapping("/response/{id}")
        ResponseEntity<Entry<Customer>> response(@PathVariable String id) {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noCache())
                    .header("X-Other", "kept")
                    .body(customers.get(id));
        }

        @GetMapping("/optional/{id}")
        Optional<Entry<Customer>> optional(@PathVariable String id) {
            return customers.find(id);
        }

        @GetMapping("/future/{id}")
        CompletableFuture<Entry<Customer>> future(@PathVariable String id) {
            return CompletableFuture.supplyAsync(() -> customers.get(id));
        }

        @GetMapping("/callable/{id}")
        Callable<ResponseEntity<Entry<Customer>>> callable(@PathVariable String id) {
            return () -> ResponseEntity.ok(customers.get(id));
        }

        @GetMapping("/object/{id}")
        Object object(@PathVariable String id) {
            return customers.get(id);
        }

        @GetMapping("/wildcard/{id}")
        ResponseEntity<?> wildcard(@PathVariable String id) {
            return ResponseEntity.ok(customers.get(id));
        }

        @GetMapping("/of/{id}")
        ResponseEntity<Entry<Customer>> of(@PathVariable String id) {
            return ResponseEntity.of(customers.find(id));
        }

        @GetMapping("/own-tag")
        ResponseEntity<Entry<Customer>> ownTag() {
            return ResponseEntity.ok().eTag("W/\"own\"").body(customers.get("ada"));
        }

        @PostMapping("/created")
        @ResponseStatus(HttpStatus.CREATED)
        Entry<Customer> created() {
            return customers.get("ada");
        }

        @PostMapping("/located")
        ResponseEntity<Entry<Customer>> located() {
            return ResponseEntity.created(URI.create("/entry/ada")).body(customers.get("ada"));
        }

        @GetMapping("/text")
        Entry<String> text() {
            return notes.get("n");
        }

        @GetMapping("/shape")
        Entry<Shape> shape() {
            return customers.get("ada").withValue(new Circle(2));
        }

        @GetMapping("/shapes")
        Page<Entry<Shape>> shapes() {
            return customers.list(Query.all()).map(entry -> entry.withValue(new Circle(2)));
        }

        @GetMapping("/page")
        Page<Entry<Customer>> page() {
            return customers.list(Query.all().limit(1));
        }

        @GetMapping("/names")
        Page<String> names() {
            return customers.list(Query.all()).map(entry -> entry.value().name());
        }

        @GetMapping("/list")
        List<Entry<Customer>> list() {
            return customers.stream(Query.all()).toList();
        }

        @GetMapping("/map")
        Map<String, Entry<Customer>> map() {
            return customers.findAll(List.of("ada"));
        }

        @GetMapping("/summary")
        Summary summary() {
            Entry<Customer> ada = customers.get("ada");
            return new Summary("best", ada, ada.revision());
        }
    }

    @Controller
    static class Bodies {
        private final Partition<Customer> customers;

        Bodies(Partition<Customer> customers) {
            this.customers = customers;
        }

        @GetMapping("/annotated/{id}")
        @ResponseBody
        Entry<Customer> annotated(@PathVariable String id) {
            return customers.get(id);
        }
    }

    @BeforeAll
    static void start() {
        application = WebApplication.start(Controllers.class);
        eTag = fill(application);
    }

    private static String fill(WebApplication application) {
        application.customers().create("bob", Customer.ADA.named("Bob"));
        application.notes().create("n", "a note");
        return application
                .customers()
                .create("ada", Customer.ADA, with -> with.expiresAt(EXPIRES))
                .revision()
                .toString();
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "entry",
                "response",
                "optional",
                "future",
                "callable",
                "object",
                "wildcard",
                "of",
                "inherited",
                "annotated"
            })
    void theValueIsTheBodyAndTheRevisionTheETag(String form) {
        HttpResponse<String> response = application.get("/" + form + "/ada");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(ADA);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("ETag")).contains(eTag);
        assertThat(application.get("/" + form + "/ada", "If-None-Match", "W/" + eTag))
                .satisfies(known -> {
                    assertThat(known.statusCode()).isEqualTo(304);
                    assertThat(known.body()).isEmpty();
                    assertThat(known.headers().firstValue("ETag")).contains(eTag);
                });
        assertThat(application.get("/" + form + "/nobody").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"entry", "optional", "future", "annotated"})
    void whatDoesNotExistIsAProblem(String form) {
        HttpResponse<String> response = application.get("/" + form + "/nobody");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body())
                .contains("does not exist", "\"instance\":\"/" + form + "/nobody\"", "\"status\":404");
    }

    @Test
    void otherHeadersStayIn304Too() {
        HttpResponse<String> response = application.get("/response/ada", "If-None-Match", eTag);

        assertThat(response.statusCode()).isEqualTo(304);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(response.headers().firstValue("X-Other")).contains("kept");
    }

    @Test
    void aTagOfTheApplicationStays() {
        HttpResponse<String> response = application.get("/own-tag", "If-None-Match", eTag);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("ETag")).contains("W/\"own\"");
        assertThat(application.get("/own-tag", "If-None-Match", "\"own\"").statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/created", "/located"})
    void theStatusOfTheApplicationStays(String path) {
        HttpResponse<String> response = application.send("POST", path, null);

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo(ADA);
        assertThat(response.headers().firstValue("ETag")).contains(eTag);
    }

    @Test
    void headHasTheTagAndNoBody() {
        HttpResponse<String> response = application.send("HEAD", "/entry/ada", null);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("ETag")).contains(eTag);
    }

    @Test
    void textIsWrittenAsText() {
        HttpResponse<String> response = application.get("/text");

        assertThat(response.body()).isEqualTo("a note");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    }

    @Test
    void theNameOfATypeIsWritten() {
        assertThat(application.get("/shape").body()).contains("\"circle\"", "\"radius\":2");
        assertThat(application.get("/shapes").body()).contains("\"circle\"", "\"radius\":2");
    }

    @Test
    void aPageHasItemsAndACursor() {
        Page<Entry<Customer>> page = application.customers().list(Query.all().limit(1));

        assertThat(application.get("/page").body())
                .isEqualTo("{\"items\":[" + item(eTag) + "],\"next\":\"" + page.cursor() + "\"}");
        assertThat(application.get("/names").body()).isEqualTo("{\"items\":[\"Ada\",\"Bob\"],\"next\":null}");
    }

    @Test
    void entriesInOtherResultsHaveTheFormOfAnItem() {
        assertThat(application.get("/list").body()).startsWith("[" + item(eTag) + ",{\"key\":\"bob\"");
        assertThat(application.get("/map").body()).isEqualTo("{\"ada\":" + item(eTag) + "}");
        assertThat(application.get("/summary").body())
                .isEqualTo("{\"title\":\"best\",\"best\":" + item(eTag) + ",\"revision\":" + quoted(eTag) + "}");
    }

    private static String item(String eTag) {
        return "{\"key\":\"ada\",\"revision\":" + quoted(eTag) + ",\"expires\":\"2099-12-31T10:30:00Z\",\"value\":"
                + ADA + "}";
    }

    private static String quoted(String eTag) {
        return "\"" + eTag.replace("\"", "\\\"") + "\"";
    }

    /** The value is the application's, and the names around it are not. */
    @Test
    void theSettingsOfTheApplicationChangeTheValueAlone() {
        try (WebApplication other = WebApplication.start(
                Controllers.class,
                "spring.jackson.property-naming-strategy=UPPER_CAMEL_CASE",
                "spring.jackson.default-property-inclusion=non_null",
                "spring.jackson.datatype.datetime.write-dates-as-timestamps=true")) {
            fill(other);

            assertThat(other.get("/entry/bob").body()).isEqualTo("{\"Name\":\"Bob\",\"Since\":[2026,1,31]}");
            assertThat(other.get("/list").body())
                    .contains("{\"key\":\"bob\",\"revision\":")
                    .endsWith(",\"expires\":null,\"value\":{\"Name\":\"Bob\",\"Since\":[2026,1,31]}}]");
            assertThat(other.get("/names").body()).isEqualTo("{\"items\":[\"Ada\",\"Bob\"],\"next\":null}");
        }
    }
}
