package io.dynastore;

import io.dynastore.QueryPlan.Wanted;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Lists entries, page by page, as a stream, or only their number. Immutable. */
final class EntryLister {
    /** How many requests a page may take when expired entries keep it from filling. */
    private static final int MAX_REQUESTS = 10;

    /** How many items a request looks at, at most, unless the limit itself is higher. */
    private static final int MAX_LOOK = 10_000;

    private final OperationRunner runner;
    private final Clock clock;

    EntryLister(OperationRunner runner, Clock clock) {
        this.runner = runner;
        this.clock = clock;
    }

    <V> Page<Entry<V>> page(QueryPlan plan, Codec<V> codec) {
        Map<String, AttributeValue> start = start(plan);
        return runner.run("list", plan.address(), call -> fill(call, plan, codec, start));
    }

    private <V> Page<Entry<V>> fill(
            Call call, QueryPlan plan, Codec<V> codec, @Nullable Map<String, AttributeValue> start) {
        int limit = plan.query().limit();
        long nowSecond = clock.instant().getEpochSecond();
        List<Entry<V>> entries = new ArrayList<>();
        Map<String, AttributeValue> after = start;
        int look = limit;
        for (int request = 1; request <= MAX_REQUESTS; request++) {
            QueryResponse response = call.query(plan.request(nowSecond, look, after, Wanted.ITEMS));
            Map<String, AttributeValue> previous = null;
            for (Map<String, AttributeValue> item : response.items()) {
                if (limit > 0 && entries.size() == limit && previous != null) {
                    return new Page<>(entries, Cursor.encode(plan, previous));
                }
                entries.add(new StoredItem(plan.layout(), item).entry(codec));
                previous = item;
            }
            if (!response.hasLastEvaluatedKey()) {
                return new Page<>(entries, null);
            }
            after = response.lastEvaluatedKey();
            if (limit > 0 ? entries.size() == limit : !entries.isEmpty()) {
                break;
            }
            look = further(look);
        }
        return new Page<>(entries, after == null ? null : Cursor.encode(plan, after));
    }

    <V> Stream<Entry<V>> stream(QueryPlan plan, Codec<V> codec) {
        return items(plan, Wanted.ITEMS).map(item -> new StoredItem(plan.layout(), item).entry(codec));
    }

    /** The keys of the entries, which is all that is transferred. */
    Stream<String> keys(QueryPlan plan) {
        return items(plan, Wanted.KEYS).map(item -> new StoredItem(plan.layout(), item).key());
    }

    private Stream<Map<String, AttributeValue>> items(QueryPlan plan, Wanted wanted) {
        return StreamSupport.stream(new ItemSpliterator(plan, wanted, start(plan)), false);
    }

    long count(QueryPlan plan) {
        Map<String, AttributeValue> start = start(plan);
        return runner.run("count", plan.address(), call -> {
            int limit = plan.query().limit();
            long nowSecond = clock.instant().getEpochSecond();
            long count = 0;
            Map<String, AttributeValue> after = start;
            int look = limit;
            do {
                QueryResponse response = call.query(plan.request(nowSecond, look, after, Wanted.COUNT));
                count += response.count();
                after = response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : null;
                look = further(look);
            } while (after != null && (limit == 0 || count < limit));
            return limit == 0 ? count : Math.min(count, limit);
        });
    }

    /** Expired entries were in the way, and where some are, more may be: the next request looks at twice as many. */
    private static int further(int look) {
        return look > MAX_LOOK / 2 ? Math.max(look, MAX_LOOK) : 2 * look;
    }

    private static @Nullable Map<String, AttributeValue> start(QueryPlan plan) {
        String cursor = plan.query().cursor();
        return cursor == null ? null : plan.startKey(Cursor.decode(plan, cursor));
    }

    /** Reads on only when its consumer has taken what is there, so that memory holds one reply of DynamoDB. */
    private final class ItemSpliterator extends Spliterators.AbstractSpliterator<Map<String, AttributeValue>> {
        private final QueryPlan plan;
        private final Wanted wanted;
        private @Nullable Map<String, AttributeValue> after;
        private Iterator<Map<String, AttributeValue>> items =
                List.<Map<String, AttributeValue>>of().iterator();
        private boolean more = true;
        private int look;
        private int taken;

        ItemSpliterator(QueryPlan plan, Wanted wanted, @Nullable Map<String, AttributeValue> start) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.plan = plan;
            this.wanted = wanted;
            this.after = start;
            this.look = plan.query().limit();
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
            long nowSecond = clock.instant().getEpochSecond();
            QueryResponse response = runner.run(
                    "list", plan.address(), call -> call.query(plan.request(nowSecond, look, after, wanted)));
            items = response.items().iterator();
            more = response.hasLastEvaluatedKey();
            after = response.lastEvaluatedKey();
            look = further(look);
        }
    }
}
