package io.dynastore.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Entry;
import io.dynastore.Partition;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** RFC 9110, section 13, over HTTP: which status a condition leads to, and that a refused request writes nothing. */
class ConditionsTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("[EOI]");
    private static final String JSON = "{\"name\": \"Changed\", \"since\": \"2026-01-31\"}";

    private static WebApplication application;
    private static Partition<Customer> customers;

    @Configuration(proxyBeanMethods = false)
    @Import({CustomerController.class, Conditional.class, Required.class})
    static class Controllers {}

    /** Whose methods accept requests without a condition, and whose PUT creates. */
    @RestController
    @RequestMapping("/optional/{id}")
    static class Conditional {
        private final Partition<Customer> customers;

        Conditional(Partition<Customer> customers) {
            this.customers = customers;
        }

        @PutMapping("/update")
        Entry<Customer> update(@PathVariable String id, Precondition precondition, @RequestBody Customer customer) {
            return precondition.update(customers, id, customer);
        }

        @PutMapping
        Entry<Customer> put(@PathVariable String id, Precondition precondition, @RequestBody Customer customer) {
            return precondition.put(customers, id, customer);
        }
    }

    /** Whose methods require a condition. */
    @RestController
    @RequestMapping("/required/{id}")
    static class Required {
        private final Partition<Customer> customers;

        Required(Partition<Customer> customers) {
            this.customers = customers;
        }

        @PutMapping
        Entry<Customer> put(@PathVariable String id, Precondition precondition, @RequestBody Customer customer) {
            return precondition.required().put(customers, id, customer);
        }

        @PatchMapping
        Entry<Customer> rename(@PathVariable String id, Precondition precondition, @RequestBody String name) {
            return precondition.required().modify(customers, id, customer -> customer.named(name));
        }

        @DeleteMapping
        void delete(@PathVariable String id, Precondition precondition) {
            precondition.required().delete(customers, id);
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
    void nobody() {
        customers.deleteAll("");
    }

    /**
     * What is sent, where E is the current tag, I its text without quotes, and O an older one; and the status of a GET, of an
     * update by PUT or PATCH, of a DELETE, and of a PUT that may create.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            -                | -             | 200 | 200 | 204 | 200
            *                | -             | 200 | 200 | 204 | 200
            E                | -             | 200 | 200 | 204 | 200
            O, E             | -             | 200 | 200 | 204 | 200
            E, O             | -             | 200 | 200 | 204 | 200
            W/O, "x", E      | -             | 200 | 200 | 204 | 200
            ,E,,             | -             | 200 | 200 | 204 | 200
            O                | -             | 412 | 412 | 412 | 412
            O, "x"           | -             | 412 | 412 | 412 | 412
            W/E              | -             | 412 | 412 | 412 | 412
            W/E, O           | -             | 412 | 412 | 412 | 412
            "x"              | -             | 412 | 412 | 412 | 412
            ""               | -             | 412 | 412 | 412 | 412
            "0I"             | -             | 412 | 412 | 412 | 412
            "IA"             | -             | 412 | 412 | 412 | 412
            "1"              | -             | 412 | 412 | 412 | 412
            I                | -             | 400 | 400 | 400 | 400
            "I               | -             | 400 | 400 | 400 | 400
            I"               | -             | 400 | 400 | 400 | 400
            E O              | -             | 400 | 400 | 400 | 400
            w/E              | -             | 400 | 400 | 400 | 400
            *, E             | -             | 400 | 400 | 400 | 400
            -                | *             | 304 | 412 | 412 | 412
            -                | E             | 304 | 412 | 412 | 412
            -                | W/E           | 304 | 412 | 412 | 412
            -                | "x", W/E      | 304 | 412 | 412 | 412
            -                | O             | 200 | 200 | 204 | 200
            -                | "x", W/O      | 200 | 200 | 204 | 200
            -                | "0I"          | 200 | 200 | 204 | 200
            -                | I             | 400 | 400 | 400 | 400
            -                | E, garbage    | 400 | 400 | 400 | 400
            E                | O             | 200 | 200 | 204 | 200
            *                | O             | 200 | 200 | 204 | 200
            E                | E             | 304 | 412 | 412 | 412
            *                | *             | 304 | 412 | 412 | 412
            O                | E             | 412 | 412 | 412 | 412
            O                | O             | 412 | 412 | 412 | 412
            E                | garbage       | 400 | 400 | 400 | 400
            """)
    void ofAnEntryThatExists(
            @Nullable String ifMatch, @Nullable String ifNoneMatch, int get, int update, int delete, int put) {
        for (Map.Entry<String, Integer> expected : Map.of(
                        "GET /customers/ada", get,
                        "HEAD /customers/ada", get,
                        "PUT /optional/ada/update", update,
                        "PATCH /customers/ada", update,
                        "DELETE /customers/ada", delete,
                        "PUT /optional/ada", put)
                .entrySet()) {
            nobody();
            String old = customers.create("ada", Customer.ADA).revision().toString();
            Entry<Customer> current = customers.put("ada", Customer.ADA.named("Current"));

            HttpResponse<String> response = send(
                    expected.getKey(),
                    headers(ifMatch, ifNoneMatch, current.revision().toString(), old));

            String description = expected.getKey() + " " + response.body();
            assertThat(response.statusCode()).as(description).isEqualTo(expected.getValue());
            checkState(description, response, current);
            checkETag(description, response, current);
        }
    }

    private static void checkState(String description, HttpResponse<String> response, Entry<Customer> before) {
        boolean writes =
                response.statusCode() / 100 == 2 && !description.startsWith("GET") && !description.startsWith("HEAD");
        if (!writes) {
            assertThat(customers.consistent().find("ada")).as(description).contains(before);
        } else if (description.startsWith("DELETE")) {
            assertThat(customers.consistent().find("ada")).as(description).isEmpty();
        } else {
            assertThat(customers.consistent().get("ada").version())
                    .as(description)
                    .isEqualTo(3);
        }
    }

    private static void checkETag(String description, HttpResponse<String> response, Entry<Customer> before) {
        String eTag = response.headers().firstValue("ETag").orElse(null);
        switch (response.statusCode()) {
            case 200 ->
                assertThat(eTag)
                        .as(description)
                        .isEqualTo(customers.consistent().get("ada").revision().toString());
            case 304, 412 ->
                assertThat(eTag).as(description).isEqualTo(before.revision().toString());
            default -> assertThat(eTag).as(description).isNull();
        }
        if (response.statusCode() == 304 || description.startsWith("HEAD")) {
            assertThat(response.body()).as(description).isEmpty();
        } else if (response.statusCode() >= 400) {
            assertThat(response.headers().firstValue("Content-Type"))
                    .as(description)
                    .contains("application/problem+json");
        }
    }

    /** What does not exist is not found, whatever the condition is; only a PUT that would create is about the condition. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            -       | -       | 404 | 404 | 404 | 200
            *       | -       | 404 | 404 | 404 | 412
            O       | -       | 404 | 404 | 404 | 412
            O, "x"  | -       | 404 | 404 | 404 | 412
            W/O     | -       | 404 | 404 | 404 | 412
            "x"     | -       | 404 | 404 | 404 | 412
            I       | -       | 404 | 400 | 400 | 400
            -       | *       | 404 | 404 | 404 | 200
            -       | O       | 404 | 404 | 404 | 200
            -       | W/O     | 404 | 404 | 404 | 200
            -       | I       | 404 | 400 | 400 | 400
            *       | *       | 404 | 404 | 404 | 412
            O       | O       | 404 | 404 | 404 | 412
            """)
    void ofAnEntryThatDoesNotExist(
            @Nullable String ifMatch, @Nullable String ifNoneMatch, int get, int update, int delete, int put) {
        for (Map.Entry<String, Integer> expected : Map.of(
                        "GET /customers/ada", get,
                        "HEAD /customers/ada", get,
                        "PUT /optional/ada/update", update,
                        "PATCH /customers/ada", update,
                        "DELETE /customers/ada", delete,
                        "PUT /optional/ada", put)
                .entrySet()) {
            nobody();
            String old = customers.create("ada", Customer.ADA).revision().toString();
            customers.delete("ada");

            HttpResponse<String> response = send(expected.getKey(), headers(ifMatch, ifNoneMatch, old, old));

            assertThat(response.statusCode())
                    .as(expected.getKey() + " " + response.body())
                    .isEqualTo(expected.getValue());
            assertThat(customers.consistent().exists("ada")).isEqualTo(response.statusCode() == 200);
        }
    }

    @Test
    void severalLinesOfAFieldAreOneList() {
        String eTag = customers.create("ada", Customer.ADA).revision().toString();

        assertThat(application
                        .get("/customers/ada", "If-None-Match", "\"x\"", "If-None-Match", eTag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(send("DELETE /customers/ada", "If-Match", "\"x\"", "If-Match", eTag)
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void anEmptyFieldIsAListWithoutTags() {
        customers.create("ada", Customer.ADA);

        assertThat(application.get("/customers/ada", "If-None-Match", "").statusCode())
                .isEqualTo(200);
        assertThat(application.get("/customers/ada", "If-Match", "").statusCode())
                .isEqualTo(412);
        assertThat(send("DELETE /customers/ada", "If-Match", "").statusCode()).isEqualTo(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT /required/ada", "PATCH /required/ada", "DELETE /required/ada"})
    void aConditionThatIsRequiredIsAskedFor(String request) {
        Entry<Customer> ada = customers.create("ada", Customer.ADA);

        HttpResponse<String> response = send(request);
        assertThat(response.statusCode()).isEqualTo(428);
        assertThat(response.body())
                .contains("Send the ETag of the state that you have seen as If-Match, or * for any state.");
        assertThat(send(request, "If-None-Match", "\"x\"").statusCode()).isEqualTo(428);
        assertThat(send(request, "If-None-Match", "*").statusCode()).isEqualTo(412);
        assertThat(send(request, "If-Match", "\"x\"").statusCode()).isEqualTo(412);
        assertThat(customers.get("ada")).isEqualTo(ada);
        assertThat(send(request, "If-Match", ada.revision().toString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aConditionThatIsRequiredIsNotAskedForWhatDoesNotExist() {
        assertThat(send("PATCH /required/ada").statusCode()).isEqualTo(404);
        assertThat(send("DELETE /required/ada").statusCode()).isEqualTo(404);
        assertThat(send("PUT /required/ada").statusCode()).isEqualTo(428);
        assertThat(send("PUT /required/ada", "If-None-Match", "*").statusCode()).isEqualTo(200);
    }

    @Test
    void oneTagCostsNoReadAndAListOne() {
        String eTag = customers.create("ada", Customer.ADA).revision().toString();
        assertThat(requests("PUT /optional/ada/update", "If-Match", eTag)).containsExactly("UpdateItem");
        eTag = customers.get("ada").revision().toString();
        assertThat(requests("PUT /optional/ada", "If-Match", eTag)).containsExactly("UpdateItem");
        eTag = customers.get("ada").revision().toString();
        assertThat(requests("PUT /optional/ada/update", "If-Match", "\"x\", " + eTag))
                .containsExactly("GetItem", "UpdateItem");
        eTag = customers.get("ada").revision().toString();
        assertThat(requests("DELETE /customers/ada", "If-Match", "\"x\", " + eTag))
                .containsExactly("GetItem", "DeleteItem");
        assertThat(requests("PUT /optional/ada", "If-None-Match", "*")).hasSize(1);
        eTag = customers.get("ada").revision().toString();
        assertThat(requests("DELETE /customers/ada", "If-Match", eTag)).containsExactly("DeleteItem");
        customers.create("ada", Customer.ADA);
        assertThat(requests("DELETE /customers/ada", "If-Match", "*")).containsExactly("DeleteItem");
    }

    private static List<String> requests(String request, String... headers) {
        application.forget();
        assertThat(send(request, headers).statusCode()).isBetween(200, 299);
        return application.sent();
    }

    private static HttpResponse<String> send(String request, String... headers) {
        String method = request.substring(0, request.indexOf(' '));
        return application.send(
                method,
                request.substring(method.length() + 1),
                switch (method) {
                    case "PUT" -> JSON;
                    case "PATCH" -> "Changed";
                    default -> null;
                },
                headers);
    }

    private static String[] headers(
            @Nullable String ifMatch, @Nullable String ifNoneMatch, String current, String old) {
        return Stream.of(header("If-Match", ifMatch), header("If-None-Match", ifNoneMatch))
                .filter(Objects::nonNull)
                .flatMap(header -> Stream.of(
                        header.getKey(),
                        PLACEHOLDER.matcher(header.getValue()).replaceAll(placeholder -> switch (placeholder.group()) {
                            case "E" -> current;
                            case "O" -> old;
                            default -> current.substring(1, current.length() - 1);
                        })))
                .toArray(String[]::new);
    }

    private static Map.@Nullable Entry<String, String> header(String name, @Nullable String value) {
        return value == null ? null : Map.entry(name, value);
    }
}
