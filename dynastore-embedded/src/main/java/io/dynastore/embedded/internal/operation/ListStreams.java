package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.stream.StreamHead;
import io.dynastore.embedded.internal.stream.TableStream;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ListStreams. */
final class ListStreams implements Operation {
    private static final int MOST = 100;
    private static final int REQUESTS_A_SECOND = 5;

    private final Context context;
    private final RequestRate rate;

    ListStreams(Context context) {
        this.context = context;
        this.rate = new RequestRate(context.clock());
    }

    @Override
    public Map<String, @Nullable Object> execute(Input input) {
        rate.countDocumented(context, REQUESTS_A_SECOND);
        String table = input.text("TableName");
        String start = input.text("ExclusiveStartStreamArn");
        Long limit = input.integer("Limit");
        new Constraints()
                .name("tableName", table)
                .atLeast("limit", limit, 1)
                .atMost("limit", limit, MOST)
                .length("exclusiveStartStreamArn", start, StreamArns.SHORTEST, StreamArns.LONGEST)
                .check();
        if (table != null) {
            checkExists(table);
        }
        List<StreamHead> rest = context.streams().after(start == null ? null : StreamArns.name(start)).stream()
                .map(TableStream::head)
                .filter(head -> table == null || head.table().equals(table))
                .toList();
        return reply(rest, limit == null ? MOST : limit.intValue());
    }

    /** Refuses the name of a table that does not exist, unless one with this name left a stream. */
    private void checkExists(String table) {
        if (context.tables().find(table) == null
                && context.streams().after(null).stream()
                        .noneMatch(stream -> stream.head().table().equals(table))) {
            throw new ApiError(
                    ErrorType.RESOURCE_NOT_FOUND, "Requested resource not found: Table: " + table + " not found");
        }
    }

    private static Map<String, @Nullable Object> reply(List<StreamHead> rest, int most) {
        List<Object> page = new ArrayList<>();
        rest.stream()
                .limit(most)
                .forEach(head -> page.add(Map.of(
                        "StreamArn", StreamArns.of(head), "StreamLabel", head.label(), "TableName", head.table())));
        Map<String, @Nullable Object> reply = Returns.reply();
        reply.put("Streams", page);
        if (rest.size() > most) {
            reply.put("LastEvaluatedStreamArn", StreamArns.of(rest.get(most - 1)));
        }
        return reply;
    }
}
