package io.dynastore.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The SDK's client with requests that are written by hand: those that dynastore sends, and the replies read as far as it
 * reads them. More code would have to explain a refused condition.
 */
record RawEntries(Place place) implements Entries<String, RawEntries.Row> {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LIVE = "(attribute_not_exists(expires) OR expires > :now)";

    /** An item that was read; the expiry of one that does not expire is null. */
    record Row(
            String key,
            String value,
            long version,
            SdkBytes writeId,
            @Nullable Instant expires) {
        private static Row of(Map<String, AttributeValue> item) {
            AttributeValue expires = item.get("expires");
            return new Row(
                    attribute(item, "name").s(),
                    attribute(item, "payload").s(),
                    Long.parseLong(attribute(item, "version").n()),
                    attribute(item, "writeId").b(),
                    expires == null ? null : Instant.ofEpochSecond(Long.parseLong(expires.n())));
        }
    }

    private record Rows(List<Row> rows, @Nullable String cursor) {}

    @Override
    public Row create(String key, String value) {
        Map<String, AttributeValue> item = newItem(key, value);
        place.client()
                .putItem(request -> request.tableName(place.table())
                        .item(item)
                        .conditionExpression("attribute_not_exists(#partition)")
                        .expressionAttributeNames(Map.of("#partition", "id"))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
        return Row.of(item);
    }

    @Override
    public List<String> createAll(List<String> keys, String value) {
        List<TransactWriteItem> items = new ArrayList<>(keys.size());
        for (String key : keys) {
            items.add(TransactWriteItem.builder()
                    .put(put -> put.tableName(place.table())
                            .item(newItem(key, value))
                            .conditionExpression("attribute_not_exists(#partition)")
                            .expressionAttributeNames(Map.of("#partition", "id"))
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                    .build());
        }
        place.client()
                .transactWriteItems(request -> request.transactItems(items)
                        .clientRequestToken(UUID.randomUUID().toString()));
        return keys;
    }

    private Map<String, AttributeValue> newItem(String key, String value) {
        Map<String, AttributeValue> item = new HashMap<>(Place.key(key));
        item.put("version", Place.number(1));
        item.put("payload", AttributeValue.fromS(value));
        item.put("writeId", newWriteId());
        Long expiry = place.expiry();
        if (expiry != null) {
            item.put("expires", Place.number(expiry));
        }
        return item;
    }

    @Override
    public Row get(String key) {
        GetItemResponse response = place.client()
                .getItem(request -> request.tableName(place.table()).key(Place.key(key)));
        if (response.hasItem()) {
            Row row = Row.of(response.item());
            if (row.expires() == null || Instant.now().isBefore(row.expires())) {
                return row;
            }
        }
        throw new NoSuchElementException(key);
    }

    @Override
    public Row update(Row previous, String value) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":next", Place.number(previous.version() + 1));
        values.put(":payload", AttributeValue.fromS(value));
        values.put(":writeId", newWriteId());
        values.put(":version", Place.number(previous.version()));
        values.put(":expected", AttributeValue.fromB(previous.writeId()));
        values.put(":now", Place.now());
        return Row.of(place.client()
                .updateItem(request -> request.tableName(place.table())
                        .key(Place.key(previous.key()))
                        .updateExpression("SET version = :next, payload = :payload, writeId = :writeId")
                        .conditionExpression("version = :version AND writeId = :expected AND " + LIVE)
                        .expressionAttributeValues(values)
                        .returnValues(ReturnValue.ALL_NEW)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .attributes());
    }

    @Override
    public Object page(int size) {
        QueryResponse response = place.client()
                .query(request -> request.tableName(place.table())
                        .keyConditionExpression("#partition = :partition")
                        .filterExpression(LIVE)
                        .expressionAttributeNames(Map.of("#partition", "id"))
                        .expressionAttributeValues(
                                Map.of(":partition", AttributeValue.fromS(Place.PARTITION), ":now", Place.now()))
                        .limit(size));
        List<Row> rows = response.items().stream().map(Row::of).toList();
        return new Rows(rows, response.hasLastEvaluatedKey() ? cursor(response.lastEvaluatedKey()) : null);
    }

    private static String cursor(Map<String, AttributeValue> last) {
        byte[] key = attribute(last, "name").s().getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().encodeToString(key);
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }

    private static AttributeValue newWriteId() {
        byte[] id = new byte[24];
        RANDOM.nextBytes(id);
        return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(id));
    }
}
