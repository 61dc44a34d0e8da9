package io.dynastore.benchmarks.overhead;

import io.dynastore.benchmarks.overhead.OverheadBenchmark.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes sure that dynastore and the code that is written by hand send the same: requests with equal bodies, but for the
 * order of attributes and the random bytes of an id.
 */
final class EquivalentRequests {
    private static final Map<String, Consumer<Contender>> OPERATIONS = operations();

    private EquivalentRequests() {}

    private static Map<String, Consumer<Contender>> operations() {
        Map<String, Consumer<Contender>> operations = new LinkedHashMap<>();
        operations.put("get", Contender::get);
        operations.put("update", Contender::update);
        operations.put("create", Contender::create);
        operations.put("page", Contender::page);
        return operations;
    }

    /**
     * Compares them.
     *
     * @throws IllegalStateException if there is a difference
     */
    static void check() {
        Map<String, JsonNode> byHand = requests(Kind.RAW);
        requests(Kind.DYNASTORE).forEach((operation, request) -> {
            JsonNode other = byHand.get(operation);
            if (!request.equals(other)) {
                throw new IllegalStateException("dynastore's " + operation + " is " + request + ", by hand " + other);
            }
        });
    }

    /** The bodies that are sent at a certain time, by operation; instead of an id its length. */
    static Map<String, JsonNode> requests(Kind kind) {
        CannedHttpClient http = new CannedHttpClient(Sample.replies());
        Clock clock = Clock.fixed(Instant.parse("2026-11-22T12:00:00.250Z"), ZoneOffset.UTC);
        Contender contender = kind.on(Clients.standard(http), clock);
        Map<String, JsonNode> requests = new LinkedHashMap<>();
        OPERATIONS.forEach((name, operation) -> {
            operation.accept(contender);
            JsonNode request = JsonMapper.shared().readTree(http.lastRequest());
            mask(request.path("Item").path("writeId"));
            mask(request.path("ExpressionAttributeValues").path(":writeId"));
            requests.put(name, request);
        });
        return requests;
    }

    private static void mask(JsonNode writeId) {
        if (writeId instanceof ObjectNode bytes) {
            bytes.put("B", bytes.path("B").binaryValue().length + " bytes");
        }
    }
}
