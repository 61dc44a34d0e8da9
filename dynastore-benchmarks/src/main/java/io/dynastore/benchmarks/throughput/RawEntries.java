package io.dynastore.benchmarks.throughput;

import io.dynastore.benchmarks.throughput.RawEntries.Row;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The SDK's client with requests written by hand: those that dynastore sends, and the replies read as far as it does. */
final class RawEntries implements Entries<Row> {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DynamoDbClient client;
    private final String table;
    private final String partition;
    private final Clock clock = Clock.systemUTC();

    RawEntries(DynamoDbClient client, String table, String partition) {
        this.client = client;
        this.table = table;
        this.partition = partition;
    }

    record Row(
            String key,
            String value,
            long version,
            SdkBytes writeId,
            @Nullable Instant expires) {
        static Row of(Map<String, AttributeValue> item) {
            AttributeValue expires = item.get("expires");
            return new Row(
                    attribute(item, "name").s(),
                    attribute(item, "payload").s(),
                    Long.parseLong(attribute(item, "version").n()),
                    attribute(item, "writeId").b(),
                    expires == null ? null : Instant.ofEpochSecond(Long.parseLong(expires.n())));
        }

        private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
            return Objects.requireNonNull(item.get(name), name);
        }
    }

    @Override
    public Row create(String key, String value) {
        Map<String, AttributeValue> item = new HashMap<>(key(key));
        item.put("version", number(1));
        item.put("payload", AttributeValue.fromS(value));
        item.put("writeId", newWriteId());
        client.putItem(request -> request.tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(#partition)")
                .expressionAttributeNames(Map.of("#partition", "id"))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
        return Row.of(item);
    }

    @Override
    public Row get(String key) {
        GetItemResponse response =
                client.getItem(request -> request.tableName(table).key(key(key)));
        if (response.hasItem()) {
            Row row = Row.of(response.item());
            if (row.expires() == null || clock.instant().isBefore(row.expires())) {
                return row;
            }
        }
        throw new NoSuchElementException(key);
    }

    @Override
    public Row update(Row previous, String value) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":next", number(previous.version() + 1));
        values.put(":payload", AttributeValue.fromS(value));
        values.put(":writeId", newWriteId());
        values.put(":version", number(previous.version()));
        values.put(":expected", AttributeValue.fromB(previous.writeId()));
        values.put(":now", number(clock.instant().getEpochSecond()));
        return Row.of(client.updateItem(request -> request.tableName(table)
                        .key(key(previous.key()))
                        .updateExpression("SET version = :next, payload = :payload, writeId = :writeId")
                        .conditionExpression("version = :version AND writeId = :expected"
                                + " AND (attribute_not_exists(expires) OR expires > :now)")
                        .expressionAttributeValues(values)
                        .returnValues(ReturnValue.ALL_NEW)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .attributes());
    }

    private Map<String, AttributeValue> key(String key) {
        return Map.of("id", AttributeValue.fromS(partition), "name", AttributeValue.fromS(key));
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    private static AttributeValue newWriteId() {
        byte[] id = new byte[24];
        RANDOM.nextBytes(id);
        return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(id));
    }
}
