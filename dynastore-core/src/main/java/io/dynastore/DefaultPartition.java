package io.dynastore;

import io.dynastore.internal.ItemAccess;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The partition of a table, by blocking calls. */
final class DefaultPartition<V> implements Partition<V>, ItemAccess {
    private final Table table;
    private final String name;
    private final Codec<V> codec;
    private final boolean consistent;
    private final @Nullable Duration timeToLive;
    private final LongSupplier token;
    private final Layout layout;
    private final OperationRunner runner;
    private final EntryEncoder<V> encoder;
    private final EntryWriter<V> writer;
    private final EntryModifier<V> modifier;
    private final EntryBatches<V> batches;

    DefaultPartition(
            Table table,
            String name,
            Codec<V> codec,
            boolean consistent,
            @Nullable Duration timeToLive,
            LongSupplier token) {
        this.table = table;
        this.layout = table.layout();
        this.runner = table.runner();
        this.name = layout.checkPartition(name);
        this.codec = Objects.requireNonNull(codec, "codec");
        this.consistent = consistent;
        this.timeToLive = timeToLive;
        this.token = token;
        this.encoder = new EntryEncoder<>(table.clock(), layout, name, codec, timeToLive, token);
        this.writer = new EntryWriter<>(runner, table.clock(), layout, encoder);
        this.modifier = new EntryModifier<>(table, name, codec, encoder, writer);
        this.batches = new EntryBatches<>(runner, table.clock(), layout, name, codec, consistent);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Table table() {
        return table;
    }

    @Override
    public Codec<V> codec() {
        return codec;
    }

    @Override
    public Partition<V> consistent() {
        return consistent ? this : new DefaultPartition<>(table, name, codec, true, timeToLive, token);
    }

    @Override
    public <U> Partition<U> as(Codec<U> other) {
        return new DefaultPartition<>(table, name, other, consistent, timeToLive, token);
    }

    @Override
    public Partition<V> withTimeToLive(Duration timeToLive) {
        Expiry.after(layout.address(name), table.clock().instant(), timeToLive);
        return new DefaultPartition<>(table, name, codec, consistent, timeToLive, token);
    }

    @Override
    public Partition<V> fence(Fence fence) {
        return fenced(FencingToken.of(layout.address(name), fence));
    }

    @Override
    public Partition<V> fence(long token) {
        return fenced(FencingToken.of(layout.address(name), token));
    }

    private Partition<V> fenced(LongSupplier newToken) {
        return new DefaultPartition<>(table, name, codec, consistent, timeToLive, newToken);
    }

    @Override
    public Entry<V> get(String key) {
        Address address = address(key);
        return runner.run("get", address, call -> {
            StoredItem item = table.live(call.getItem(ReadRequests.get(layout, name, key, consistent)));
            if (item == null) {
                throw new KeyNotFoundException(address);
            }
            return item.entry(codec);
        });
    }

    @Override
    public Optional<Entry<V>> find(String key) {
        return runner.run("find", address(key), call -> {
            StoredItem item = table.live(call.getItem(ReadRequests.get(layout, name, key, consistent)));
            return item == null ? Optional.empty() : Optional.of(item.entry(codec));
        });
    }

    @Override
    public boolean exists(String key) {
        return runner.run(
                "exists",
                address(key),
                call -> table.live(call.getItem(ReadRequests.exists(layout, name, key, consistent))) != null);
    }

    @Override
    public Entry<V> put(String key, V value, Consumer<? super WriteOptions> options) {
        return writer.put(key, value, options);
    }

    @Override
    public Entry<V> create(String key, V value, Consumer<? super WriteOptions> options) {
        return writer.create(key, value, options);
    }

    @Override
    public Entry<V> update(Entry<?> previous, V value, Consumer<? super WriteOptions> options) {
        checkOwn(previous);
        return writer.update(previous.key(), previous.revision(), value, options);
    }

    @Override
    public Entry<V> update(String key, Revision expected, V value, Consumer<? super WriteOptions> options) {
        return writer.update(key, expected, value, options);
    }

    @Override
    public Entry<V> modify(String key, UnaryOperator<V> change, Consumer<? super WriteOptions> options) {
        return modifier.modify(key, null, change, options);
    }

    @Override
    public Entry<V> modifyOrCreate(
            String key, V initial, UnaryOperator<V> change, Consumer<? super WriteOptions> options) {
        return modifier.modify(key, Objects.requireNonNull(initial, "initial"), change, options);
    }

    @Override
    public boolean delete(String key) {
        return writer.delete(key);
    }

    @Override
    public void delete(Entry<?> previous) {
        checkOwn(previous);
        writer.delete(previous.key(), previous.revision());
    }

    @Override
    public void delete(String key, Revision expected) {
        writer.delete(key, expected);
    }

    @Override
    public Map<String, Entry<V>> findAll(Collection<String> keys) {
        return batches.findAll(keys);
    }

    @Override
    public long deleteAll(String prefix) {
        checkUnfenced();
        // Consistent, or an entry just written might be missed, and nobody would know.
        QueryPlan plan = QueryPlan.ofPartition(layout, name, Query.all().prefix(prefix), true);
        return batches.deleteAll(table.lister().keys(plan).iterator());
    }

    @Override
    public long deleteAll(Collection<String> keys) {
        checkUnfenced();
        return batches.deleteAll(keys);
    }

    private void checkUnfenced() {
        if (isFenced()) {
            throw new UnsupportedOperationException("deleteAll cannot be fenced (" + layout.address(name)
                    + "): DynamoDB's batches have no conditions. Delete the entries one by one, or by the partition"
                    + " without the fence.");
        }
    }

    private boolean isFenced() {
        return token != FencingToken.UNFENCED;
    }

    @Override
    public Page<Entry<V>> list(Query query) {
        return table.lister().page(plan(query), codec);
    }

    @Override
    public Stream<Entry<V>> stream(Query query) {
        return table.lister().stream(plan(query), codec);
    }

    @Override
    public long count(Query query) {
        return table.lister().count(plan(query));
    }

    @Override
    public Stream<String> keys(Query query) {
        return table.lister().keys(plan(query));
    }

    @Override
    public Optional<Entry<V>> read(Map<String, AttributeValue> item) {
        StoredItem stored = new StoredItem(layout, item);
        return stored.partition().equals(name) && stored.isLive(nowSecond())
                ? Optional.of(stored.entry(codec))
                : Optional.empty();
    }

    @Override
    public UpdateItemResponse updateItem(String operation, String key, UpdateItemRequest.Builder request) {
        request.tableName(layout.table()).key(layout.itemKey(name, layout.checkKey(name, key)));
        return runner.run(operation, layout.address(name, key), call -> call.updateItem(request));
    }

    @Override
    public String checkKey(String key) {
        return layout.checkKey(name, key);
    }

    @Override
    public Clock clock() {
        return table.clock();
    }

    private QueryPlan plan(Query query) {
        return QueryPlan.ofPartition(layout, name, query, consistent);
    }

    OperationRunner runner() {
        return runner;
    }

    Layout layout() {
        return layout;
    }

    EntryEncoder<V> encoder() {
        return encoder;
    }

    long nowSecond() {
        return table.clock().instant().getEpochSecond();
    }

    Address address(String key) {
        return layout.address(name, layout.checkKey(name, key));
    }

    void checkOwn(Entry<?> entry) {
        if (!entry.table().equals(layout.table()) || !entry.partition().equals(name)) {
            throw new IllegalArgumentException("The entry is not of " + layout.address(name) + " but "
                    + new Address(entry.table(), entry.partition(), entry.key()) + ". Use the partition it came from.");
        }
    }

    @Override
    public String toString() {
        return "Partition[" + layout.address(name) + ", " + codec + (consistent ? ", consistent" : "")
                + (isFenced() ? ", fenced" : "") + "]";
    }
}
