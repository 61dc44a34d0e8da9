package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.stream.TableStream;
import io.dynastore.embedded.internal.stream.ViewType;
import io.dynastore.embedded.internal.wire.ApiError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of a table's stream in requests and descriptions. */
final class StreamSpecifications {
    private static final String MEMBER = "StreamSpecification";
    private static final String INVALID = "One or more parameter values were invalid: ";

    private StreamSpecifications() {}

    /** Adds the constraints of the API's model. */
    static void add(Constraints constraints, Input input) {
        Input stream = input.structure(MEMBER);
        if (stream == null) {
            return;
        }
        stream.truth("StreamEnabled");
        constraints
                .required("streamSpecification.streamEnabled", stream.tree().get("StreamEnabled"))
                .oneOf(
                        "streamSpecification.streamViewType",
                        stream.text("StreamViewType"),
                        "NEW_AND_OLD_IMAGES",
                        "OLD_IMAGE",
                        "NEW_IMAGE",
                        "KEYS_ONLY");
    }

    /** Returns whether a request enables a stream. */
    private static boolean enables(Input stream) {
        boolean enabled = stream.truth("StreamEnabled");
        if (enabled && !stream.has("StreamViewType")) {
            throw ApiError.validation(INVALID + "StreamViewType must be specified when StreamEnabled is true");
        }
        return enabled;
    }

    /** Adds the stream of a new table to its definition. */
    static void create(Input input, Map<String, @Nullable Object> definition) {
        Input stream = input.structure(MEMBER);
        if (stream == null) {
            return;
        }
        if (enables(stream)) {
            definition.put(MEMBER, stream.tree());
        } else if (stream.has("StreamViewType")) {
            throw ApiError.validation(INVALID + "Table is being created with a stream disabled, UpdateViewType should"
                    + " not be specified");
        }
    }

    /** Adds the change of a table's stream to the changes of its definition. */
    static void update(Input input, Table table, Map<String, @Nullable Object> changes) {
        Input stream = input.structure(MEMBER);
        if (stream == null) {
            return;
        }
        boolean enables = enables(stream);
        if (!enables && stream.has("StreamViewType")) {
            throw ApiError.validation(INVALID + "StreamViewType can be specified only when StreamEnabled is true");
        }
        if (enables == (ViewType.of(table.schema()) != null)) {
            throw ApiError.validation("Table already has " + (enables ? "an enabled" : "a disabled")
                    + " stream: TableName: " + table.schema().name());
        }
        changes.put(MEMBER, enables ? stream.tree() : null);
    }

    /** Adds a table's stream, which may have been disabled, to the table's description. */
    static void describe(Context context, Table table, Map<String, @Nullable Object> description) {
        Object specification = table.schema().definition().get(MEMBER);
        if (specification != null) {
            description.put(MEMBER, specification);
        }
        context.streams().latest(table.schema().id()).map(TableStream::head).ifPresent(head -> {
            description.put("LatestStreamLabel", head.label());
            description.put("LatestStreamArn", StreamArns.of(head));
        });
    }
}
