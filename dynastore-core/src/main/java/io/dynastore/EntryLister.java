package io.dynastore;

import io.dynastore.QueryPlan.Wanted;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Lists entries as pages or as a stream, lists their keys, and counts them. Immutable. */
final class EntryLister {
    /** The maximum number of requests for a page that expired entries keep from filling. */
    private static final int MAX_REQUESTS = 10;

    /** The maximum number of items that a request evaluates, unless the limit itself is higher. */
    private static final int MAX_EVALUATED = 10_000;

    private final OperationRunner runner;
    private final Clock clock;

    EntryLister(OperationRunner runner, Clock clock) {
        this.runner = runner;
        this.clock = clock;
    }

    /**
     * Reads a page.
     *
     * @param conversion makes what the page contains of each item
     */
    <T> Page<T> page(QueryPlan plan, Function<StoredItem, T> conversion) {
        Map<String, AttributeValue> start = start(plan);
        return runner.run("list", plan.address(), call -> fill(call, plan, conversion, start));
    }

    private <T> Page<T> fill(
            Call call,
            QueryPlan plan,
            Function<StoredItem, T> conversion,
            @Nullable Map<String, AttributeValue> start) {
        int limit = plan.query().limit();
        long nowSecond = clock.instant().getEpochSecond();
        List<T> entries = new ArrayList<>();
        Map<String, AttributeValue> after = start;
        int evaluated = limit;
        for (int request = 1; request <= MAX_REQUESTS; request++) {
            QueryResponse response = query(call, plan, nowSecond, evaluated, after, Wanted.ITEMS);
            Map<String, AttributeValue> previous = null;
            for (Map<String, AttributeValue> item : response.items()) {
                if (limit > 0 && entries.size() == limit && previous != null) {
                    return new Page<>(entries, Cursor.encode(plan, previous));
                }
                entries.add(conversion.apply(new StoredItem(plan.layout(), item)));
                previous = item;
            }
            if (!response.hasLastEvaluatedKey()) {
                return new Page<>(entries, null);
            }
            after = response.lastEvaluatedKey();
            if (limit > 0 ? entries.size() == limit : !entries.isEmpty()) {
                break;
            }
            evaluated = doubled(evaluated);
        }
        return new Page<>(entries, after == null ? null : Cursor.encode(plan, after));
    }

    <V> Stream<Entry<V>> stream(QueryPlan plan, Codec<V> codec) {
        return stream(plan).map(item -> item.entry(codec));
    }

    /** Returns the items, whether or not they can be read as entries. */
    Stream<StoredItem> stream(QueryPlan plan) {
        return items(plan, Wanted.ITEMS).map(item -> new StoredItem(plan.layout(), item));
    }

    /** Returns the keys of the entries; nothing else is transferred. */
    Stream<String> keys(QueryPlan plan) {
        return items(plan, Wanted.KEYS).map(item -> new StoredItem(plan.layout(), item).key());
    }

    private Stream<Map<String, AttributeValue>> items(QueryPlan plan, Wanted wanted) {
        ItemSpliterator items = new ItemSpliterator(plan, wanted, start(plan));
        return StreamSupport.stream(items, false).onClose(items::close);
    }

    long count(QueryPlan plan) {
        Map<String, AttributeValue> start = start(plan);
        return runner.run("count", plan.address(), call -> {
            int limit = plan.query().limit();
            long nowSecond = clock.instant().getEpochSecond();
            long count = 0;
            Map<String, AttributeValue> after = start;
            int evaluated = limit;
            do {
                QueryResponse response = query(call, plan, nowSecond, evaluated, after, Wanted.COUNT);
                count += response.count();
                after = response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : null;
                evaluated = doubled(evaluated);
            } while (after != null && (limit == 0 || count < limit));
            return limit == 0 ? count : Math.min(count, limit);
        });
    }

    private static QueryResponse query(
            Call call,
            QueryPlan plan,
            long nowSecond,
            int evaluated,
            @Nullable Map<String, AttributeValue> after,
            Wanted wanted) {
        QueryResponse response = call.query(plan.request(nowSecond, evaluated, after, wanted));
        IndexCheck.reply(plan, response, wanted);
        return response;
    }

    /** Returns how many items the next request evaluates: twice as many, since more expired entries are likely to follow. */
    private static int doubled(int evaluated) {
        return evaluated > MAX_EVALUATED / 2 ? Math.max(evaluated, MAX_EVALUATED) : 2 * evaluated;
    }

    private static @Nullable Map<String, AttributeValue> start(QueryPlan plan) {
        String cursor = plan.query().cursor();
        Map<String, AttributeValue> start = cursor == null ? null : plan.startKey(Cursor.decode(plan, cursor));
        IndexCheck.definition(plan);
        return start;
    }

    /**
     * Sends a request only after its consumer has received all items of the last one, so memory holds a single reply; with
     * read-ahead, one page earlier, on another thread.
     */
    private final class ItemSpliterator extends Spliterators.AbstractSpliterator<Map<String, AttributeValue>> {
        private final QueryPlan plan;
        private final Wanted wanted;
        private @Nullable Map<String, AttributeValue> after;
        private Iterator<Map<String, AttributeValue>> items =
                List.<Map<String, AttributeValue>>of().iterator();
        private @Nullable FutureTask<QueryResponse> ahead;
        private boolean more = true;
        private int evaluated;
        private int taken;

        ItemSpliterator(QueryPlan plan, Wanted wanted, @Nullable Map<String, AttributeValue> start) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.plan = plan;
            this.wanted = wanted;
            this.after = start;
            this.evaluated = plan.query().limit();
        }

        @Override
        public boolean tryAdvance(Consumer<? super Map<String, AttributeValue>> action) {
            int limit = plan.query().limit();
            if (limit > 0 && taken == limit) {
                return false;
            }
            while (!items.hasNext()) {
                if (!more) {
                    return false;
                }
                read();
            }
            taken++;
            action.accept(items.next());
            return true;
        }

        private void read() {
            QueryResponse response = ahead == null ? request() : await(ahead);
            ahead = null;
            items = response.items().iterator();
            more = response.hasLastEvaluatedKey();
            after = response.lastEvaluatedKey();
            evaluated = doubled(evaluated);
            int limit = plan.query().limit();
            if (plan.query().ahead()
                    && more
                    && (limit == 0 || taken + response.items().size() < limit)) {
                readAhead();
            }
        }

        private QueryResponse request() {
            long nowSecond = clock.instant().getEpochSecond();
            return runner.run("list", plan.address(), call -> query(call, plan, nowSecond, evaluated, after, wanted));
        }

        private void readAhead() {
            FutureTask<QueryResponse> task = new FutureTask<>(this::request);
            ahead = runner.execute(task) ? task : null;
        }

        private static QueryResponse await(FutureTask<QueryResponse> task) {
            task.run(); // Here and now, if no thread has begun it.
            try {
                return task.get();
            } catch (InterruptedException e) {
                task.cancel(true);
                Thread.currentThread().interrupt();
                throw AbortedException.create("Interrupted while waiting for the next page", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw (Error) e.getCause();
            }
        }

        private void close() {
            if (ahead != null) {
                ahead.cancel(true);
            }
        }
    }
}
