package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.IndexSchema;
import io.dynastore.embedded.internal.storage.KeyRange;
import io.dynastore.embedded.internal.storage.KeySchema;
import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.wire.ApiError;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Query and Scan. */
final class ReadPage implements Operation {
    private final Context context;
    private final boolean query;

    private ReadPage(Context context, boolean query) {
        this.context = context;
        this.query = query;
    }

    static ReadPage query(Context context) {
        return new ReadPage(context, true);
    }

    static ReadPage scan(Context context) {
        return new ReadPage(context, false);
    }

    @Override
    public Map<String, @Nullable Object> execute(Input input) {
        Selection.checkExpressions(input, query);
        Map<String, Value> startKey = StartKeys.read(input);
        KeyRange segment = query ? KeyRange.ALL : segment(input);
        Selection selection = Selection.read(input, query);
        Table table = context.table(input.requiredText("TableName"));
        IndexSchema index = index(input, table);
        if (startKey != null) {
            StartKeys.check(table, index, startKey, query);
        }
        KeySchema schema = index == null ? table.schema().key() : index.key();
        KeyRange range = selection.key() == null ? segment : KeyRanges.of(schema, selection.key());
        boolean forward = !query || !input.has("ScanIndexForward") || input.truth("ScanIndexForward");
        if (startKey != null) {
            byte[] key = StartKeys.bytes(table, index, startKey);
            if (!range.contains(key)) {
                throw selection.key() == null
                        ? StartKeys.inOtherSegment(number(input, "Segment"), number(input, "TotalSegments"))
                        : StartKeys.outside(schema, selection.key(), startKey, key);
            }
            range = range.after(key, forward);
        }
        Long limit = input.integer("Limit");
        PageReader page = new PageReader(context, table, index, selection, input.truth("ConsistentRead"));
        page.read(range, forward, limit == null ? Long.MAX_VALUE : limit);
        return page.reply(Returns.of(input));
    }

    private static @Nullable IndexSchema index(Input input, Table table) {
        String name = input.text("IndexName");
        if (name == null) {
            return null;
        }
        IndexSchema index = table.schema()
                .index(name)
                .orElseThrow(() -> ApiError.validation("The table does not have the specified index: " + name));
        if (index.global() && input.truth("ConsistentRead")) {
            throw ApiError.validation("Consistent reads are not supported on global secondary indexes");
        }
        return index;
    }

    private static long number(Input input, String member) {
        return Objects.requireNonNull(input.integer(member));
    }

    /** Returns the keys of the segment that a scan is to read, or all keys. */
    private static KeyRange segment(Input input) {
        Long segment = input.integer("Segment");
        Long segments = input.integer("TotalSegments");
        if (segment == null && segments == null) {
            return KeyRange.ALL;
        }
        if (segment == null || segments == null) {
            throw ApiError.validation(
                    segments == null
                            ? "The TotalSegments parameter is required but was not present in the request when Segment"
                                    + " parameter is present"
                            : "The Segment parameter is required but was not present in the request when parameter"
                                    + " TotalSegments is present");
        }
        if (segment >= segments) {
            throw ApiError.validation(
                    "The Segment parameter is zero-based and must be less than parameter TotalSegments:" + " Segment: "
                            + segment + " is not less than TotalSegments: " + segments);
        }
        return KeyRange.ofSegment(segment, segments);
    }
}
