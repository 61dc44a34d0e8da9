package io.dynastore.embedded.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Raw;
import io.dynastore.embedded.internal.json.Json;
import io.dynastore.embedded.internal.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Every request, however damaged, gets an answer that DynamoDB could give, and leaves the database intact. */
class ProtocolFuzzTest {
    private static final Duration TIME = Duration.ofSeconds(
            Integer.getInteger("dynastore.fuzz.seconds", Boolean.getBoolean("dynastore.soak") ? 600 : 5));

    private static final int REQUESTS_OF_A_DATABASE = 400;
    private static final Set<String> ERRORS = Set.of(
            "ValidationException",
            "SerializationException",
            "ResourceNotFoundException",
            "ResourceInUseException",
            "LimitExceededException",
            "ConditionalCheckFailedException",
            "TransactionCanceledException",
            "IdempotentParameterMismatchException",
            "UnknownOperationException",
            "ThrottlingException");

    @Test
    void theRequestsThatAreChangedAreValid() throws Exception {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory()) {
            sendAll(database);
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void changedRequestsGetDocumentedErrors(@TempDir Path folder) throws Exception {
        long end = System.nanoTime() + TIME.toNanos();
        long seed = Long.getLong("dynastore.fuzz.seed", 1);
        long first = seed;
        do {
            // Most runs are in memory, which is faster.
            Path file = seed % 4 == 0 ? folder.resolve("database-" + seed) : null;
            try (EmbeddedDynamoDb database = start(file)) {
                fuzz(database, seed);
                check(database, seed);
            }
            if (file != null) {
                try (EmbeddedDynamoDb database = start(file)) {
                    check(database, seed);
                }
            }
            seed++;
        } while (System.nanoTime() < end);
        System.out.printf("%,d requests%n", (seed - first) * REQUESTS_OF_A_DATABASE);
    }

    private static void check(EmbeddedDynamoDb database, long seed) {
        try {
            Damage.check(database);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("Seed " + seed + " left damage", e);
        }
    }

    private static EmbeddedDynamoDb start(Path file) {
        EmbeddedDynamoDb database = file == null
                ? EmbeddedDynamoDb.inMemory()
                : EmbeddedDynamoDb.builder().file(file).start();
        database.streams().limitRates(false);
        return database;
    }

    private static void sendAll(EmbeddedDynamoDb database) throws InterruptedException {
        for (Map.Entry<String, List<String>> requests : Templates.all().entrySet()) {
            for (String request : requests.getValue()) {
                Reply reply = Raw.send(database, requests.getKey(), request.getBytes(StandardCharsets.UTF_8));
                assertThat(reply.status())
                        .as("%s %s: %s", requests.getKey(), request, text(reply))
                        .isEqualTo(200);
            }
        }
    }

    private static void fuzz(EmbeddedDynamoDb database, long seed) throws InterruptedException {
        sendAll(database);
        Random random = new Random(seed);
        Mutations mutations = new Mutations(random);
        List<Map.Entry<String, List<String>>> templates =
                new ArrayList<>(Templates.all().entrySet());
        for (int i = 0; i < REQUESTS_OF_A_DATABASE; i++) {
            Map.Entry<String, List<String>> template = templates.get(random.nextInt(templates.size()));
            byte[] request = mutations.mutated(
                    template.getValue().get(random.nextInt(template.getValue().size())));
            Reply reply = Raw.send(database, template.getKey(), request);
            check(reply, "Seed " + seed + ": " + template.getKey() + " " + new String(request, StandardCharsets.UTF_8));
        }
    }

    private static void check(Reply reply, String request) {
        assertThat(reply.status()).as("%s: %s", request, text(reply)).isIn(200, 400);
        assertThat(Json.read(reply.body())).isInstanceOf(Map.class);
        if (reply.status() == 400) {
            Map<?, ?> error = (Map<?, ?>) Json.read(reply.body());
            String type = String.valueOf(error.get("__type"));
            assertThat(type.substring(type.indexOf('#') + 1)).as(request).isIn(ERRORS);
        }
    }

    private static String text(Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    @Test
    void anOperationThatAwsDoesNotHaveEitherIsUnknown() throws Exception {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory()) {
            for (String operation : List.of("", "Query2")) {
                assertThat(text(Raw.send(database, operation, "{}".getBytes(StandardCharsets.UTF_8))))
                        .isEqualTo("{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}");
            }
        }
    }

    @Test
    void anOperationThatIsNotOfferedIsNamed() throws Exception {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            for (String operation : List.of("ExecuteStatement", "CreateBackup")) {
                Reply reply = Raw.send(database, operation, "{}".getBytes(StandardCharsets.UTF_8));
                assertThat(reply.status()).isEqualTo(400);
                assertThat(text(reply)).contains("UnknownOperationException").contains(operation);
            }
            assertThat(client.listTables().tableNames()).isEmpty();
        }
    }
}
