package io.dynastore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.benchmarks.ClientBenchmark.Kind;
import io.dynastore.benchmarks.RawEntries.Row;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EntriesTest {
    @Test
    void dynastoreAndTheCodeByHandSendTheSame() {
        assertThat(requests(Kind.RAW))
                .hasSize(8)
                .isEqualTo(requests(Kind.DYNASTORE))
                .isEqualTo(requests(Kind.DYNASTORE_JSON));
    }

    @Test
    void theUpdateDoesTheWholeJob() {
        JsonNode update = requests(Kind.RAW).get(3);

        assertThat(update.path("ConditionExpression").stringValue())
                .contains("version = :version", "writeId = :expected", "expires > :now");
        assertThat(update.path("ReturnValuesOnConditionCheckFailure").stringValue())
                .isEqualTo("ALL_OLD");
        assertThat(update.path("ExpressionAttributeValues")
                        .path(":writeId")
                        .path("B")
                        .stringValue())
                .isEqualTo("24 bytes");
    }

    @Test
    void theEnhancedClientSendsLess() {
        assertThat(requests(Kind.ENHANCED).get(3))
                .isNotEqualTo(requests(Kind.RAW).get(3));
    }

    @Test
    void dynastoreAndTheCodeByHandReadTheSame() {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            Place place = new Place(client, "entries", Duration.ofHours(1));
            DynaStore.create(client).table(place.table()).createIfAbsent();
            DynastoreEntries<String> dynastore = DynastoreEntries.of(place);

            Entry<String> entry = dynastore.update(dynastore.create("k", "one"), "two");
            Row row = new RawEntries(place).get("k");

            assertThat(row.value()).isEqualTo(entry.value()).isEqualTo("two");
            assertThat(row.version()).isEqualTo(entry.revision().version()).isEqualTo(2);
            assertThat(row.expires()).isEqualTo(entry.expires());
        }
    }

    /** Returns the requests of each operation, before which the sample is read. */
    private static List<JsonNode> requests(Kind kind) {
        Bodies bodies = new Bodies(new ArrayList<>());
        try (DynamoDbClient client = EmbeddedClients.configure(
                        DynamoDbClient.builder().overrideConfiguration(with -> with.addExecutionInterceptor(bodies)),
                        new CannedHttpClient(Entries.PAGE_SIZE))
                .build()) {
            for (String operation : List.of("get", "update", "create", "page")) {
                Object unused = kind.on(Sample.place(client), operation).get();
            }
        }
        return bodies.all();
    }

    /** Keeps the bodies that are sent, without the times; instead of an id its length. */
    private record Bodies(List<JsonNode> all) implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            try (InputStream body =
                    context.requestBody().orElseThrow().contentStreamProvider().newStream()) {
                JsonNode request = JsonMapper.shared().readTree(body);
                for (String field : List.of("Item", "ExpressionAttributeValues")) {
                    mask(request.path(field).path("writeId"));
                    mask(request.path(field).path(":writeId"));
                    mask(request.path(field).path("expires"));
                    mask(request.path(field).path(":now"));
                }
                all.add(request);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void mask(JsonNode value) {
            if (value.path("B").isString()) {
                ((ObjectNode) value).put("B", value.path("B").binaryValue().length + " bytes");
            } else if (value.path("N").isString()) {
                ((ObjectNode) value).put("N", "time");
            }
        }
    }
}
