package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.stream.SequenceNumbers;
import io.dynastore.embedded.internal.stream.Shard;
import io.dynastore.embedded.internal.stream.StreamHead;
import io.dynastore.embedded.internal.stream.TableStream;
import io.dynastore.embedded.internal.wire.ApiError;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DescribeStream. */
final class DescribeStream implements Operation {
    static final int SHORTEST_SHARD_ID = 28;
    static final int LONGEST_SHARD_ID = 65;

    private static final int MOST = 100;
    private static final int REQUESTS_A_SECOND = 10;

    private final Context context;
    private final RequestRate rate;

    DescribeStream(Context context) {
        this.context = context;
        this.rate = new RequestRate(context.clock());
    }

    @Override
    public Map<String, @Nullable Object> execute(Input input) {
        rate.countDocumented(context, REQUESTS_A_SECOND);
        checkConstraints(input);
        String parent = parent(input);
        TableStream stream = StreamArns.find(context, input.requiredText("StreamArn"));
        String start = input.text("ExclusiveStartShardId", "");
        List<Shard> rest = stream.describedShards().stream()
                .filter(shard -> shard.id().compareTo(start) > 0)
                .filter(shard -> parent == null || parent.equals(shard.parent()))
                .toList();
        Long limit = input.integer("Limit");
        Map<String, @Nullable Object> reply = Returns.reply();
        reply.put("StreamDescription", describe(stream, rest, limit == null ? MOST : limit.intValue()));
        return reply;
    }

    private static void checkConstraints(Input input) {
        String arn = input.text("StreamArn");
        Long limit = input.integer("Limit");
        Constraints constraints = new Constraints()
                .required("streamArn", arn)
                .length("streamArn", arn, StreamArns.SHORTEST, StreamArns.LONGEST)
                .atLeast("limit", limit, 1)
                .atMost("limit", limit, MOST);
        addShardId(constraints, "exclusiveStartShardId", input.text("ExclusiveStartShardId"));
        Input filter = input.structure("ShardFilter");
        if (filter != null) {
            constraints.oneOf("shardFilter.type", filter.text("Type"), "CHILD_SHARDS");
            addShardId(constraints, "shardFilter.shardId", filter.text("ShardId"));
        }
        constraints.check();
    }

    static void addShardId(Constraints constraints, String path, @Nullable String id) {
        constraints.length(path, id, SHORTEST_SHARD_ID, LONGEST_SHARD_ID);
    }

    /** Returns the shard whose children are asked for; null if all shards are. */
    private static @Nullable String parent(Input input) {
        Input filter = input.structure("ShardFilter");
        if (filter == null) {
            return null;
        }
        String parent = filter.text("ShardId");
        if (filter.text("Type") == null || parent == null) {
            throw ApiError.validation(
                    "One or more parameter values were invalid: ShardFilter must have both a Type and a ShardId");
        }
        return parent;
    }

    private static Map<String, @Nullable Object> describe(TableStream stream, List<Shard> rest, int most) {
        StreamHead head = stream.head();
        Map<String, @Nullable Object> description = new LinkedHashMap<>();
        description.put("StreamArn", StreamArns.of(head));
        description.put("StreamLabel", head.label());
        description.put("StreamStatus", stream.isEnabled() ? "ENABLED" : "DISABLED");
        description.put("StreamViewType", head.view().name());
        description.put("CreationRequestDateTime", BigDecimal.valueOf(head.created(), 3));
        description.put("TableName", head.table());
        description.put("KeySchema", head.keySchema());
        description.put(
                "Shards",
                rest.stream().limit(most).map(DescribeStream::describe).toList());
        if (rest.size() > most) {
            description.put("LastEvaluatedShardId", rest.get(most - 1).id());
        }
        return description;
    }

    private static Map<String, @Nullable Object> describe(Shard shard) {
        Map<String, @Nullable Object> range = new LinkedHashMap<>();
        range.put("StartingSequenceNumber", SequenceNumbers.text(shard.start()));
        if (!shard.isOpen()) {
            range.put("EndingSequenceNumber", SequenceNumbers.text(shard.end()));
        }
        Map<String, @Nullable Object> description = new LinkedHashMap<>();
        description.put("ShardId", shard.id());
        description.put("SequenceNumberRange", range);
        if (shard.parent() != null) {
            description.put("ParentShardId", shard.parent());
        }
        return description;
    }
}
