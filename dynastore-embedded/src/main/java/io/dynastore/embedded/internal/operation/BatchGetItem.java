package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.expression.Projection;
import io.dynastore.embedded.internal.json.JsonValue;
import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.value.Bytes;
import io.dynastore.embedded.internal.value.Item;
import io.dynastore.embedded.internal.value.JsonValues;
import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.value.ValueReader;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** BatchGetItem: each item is read on its own. */
final class BatchGetItem implements Operation {
    private static final int MOST_KEYS = 100;
    private static final long LARGEST_REPLY = 16L << 20;

    private final Context context;

    BatchGetItem(Context context) {
        this.context = context;
    }

    @Override
    public Map<String, @Nullable Object> execute(Input input) {
        List<OfTable> all = new ArrayList<>();
        input.requiredMap("RequestItems")
                .forEach((table, request) -> all.add(OfTable.read(table, new Input(Types.structure(request)))));
        if (all.stream().mapToInt(each -> each.keys().size()).sum() > MOST_KEYS) {
            throw ApiError.validation("Too many items requested for the BatchGetItem call");
        }
        all.forEach(each -> each.resolve(context));
        return read(all, Returns.of(input));
    }

    private Map<String, @Nullable Object> read(List<OfTable> all, Returns returned) {
        Map<String, @Nullable Object> responses = new LinkedHashMap<>();
        Map<String, @Nullable Object> unprocessed = new LinkedHashMap<>();
        List<Capacity> capacities = new ArrayList<>();
        Unprocessed throttled = new Unprocessed();
        long bytes = 0;
        for (OfTable each : all) {
            Table table = context.table(each.name());
            boolean consistent = each.input().truth("ConsistentRead");
            Capacity capacity = Capacity.ofReads(table, consistent);
            List<JsonValue> items = new ArrayList<>();
            List<Object> rest = new ArrayList<>();
            for (int at = 0; at < each.keys().size(); at++) {
                if (bytes > LARGEST_REPLY) {
                    rest.add(each.keys().get(at));
                    continue;
                }
                Item item = GetItem.read(context, table, each.bytes().get(at).array(), consistent);
                Optional<ApiError> refusal = throttle(each, at, table, item);
                if (refusal.isPresent()) {
                    throttled.add(each.name(), each.keys().get(at), refusal.get());
                    rest.add(each.keys().get(at));
                    continue;
                }
                throttled.processed();
                capacity.addRead(item);
                if (item != null) {
                    bytes += item.size();
                    items.add(JsonValues.of(GetItem.projected(each.projection(), item)));
                }
            }
            responses.put(each.name(), items);
            capacities.add(capacity);
            if (!rest.isEmpty()) {
                Map<String, @Nullable Object> request =
                        new LinkedHashMap<>(each.input().tree());
                request.put("Keys", rest);
                unprocessed.put(each.name(), request);
            }
        }
        throttled.check();
        Map<String, @Nullable Object> reply = Returns.reply();
        reply.put("Responses", responses);
        reply.put("UnprocessedKeys", unprocessed);
        returned.put(reply, capacities);
        return reply;
    }

    private Optional<ApiError> throttle(OfTable part, int at, Table table, @Nullable Item item) {
        Throttling throttling = context.throttling();
        return throttling == null
                ? Optional.empty()
                : throttling.tryTake(Capacity.ofReads(table, part.input().truth("ConsistentRead"))
                        .addRead(item)
                        .demand(ValueReader.attributes(part.keys().get(at))));
    }

    /** The part of a batch that concerns one table. */
    private record OfTable(
            String name,
            Input input,
            List<Map<String, @Nullable Object>> keys,
            @Nullable Projection projection,
            List<Bytes> bytes) {

        static OfTable read(String name, Input input) {
            List<@Nullable Object> keys = input.list("Keys");
            Projection projection = GetItem.projection(input);
            List<Map<String, Value>> read = new ArrayList<>();
            Objects.requireNonNull(keys).forEach(key -> read.add(ValueReader.attributes(Types.map(key))));
            if (Set.copyOf(read).size() < read.size()) {
                throw ApiError.validation("Provided list of item keys contains duplicates");
            }
            return new OfTable(name, input, keys.stream().map(Types::map).toList(), projection, new ArrayList<>());
        }

        void resolve(Context context) {
            Table table = context.table(name);
            GetItem.checkScalars(table, projection);
            keys.forEach(key -> bytes.add(new Bytes(Keys.ofKey(table, ValueReader.attributes(key)))));
        }
    }
}
