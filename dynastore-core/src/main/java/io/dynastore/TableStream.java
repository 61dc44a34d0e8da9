package io.dynastore;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The stream that a table is defined to have, and how that of a table differs. Pure. */
final class TableStream {
    /** Only records with both images tell what a change was. */
    static final StreamSpecification SPECIFICATION = StreamSpecification.builder()
            .streamEnabled(true)
            .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
            .build();

    static final String MISSING = "its stream is not enabled (enable it with NEW_AND_OLD_IMAGES)";

    private TableStream() {}

    /** Returns whether a table has no enabled stream but is defined to have one. A disabled stream stays readable for a day. */
    static boolean isMissing(TableDefinition definition, TableDescription table) {
        return definition.hasStream() && enabled(table) == null;
    }

    /** Describes the records of the table's stream, if they are not as defined. */
    static Optional<String> otherRecords(TableDefinition definition, TableDescription table) {
        StreamSpecification enabled = enabled(table);
        if (!definition.hasStream()
                || enabled == null
                || enabled.streamViewType() == StreamViewType.NEW_AND_OLD_IMAGES) {
            return Optional.empty();
        }
        return Optional.of("its stream has " + enabled.streamViewTypeAsString() + " instead of NEW_AND_OLD_IMAGES"
                + " (disable it and enable another one, because DynamoDB cannot change it)");
    }

    private static @Nullable StreamSpecification enabled(TableDescription table) {
        StreamSpecification stream = table.streamSpecification();
        return stream != null && Boolean.TRUE.equals(stream.streamEnabled()) ? stream : null;
    }
}
