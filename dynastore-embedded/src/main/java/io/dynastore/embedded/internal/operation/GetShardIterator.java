package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.stream.SequenceNumbers;
import io.dynastore.embedded.internal.stream.Shard;
import io.dynastore.embedded.internal.stream.TableStream;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** GetShardIterator. */
final class GetShardIterator implements Operation {
    private static final int SHORTEST_NUMBER = 21;
    private static final int LONGEST_NUMBER = 40;

    private final Context context;

    GetShardIterator(Context context) {
        this.context = context;
    }

    @Override
    public Map<String, @Nullable Object> execute(Input input) {
        checkConstraints(input);
        String type = input.requiredText("ShardIteratorType");
        String number = input.text("SequenceNumber");
        if (type.endsWith("SEQUENCE_NUMBER") && number == null) {
            throw ApiError.validation("One or more parameter values were invalid: SequenceNumber must be specified when"
                    + " ShardIteratorType is " + type);
        }
        TableStream stream = StreamArns.find(context, input.requiredText("StreamArn"));
        Shard shard = stream.shard(input.requiredText("ShardId")).orElseThrow(GetShardIterator::noShard);
        long position = context.store().read(() -> position(stream, shard, type, number));
        Map<String, @Nullable Object> reply = Returns.reply();
        reply.put(
                "ShardIterator",
                new ShardIterator(
                                StreamArns.of(stream.head()),
                                shard.number(),
                                position,
                                context.clock().millis())
                        .text());
        return reply;
    }

    private static void checkConstraints(Input input) {
        String arn = input.text("StreamArn");
        String shard = input.text("ShardId");
        String type = input.text("ShardIteratorType");
        Constraints constraints = new Constraints()
                .required("streamArn", arn)
                .length("streamArn", arn, StreamArns.SHORTEST, StreamArns.LONGEST)
                .required("shardId", shard);
        DescribeStream.addShardId(constraints, "shardId", shard);
        constraints
                .required("shardIteratorType", type)
                .oneOf(
                        "shardIteratorType",
                        type,
                        "AFTER_SEQUENCE_NUMBER",
                        "LATEST",
                        "AT_SEQUENCE_NUMBER",
                        "TRIM_HORIZON")
                .length("sequenceNumber", input.text("SequenceNumber"), SHORTEST_NUMBER, LONGEST_NUMBER)
                .check();
    }

    static ApiError noShard() {
        return new ApiError(ErrorType.RESOURCE_NOT_FOUND, "Requested resource not found: Shard does not exist");
    }

    private static long position(TableStream stream, Shard shard, String type, @Nullable String number) {
        return switch (type) {
            case "TRIM_HORIZON" -> shard.horizon();
            case "LATEST" -> stream.tip(shard);
            case "AT_SEQUENCE_NUMBER" -> sequence(stream, shard, String.valueOf(number));
            default -> sequence(stream, shard, String.valueOf(number)) + 1;
        };
    }

    private static long sequence(TableStream stream, Shard shard, String text) {
        long number =
                SequenceNumbers.parse(text).orElseThrow(() -> ApiError.validation("Invalid SequenceNumber: " + text));
        if (stream.isBeyond(shard, number)) {
            throw ApiError.validation("Invalid SequenceNumber: " + text + " is not in the shard");
        }
        if (number < shard.horizon()) {
            throw GetRecords.trimmed();
        }
        return number;
    }
}
