package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.stream.StreamPage;
import io.dynastore.embedded.internal.stream.TableStream;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** GetRecords. */
final class GetRecords implements Operation {
    private static final int MOST = 1000;
    private static final int MOST_BYTES = 1 << 20;
    private static final int LONGEST_ITERATOR = 2048;

    private final Context context;
    private final ShardReaders readers = new ShardReaders();
    private final ConcurrentHashMap<String, Long> pages = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, RequestRate> rates = new ConcurrentHashMap<>();

    GetRecords(Context context) {
        this.context = context;
    }

    @Override
    public Map<String, @Nullable Object> execute(Input input) {
        String text = input.text("ShardIterator");
        Long limit = input.integer("Limit");
        new Constraints()
                .required("shardIterator", text)
                .length("shardIterator", text, 1, LONGEST_ITERATOR)
                .atLeast("limit", limit, 1)
                .check();
        if (limit != null && limit > MOST) {
            throw ShardReaders.tooMany();
        }
        ShardIterator iterator = ShardIterator.parse(String.valueOf(text));
        int most = limit == null ? MOST : limit.intValue();
        return readers.read(iterator.shardName(), () -> read(iterator, most));
    }

    private Map<String, @Nullable Object> read(ShardIterator iterator, int most) {
        count(iterator);
        TableStream stream = StreamArns.find(context, iterator.arn());
        if (iterator.isExpired(context.clock().instant())) {
            throw new ApiError(ErrorType.EXPIRED_ITERATOR, "The provided iterator exceeds the maximum age allowed.");
        }
        if (stream.shard(iterator.shard()).isEmpty()) {
            throw GetShardIterator.noShard();
        }
        StreamPage page = context.store()
                .read(() -> stream.read(iterator.shard(), iterator.position(), most, MOST_BYTES))
                .orElseThrow(GetRecords::trimmed);
        return reply(
                stream, iterator, isEmptyTurn(iterator.shardName()) ? StreamPage.emptyAt(iterator.position()) : page);
    }

    /** Counts the request if the rate is limited. */
    private void count(ShardIterator iterator) {
        int rate = context.streams().settings().getRecordsRate();
        if (rate > 0) {
            rates.computeIfAbsent(iterator.shardName(), shard -> new RequestRate(context.clock()))
                    .count(rate, ShardReaders.tooMany());
        }
    }

    /** Each shard has its own turns: counted together, one of two shards that are read alternately might have all of them. */
    private boolean isEmptyTurn(String shard) {
        int every = context.streams().settings().emptyPages();
        return every > 0 && pages.merge(shard, 1L, Long::sum) % every == 0;
    }

    static ApiError trimmed() {
        return new ApiError(ErrorType.TRIMMED_DATA_ACCESS, "The data you are trying to access has been trimmed.");
    }

    private Map<String, @Nullable Object> reply(TableStream stream, ShardIterator iterator, StreamPage page) {
        Map<String, @Nullable Object> reply = Returns.reply();
        reply.put(
                "Records",
                page.records().stream()
                        .map(record -> StreamRecords.of(stream.head(), record))
                        .toList());
        page.next()
                .ifPresent(next -> reply.put(
                        "NextShardIterator",
                        new ShardIterator(
                                        iterator.arn(),
                                        iterator.shard(),
                                        next,
                                        context.clock().millis())
                                .text()));
        return reply;
    }
}
