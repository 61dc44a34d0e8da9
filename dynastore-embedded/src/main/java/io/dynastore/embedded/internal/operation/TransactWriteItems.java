package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.json.Json;
import io.dynastore.embedded.internal.storage.ItemLocks;
import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.storage.Tokens;
import io.dynastore.embedded.internal.throughput.Demand;
import io.dynastore.embedded.internal.value.Bytes;
import io.dynastore.embedded.internal.value.Item;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** TransactWriteItems: all writes are executed or none, while all their items are locked. */
final class TransactWriteItems implements Operation {
    private final Context context;

    TransactWriteItems(Context context) {
        this.context = context;
    }

    @Override
    public Map<String, @Nullable Object> execute(Input input) {
        String token = input.text("ClientRequestToken");
        List<@Nullable Object> items = input.list("TransactItems");
        List<ItemWrite> writes = TransactionItems.readWrites(input.structures("TransactItems"));
        List<Write> resolved = resolve(writes);
        Bytes request = Tokens.hash(Json.write(items));
        return context.locks().write(() -> executeLocked(input, resolved, token, request), stripes(resolved, token));
    }

    private Map<String, @Nullable Object> executeLocked(
            Input input, List<Write> writes, @Nullable String token, Bytes request) {
        Instant now = context.clock().instant();
        if (token != null) {
            Optional<Bytes> executed =
                    context.store().read(() -> context.tokens().find(token, now));
            if (executed.isPresent()) {
                checkSame(executed.get(), request);
                return repeated(input, writes);
            }
            refuseAgain(token, request, now);
        }
        List<Change> changes = evaluate(writes, token, request, now);
        context.store().apply(() -> {
            changes.forEach(Change::apply);
            if (token != null) {
                context.tokens().remember(token, request, now);
            }
        });
        return reply(input, changes);
    }

    private static void checkSame(Bytes earlier, Bytes request) {
        if (!earlier.equals(request)) {
            throw new ApiError(
                    ErrorType.IDEMPOTENT_PARAMETER_MISMATCH,
                    "The request uses the same client token as a previous, but non-identical request. Do not reuse a"
                            + " client token with different requests, unless the requests are identical");
        }
    }

    private void refuseAgain(String token, Bytes request, Instant now) {
        Optional<CancelledTokens.Cancelled> cancelled =
                context.cancelledTokens().find(token, now);
        if (cancelled.isPresent()) {
            checkSame(cancelled.get().request(), request);
            throw cancelled.get().error();
        }
    }

    /** Finds the items of the writes. An empty value of a key is an error of the request, any other invalid key one of its write. */
    private List<Write> resolve(List<ItemWrite> writes) {
        List<Write> resolved = new ArrayList<>();
        List<Optional<ApiError>> errors = new ArrayList<>();
        for (ItemWrite write : writes) {
            Table table = context.table(write.table());
            write.checkNoEmptyKey(table);
            try {
                resolved.add(new Write(write, table, new Bytes(write.key(table))));
                errors.add(Optional.empty());
            } catch (ApiError e) {
                errors.add(Optional.of(e));
            }
        }
        if (resolved.size() < writes.size()) {
            throw Cancellations.of(errors);
        }
        TransactionItems.checkDistinct(resolved.stream()
                .map(write -> Map.entry(write.table().schema().name(), write.key()))
                .toList());
        return resolved;
    }

    private static int[] stripes(List<Write> writes, @Nullable String token) {
        IntStream items = writes.stream()
                .mapToInt(write -> ItemLocks.stripe(
                        write.table().schema().name(), write.key().array()));
        return token == null
                ? items.toArray()
                : IntStream.concat(items, IntStream.of(ItemLocks.stripe("", token.getBytes(StandardCharsets.UTF_8))))
                        .toArray();
    }

    private List<Change> evaluate(List<Write> writes, @Nullable String token, Bytes request, Instant now) {
        List<Change> changes = new ArrayList<>();
        List<Optional<ApiError>> errors = new ArrayList<>();
        for (Write write : writes) {
            Item before =
                    context.store().read(() -> write.table().get(write.key().array()));
            try {
                changes.add(new Change(write, before, write.write().evaluate(write.table(), before)));
                errors.add(Optional.empty());
            } catch (ApiError e) {
                boolean first = errors.stream().allMatch(Optional::isEmpty);
                errors.add(
                        first || !context.undocumented().reportsFirstFailureOnly() ? Optional.of(e) : Optional.empty());
            }
        }
        throttle(changes, errors);
        if (errors.stream().anyMatch(Optional::isPresent)) {
            ApiError error = Cancellations.of(errors);
            // A client that was throttled tries again with the same token.
            if (token != null && errors.stream().flatMap(Optional::stream).noneMatch(Throttling::isThrottled)) {
                context.cancelledTokens().remember(token, request, error, now);
            }
            throw error;
        }
        return changes;
    }

    /** Takes the capacity of a transaction whose conditions hold, or puts the errors in the places of their actions. */
    private void throttle(List<Change> changes, List<Optional<ApiError>> errors) {
        Throttling throttling = context.throttling();
        if (throttling == null || changes.size() < errors.size()) {
            return;
        }
        List<Optional<ApiError>> throttled =
                throttling.takeAll(changes.stream().map(Change::demand).toList());
        for (int at = 0; at < throttled.size(); at++) {
            errors.set(at, throttled.get(at));
        }
    }

    /** Returns the reply to a transaction that was executed before: its items are read, and nothing is written. */
    private Map<String, @Nullable Object> repeated(Input input, List<Write> writes) {
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        for (Write write : writes) {
            Item item = context.store().read(() -> write.table().get(write.key().array()));
            capacityOf(capacities, write.table()).addRead(item);
        }
        Map<String, @Nullable Object> reply = Returns.reply();
        Returns.of(input).put(reply, capacities.values());
        return reply;
    }

    private static Capacity capacityOf(Map<String, Capacity> capacities, Table table) {
        return capacities.computeIfAbsent(table.schema().name(), name -> Capacity.ofTransaction(table));
    }

    private static Map<String, @Nullable Object> reply(Input input, List<Change> changes) {
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
        for (Change change : changes) {
            Table table = change.write().table();
            capacityOf(capacities, table).addWrite(change.before(), change.after());
            if (ItemCollections.isWanted(input) && ItemCollections.hasCollections(table)) {
                @SuppressWarnings("unchecked")
                List<Object> ofTable =
                        (List<Object>) metrics.computeIfAbsent(table.schema().name(), name -> new ArrayList<Object>());
                ofTable.add(
                        ItemCollections.metrics(table, change.write().write().attributes()));
            }
        }
        Map<String, @Nullable Object> reply = Returns.reply();
        if (!metrics.isEmpty()) {
            reply.put("ItemCollectionMetrics", metrics);
        }
        Returns.of(input).put(reply, capacities.values());
        return reply;
    }

    private record Write(ItemWrite write, Table table, Bytes key) {}

    private record Change(
            Write write, @Nullable Item before, @Nullable Item after) {
        Demand demand() {
            return WriteItem.demand(Capacity.ofTransaction(write.table()), write.write(), before, after);
        }

        void apply() {
            if (write.write().changes(before, after)) {
                write.table().write(write.key().array(), before, after);
            }
        }
    }
}
