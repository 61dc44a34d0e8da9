package io.dynastore;

import io.dynastore.internal.ItemAccess;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The partition of a table. Each method delegates to the class that performs its kind of operation. */
final class DefaultPartition<V> implements Partition<V>, ItemAccess {
    private final PartitionView<V> view;
    private final EntryReader<V> reader;
    private final EntryEncoder<V> encoder;
    private final EntryWriter<V> writer;
    private final EntryModifier<V> modifier;
    private final EntryBatches<V> batches;

    DefaultPartition(PartitionView<V> view) {
        this.view = view;
        this.reader = new EntryReader<>(view);
        this.encoder = new EntryEncoder<>(view);
        this.writer = new EntryWriter<>(view, encoder);
        this.modifier = new EntryModifier<>(view, reader, encoder, writer);
        this.batches = new EntryBatches<>(view);
    }

    PartitionView<V> view() {
        return view;
    }

    EntryEncoder<V> encoder() {
        return encoder;
    }

    @Override
    public String name() {
        return view.name();
    }

    @Override
    public Table table() {
        return view.table();
    }

    @Override
    public Codec<V> codec() {
        return view.codec();
    }

    @Override
    public Partition<V> consistent() {
        return view.consistent() ? this : new DefaultPartition<>(view.withConsistentReads());
    }

    @Override
    public <U> Partition<U> as(Codec<U> codec) {
        return new DefaultPartition<>(view.withCodec(codec));
    }

    @Override
    public Partition<V> withTimeToLive(Duration timeToLive) {
        return new DefaultPartition<>(view.withTimeToLive(timeToLive));
    }

    @Override
    public Partition<V> fence(Fence fence) {
        return new DefaultPartition<>(view.withFence(fence));
    }

    @Override
    public Partition<V> fence(long token) {
        return new DefaultPartition<>(view.withFence(token));
    }

    @Override
    public Entry<V> get(String key) {
        return reader.get(key);
    }

    @Override
    public Optional<Entry<V>> find(String key) {
        return reader.find(key);
    }

    @Override
    public boolean exists(String key) {
        return reader.exists(key);
    }

    @Override
    public Optional<Entry<V>> read(Map<String, AttributeValue> item) {
        return reader.read(item);
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
        view.checkOwn(previous);
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
        view.checkOwn(previous);
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
        return batches.deleteAll(prefix);
    }

    @Override
    public long deleteAll(Collection<String> keys) {
        return batches.deleteAll(keys);
    }

    @Override
    public Page<Entry<V>> list(Query query) {
        return lister().page(view.plan(query), item -> item.entry(view.codec()));
    }

    @Override
    public Stream<Entry<V>> stream(Query query) {
        return lister().stream(view.plan(query), view.codec());
    }

    @Override
    public Stream<String> keys(Query query) {
        return lister().keys(view.plan(query));
    }

    @Override
    public long count(Query query) {
        return lister().count(view.plan(query));
    }

    private EntryLister lister() {
        return view.table().lister();
    }

    @Override
    public UpdateItemResponse updateItem(String operation, String key, UpdateItemRequest.Builder request) {
        Address address = view.address(key);
        Layout layout = view.layout();
        request.tableName(layout.table()).key(layout.itemKey(view.name(), key));
        return view.runner().run(operation, address, call -> call.updateItem(request));
    }

    @Override
    public Optional<Map<String, AttributeValue>> getItem(String operation, String key, boolean consistent) {
        Layout layout = view.layout();
        GetItemRequest.Builder request = GetItemRequest.builder()
                .tableName(layout.table())
                .key(layout.itemKey(view.name(), key))
                .consistentRead(consistent);
        return view.runner().run(operation, view.address(key), call -> {
            GetItemResponse response = call.getItem(request);
            return response.hasItem() ? Optional.of(response.item()) : Optional.empty();
        });
    }

    @Override
    @SuppressWarnings("unchecked") // The caller has the partition's type.
    public AttributeValue encode(String key, Object value) {
        return encoder.payload(key, (V) value);
    }

    @Override
    public Object decode(Map<String, AttributeValue> item) {
        return Objects.requireNonNull(entry(item).value());
    }

    @Override
    public Entry<V> entry(Map<String, AttributeValue> item) {
        return view.stored(item).entry(view.codec());
    }

    @Override
    public ListedPage listReadable(String prefix, int limit, @Nullable String cursor) {
        Query query = Query.all().prefix(prefix).limit(limit).after(cursor);
        Page<Listed> page = lister().page(view.plan(query), this::listed);
        return new ListedPage(page.items(), page.cursor());
    }

    @Override
    public ItemPage listItems(int limit, @Nullable String cursor) {
        Query query = Query.all().limit(limit).after(cursor);
        Page<Map<String, AttributeValue>> page = lister().page(view.plan(query), StoredItem::attributes);
        return new ItemPage(page.items(), page.cursor());
    }

    @Override
    public Stream<KeyedItem> streamItems(String prefix) {
        return lister().stream(view.plan(Query.all().prefix(prefix)))
                .map(item -> new KeyedItem(item.key(), item.attributes()));
    }

    @Override
    public String cursorAfter(Map<String, AttributeValue> item) {
        return Cursor.encode(view.plan(Query.all()), item);
    }

    private Listed listed(StoredItem item) {
        try {
            return new Listed(item.entry(view.codec()).key(), null);
        } catch (CodecException | MalformedItemException e) {
            return new Listed(item.key(), e);
        }
    }

    @Override
    public String checkKey(String key) {
        return view.checkKey(key);
    }

    @Override
    public Clock clock() {
        return view.clock();
    }

    @Override
    public String toString() {
        return view.toString();
    }
}
