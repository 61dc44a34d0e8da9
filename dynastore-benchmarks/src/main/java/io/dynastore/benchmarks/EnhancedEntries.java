package io.dynastore.benchmarks;

import static java.util.Objects.requireNonNull;

import io.dynastore.benchmarks.EnhancedItem.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.DeleteItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.PageIterable;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The SDK's {@link DynamoDbEnhancedClient} with its default extensions, of which one manages versions, and the code that its
 * users write around it. It does less than dynastore: a write has no id, its condition is on the version alone, and a
 * refusal does not return the item.
 */
class EnhancedEntries implements Entries.Complete<String, Versioned> {
    private static final TableSchema<Versioned> VERSIONED = TableSchema.fromBean(Versioned.class);
    private static final TableSchema<EnhancedItem> PLAIN = TableSchema.fromBean(EnhancedItem.class);

    final DynamoDbEnhancedClient client;
    private final DynamoDbTable<Versioned> table;
    private final DynamoDbTable<EnhancedItem> plain;
    private final Place place;

    EnhancedEntries(Place place) {
        this.place = place;
        client = DynamoDbEnhancedClient.builder().dynamoDbClient(place.client()).build();
        table = client.table(place.table(), VERSIONED);
        plain = client.table(place.table(), PLAIN);
    }

    void save(EnhancedItem item) {
        if (item instanceof Versioned versioned) {
            table.putItem(versioned);
        } else {
            plain.putItem(item);
        }
    }

    Versioned write(Versioned item) {
        return table.updateItem(item);
    }

    @Nullable
    Versioned load(Key key, boolean consistently) {
        return consistently ? table.getItem(get -> get.key(key).consistentRead(true)) : table.getItem(key);
    }

    void delete(DeleteItemEnhancedRequest request) {
        table.deleteItem(request);
    }

    PageIterable<Versioned> query(QueryEnhancedRequest request) {
        return table.query(request);
    }

    /** Creates the entry, since the extension regards an item without a version as new. */
    @Override
    public final Versioned create(String key, String value) {
        Versioned item = fill(new Versioned(), key, value, place.expiry());
        save(item);
        return item;
    }

    @Override
    public final Versioned get(String key) {
        Versioned item = load(key(key), false);
        if (item != null) {
            Long expires = item.getExpires();
            if (expires == null || Instant.now().getEpochSecond() < expires) {
                return item;
            }
        }
        throw new NoSuchElementException(key);
    }

    @Override
    public final Versioned update(Versioned previous, String value) {
        Versioned item = fill(new Versioned(), previous.getName(), value, previous.getExpires());
        item.setVersion(previous.getVersion());
        return write(item);
    }

    @Override
    public final List<Versioned> page(int size) {
        Expression live = Expression.builder()
                .expression("(attribute_not_exists(expires) OR expires > :now)")
                .expressionValues(Map.of(":now", Place.now()))
                .build();
        QueryEnhancedRequest request = QueryEnhancedRequest.builder()
                .queryConditional(QueryConditional.keyEqualTo(key -> key.partitionValue(Place.PARTITION)))
                .filterExpression(live)
                .limit(size)
                .build();
        return query(request).iterator().next().items();
    }

    @Override
    public final void put(String key, String value) {
        save(fill(new EnhancedItem(), key, value, null));
    }

    @Override
    public final boolean exists(String key) {
        return load(key(key), false) != null;
    }

    /** Deletes the entry on a condition of its own, as the documentation advises: the extension checks nothing. */
    @Override
    public final void delete(Versioned previous) {
        Expression unchanged = Expression.builder()
                .expression("version = :version")
                .putExpressionValue(":version", Place.number(requireNonNull(previous.getVersion())))
                .build();
        delete(DeleteItemEnhancedRequest.builder()
                .key(key(previous.getName()))
                .conditionExpression(unchanged)
                .build());
    }

    /** Reads again after each refusal, which does not return the item. */
    @Override
    public final void modify(String key, UnaryOperator<String> change, boolean consistently) {
        while (true) {
            Versioned item = requireNonNull(load(key(key), consistently));
            item.setPayload(change.apply(item.getPayload()));
            try {
                write(item);
                return;
            } catch (ConditionalCheckFailedException e) {
                // Another writer was faster.
            }
        }
    }

    @Override
    public List<String> createAll(List<String> keys, String value) {
        Long expires = place.expiry();
        client.transactWriteItems(
                tx -> keys.forEach(key -> tx.addPutItem(table, fill(new Versioned(), key, value, expires))));
        return keys;
    }

    private static <I extends EnhancedItem> I fill(I item, String key, String value, @Nullable Long expires) {
        item.setName(key);
        item.setPayload(value);
        item.setExpires(expires);
        return item;
    }

    private static Key key(String key) {
        return Key.builder().partitionValue(Place.PARTITION).sortValue(key).build();
    }
}
