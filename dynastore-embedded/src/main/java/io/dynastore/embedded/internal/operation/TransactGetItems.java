package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.expression.Projection;
import io.dynastore.embedded.internal.storage.ItemLocks;
import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.throughput.Demand;
import io.dynastore.embedded.internal.value.Bytes;
import io.dynastore.embedded.internal.value.Item;
import io.dynastore.embedded.internal.value.JsonValues;
import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.wire.ApiError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** TransactGetItems: all items are read at one moment. */
final class TransactGetItems implements Operation {
    private final Context context;

    TransactGetItems(Context context) {
        this.context = context;
    }

    @Override
    public Map<String, @Nullable Object> execute(Input input) {
        List<Get> gets = gets(input.structures("TransactItems"));
        TransactionItems.checkDistinct(gets.stream()
                .map(get -> Map.entry(get.table().schema().name(), get.key()))
                .toList());
        List<@Nullable Item> found = read(gets);
        TransactionItems.checkSize(
                found.stream().mapToLong(item -> item == null ? 0 : item.size()).sum());
        throttle(gets, found);
        return reply(gets, found, Returns.of(input));
    }

    /** Finds the items. An empty value of a key is an error of the request, any other invalid key one of its item. */
    private List<Get> gets(List<Input> items) {
        List<Get> gets = new ArrayList<>();
        List<Optional<ApiError>> errors = new ArrayList<>();
        for (Input item : items) {
            Input get = item.requiredStructure("Get");
            PlaceholderReader.checkAction(get, GetItem.EXPRESSIONS);
            Map<String, Value> key = Objects.requireNonNull(get.attributes("Key"));
            Projection projection = GetItem.checkedProjection(get);
            Table table = context.table(get.requiredText("TableName"));
            GetItem.checkScalars(table, projection);
            Keys.checkNotEmpty(table.schema(), key, false);
            try {
                gets.add(new Get(table, key, new Bytes(Keys.ofKey(table, key)), projection));
                errors.add(Optional.empty());
            } catch (ApiError e) {
                errors.add(Optional.of(e));
            }
        }
        if (gets.size() < errors.size()) {
            throw Cancellations.of(errors);
        }
        return gets;
    }

    private List<@Nullable Item> read(List<Get> gets) {
        int[] stripes = gets.stream()
                .mapToInt(get ->
                        ItemLocks.stripe(get.table().schema().name(), get.key().array()))
                .toArray();
        return context.locks()
                .read(
                        () -> context.store().read(() -> {
                            List<@Nullable Item> items = new ArrayList<>();
                            gets.forEach(
                                    get -> items.add(get.table().get(get.key().array())));
                            return items;
                        }),
                        stripes);
    }

    private void throttle(List<Get> gets, List<@Nullable Item> items) {
        Throttling throttling = context.throttling();
        if (throttling == null) {
            return;
        }
        List<Demand> demands = new ArrayList<>();
        for (int at = 0; at < gets.size(); at++) {
            Get get = gets.get(at);
            demands.add(
                    Capacity.ofTransaction(get.table()).addRead(items.get(at)).demand(get.attributes()));
        }
        List<Optional<ApiError>> errors = throttling.takeAll(demands);
        if (errors.stream().anyMatch(Optional::isPresent)) {
            throw Cancellations.of(errors);
        }
    }

    private static Map<String, @Nullable Object> reply(List<Get> gets, List<@Nullable Item> items, Returns returned) {
        List<Object> responses = new ArrayList<>();
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        for (int at = 0; at < gets.size(); at++) {
            Get get = gets.get(at);
            Item item = items.get(at);
            responses.add(
                    item == null ? Map.of() : Map.of("Item", JsonValues.of(GetItem.projected(get.projection(), item))));
            capacities
                    .computeIfAbsent(get.table().schema().name(), name -> Capacity.ofTransaction(get.table()))
                    .addRead(item);
        }
        Map<String, @Nullable Object> reply = Returns.reply();
        reply.put("Responses", responses);
        returned.put(reply, capacities.values());
        return reply;
    }

    private record Get(
            Table table,
            Map<String, Value> attributes,
            Bytes key,
            @Nullable Projection projection) {}
}
