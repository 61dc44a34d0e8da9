package io.dynastore.benchmarks.overhead;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The SDK's client with requests written by hand, as one would who wants just this: the same requests as dynastore sends,
 * the values read from the replies, the expiry looked at. A refused condition would have to be explained by more code.
 */
final class RawContender implements Contender {
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String LIVE = "(attribute_not_exists(expires) OR expires > :now)";

    private final DynamoDbClient client;
    private final Clock clock;
    private final Row previous;

    RawContender(DynamoDbClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
        this.previous = get();
    }

    private record Row(
            String key,
            String value,
            long version,
            @Nullable SdkBytes writeId,
            @Nullable Instant expires) {
        static Row of(Map<String, AttributeValue> item) {
            AttributeValue writeId = item.get("writeId");
            AttributeValue expires = item.get("expires");
            return new Row(
                    string(item, "name"),
                    string(item, "payload"),
                    Long.parseLong(attribute(item, "version").n()),
                    writeId == null ? null : writeId.b(),
                    expires == null ? null : Instant.ofEpochSecond(Long.parseLong(expires.n())));
        }

        private static String string(Map<String, AttributeValue> item, String name) {
            return attribute(item, name).s();
        }

        private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
            AttributeValue attribute = item.get(name);
            if (attribute == null) {
                throw new IllegalStateException("The item has no " + name);
            }
            return attribute;
        }

        boolean isLive(Instant now) {
            return expires == null || now.isBefore(expires);
        }
    }

    private record Rows(List<Row> rows, @Nullable String cursor) {}

    @Override
    public Row get() {
        GetItemResponse response =
                client.getItem(request -> request.tableName(Sample.TABLE).key(key(Sample.PARTITION, Sample.KEY)));
        if (response.hasItem()) {
            Row row = Row.of(response.item());
            if (row.isLive(clock.instant())) {
                return row;
            }
        }
        throw new NoSuchElementException(Sample.KEY);
    }

    @Override
    public Row update() {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":next", number(previous.version() + 1));
        values.put(":payload", AttributeValue.fromS(Sample.VALUE));
        values.put(":writeId", newWriteId());
        values.put(":version", number(previous.version()));
        values.put(":expected", AttributeValue.fromB(previous.writeId()));
        values.put(":now", number(clock.instant().getEpochSecond()));
        return Row.of(client.updateItem(request -> request.tableName(Sample.TABLE)
                        .key(key(Sample.PARTITION, Sample.KEY))
                        .updateExpression("SET version = :next, payload = :payload, writeId = :writeId")
                        .conditionExpression("version = :version AND writeId = :expected AND " + LIVE)
                        .expressionAttributeValues(values)
                        .returnValues(ReturnValue.ALL_NEW)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .attributes());
    }

    @Override
    public Row create() {
        Instant expires = clock.instant().plus(Sample.TIME_TO_LIVE);
        long second = expires.getNano() == 0 ? expires.getEpochSecond() : expires.getEpochSecond() + 1;
        Map<String, AttributeValue> item = new HashMap<>(key(Sample.PARTITION, Sample.KEY));
        item.put("version", number(1));
        item.put("payload", AttributeValue.fromS(Sample.VALUE));
        item.put("writeId", newWriteId());
        item.put("expires", number(second));
        client.putItem(request -> request.tableName(Sample.TABLE)
                .item(item)
                .conditionExpression("attribute_not_exists(#partition)")
                .expressionAttributeNames(Map.of("#partition", "id"))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
        return Row.of(item);
    }

    @Override
    public Rows page() {
        QueryResponse response = client.query(request -> request.tableName(Sample.TABLE)
                .keyConditionExpression("#partition = :partition")
                .filterExpression(LIVE)
                .expressionAttributeNames(Map.of("#partition", "id"))
                .expressionAttributeValues(Map.of(
                        ":partition", AttributeValue.fromS(Sample.PARTITION),
                        ":now", number(clock.instant().getEpochSecond())))
                .limit(Sample.PAGE_SIZE));
        List<Row> rows = new ArrayList<>(response.count());
        for (Map<String, AttributeValue> item : response.items()) {
            rows.add(Row.of(item));
        }
        return new Rows(rows, response.hasLastEvaluatedKey() ? cursor(response.lastEvaluatedKey()) : null);
    }

    private static String cursor(Map<String, AttributeValue> last) {
        return Base64.getUrlEncoder().encodeToString(Row.string(last, "name").getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, AttributeValue> key(String partition, String key) {
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
