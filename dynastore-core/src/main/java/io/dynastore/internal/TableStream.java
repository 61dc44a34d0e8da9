package io.dynastore.internal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The stream that a table needs for change feeds, and how that of a table differs. Pure. */
public final class TableStream {
    /** Only records with both images tell what a change was. */
    public static final StreamSpecification SPECIFICATION = StreamSpecification.builder()
            .streamEnabled(true)
            .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
            .build();

    public static final String MISSING = "its stream is not enabled (enable it with NEW_AND_OLD_IMAGES)";

    private TableStream() {}

    /** Returns whether a table has no enabled stream. A disabled stream stays readable for a day. */
    public static boolean isMissing(TableDescription table) {
        return enabled(table) == null;
    }

    /** Describes the records of the table's stream, if it is enabled with others. */
    public static Optional<String> otherRecords(TableDescription table) {
        StreamSpecification enabled = enabled(table);
        if (enabled == null || enabled.streamViewType() == StreamViewType.NEW_AND_OLD_IMAGES) {
            return Optional.empty();
        }
        return Optional.of("its stream has " + enabled.streamViewTypeAsString() + " instead of NEW_AND_OLD_IMAGES"
                + " (disable it and enable another one, because DynamoDB cannot change it)");
    }

    /** Describes how the table's stream differs, if it does. */
    public static Optional<String> difference(TableDescription table) {
        return isMissing(table) ? Optional.of(MISSING) : otherRecords(table);
    }

    private static @Nullable StreamSpecification enabled(TableDescription table) {
        StreamSpecification stream = table.streamSpecification();
        return stream != null && Boolean.TRUE.equals(stream.streamEnabled()) ? stream : null;
    }
}
