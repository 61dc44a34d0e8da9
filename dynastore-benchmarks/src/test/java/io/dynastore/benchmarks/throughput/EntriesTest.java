package io.dynastore.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.benchmarks.EmbeddedDatabase;
import io.dynastore.benchmarks.throughput.RawEntries.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class EntriesTest {
    private static final Pattern BYTES = Pattern.compile("0x[0-9a-fA-F]+");

    private final List<Map<String, String>> sent = new ArrayList<>();

    @Test
    void bothSendTheSame() {
        try (EmbeddedDatabase database = new EmbeddedDatabase();
                DynamoDbClient client = client(database)) {
            DynaStore.create(client).table("entries").createIfAbsent();

            List<Map<String, String>> raw = requestsOf(new RawEntries(client, "entries", "p"));
            client.deleteItem(request -> request.tableName("entries")
                    .key(Map.of("id", AttributeValue.fromS("p"), "name", AttributeValue.fromS("k"))));
            List<Map<String, String>> dynastore = requestsOf(new DynastoreEntries(client, "entries", "p"));

            assertThat(raw).hasSize(4).noneMatch(Map::isEmpty).isEqualTo(dynastore);
        }
    }

    @Test
    void bothReadTheSame() {
        try (EmbeddedDatabase database = new EmbeddedDatabase();
                DynamoDbClient client = client(database)) {
            DynaStore.create(client).table("entries").createIfAbsent();
            DynastoreEntries dynastore = new DynastoreEntries(client, "entries", "p");
            RawEntries raw = new RawEntries(client, "entries", "p");

            Entry<String> entry = dynastore.update(dynastore.create("k", "one"), "two");
            Row row = raw.get("k");

            assertThat(row.value()).isEqualTo(entry.value()).isEqualTo("two");
            assertThat(row.version()).isEqualTo(entry.revision().version()).isEqualTo(2);
        }
    }

    @Test
    void aTurnCountsWhatWasDone() throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase();
                DynamoDbClient client = client(database)) {
            DynaStore.create(client).table("entries").createIfAbsent();

            Turn turn = Turn.run(new DynastoreEntries(client, "entries", "p"), 2, Duration.ofSeconds(1));

            assertThat(turn.latencies()).containsOnlyKeys(Step.values());
            assertThat(turn.perSecond())
                    .isEqualTo(turn.latencies().values().stream()
                            .mapToInt(Latencies::size)
                            .sum());
        }
    }

    private <E> List<Map<String, String>> requestsOf(Entries<E> entries) {
        sent.clear();
        E created = entries.create("k", "value");
        entries.get("k");
        entries.update(created, "value");
        entries.get("k");
        return List.copyOf(sent);
    }

    /** What a request has set, with random bytes and the clock's time left out. */
    private static Map<String, String> fields(SdkRequest request) {
        Map<String, String> fields = new TreeMap<>();
        for (SdkField<?> field : request.sdkFields()) {
            Object value = field.getValueOrDefault(request);
            if (value instanceof Map<?, ?> map) {
                map.forEach((key, each) -> fields.put(
                        field.memberName() + "." + key,
                        key.equals(":now")
                                ? "now"
                                : BYTES.matcher(each.toString()).replaceAll("bytes")));
            } else if (value != null) {
                fields.put(field.memberName(), value.toString());
            }
        }
        return fields;
    }

    private DynamoDbClient client(EmbeddedDatabase database) {
        return database.client(
                database.http(),
                ClientOverrideConfiguration.builder()
                        .addExecutionInterceptor(new ExecutionInterceptor() {
                            @Override
                            public void beforeExecution(
                                    Context.BeforeExecution context, ExecutionAttributes attributes) {
                                sent.add(fields(context.request()));
                            }
                        })
                        .build());
    }
}
