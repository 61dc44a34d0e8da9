package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.stream.SequenceNumbers;
import io.dynastore.embedded.internal.stream.StreamHead;
import io.dynastore.embedded.internal.stream.StreamPage;
import io.dynastore.embedded.internal.stream.StreamRecord;
import io.dynastore.embedded.internal.value.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Describes the records of streams as the API does. */
final class StreamRecords {
    private StreamRecords() {}

    static Map<String, @Nullable Object> of(StreamHead head, StreamPage.Numbered numbered) {
        StreamRecord record = numbered.record();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("eventID", id(head, numbered.sequence()));
        tree.put("eventName", record.event().name());
        tree.put("eventVersion", "1.1");
        tree.put("eventSource", "aws:dynamodb");
        tree.put("awsRegion", "us-east-1");
        tree.put("dynamodb", change(head, numbered));
        if (record.expired()) {
            tree.put("userIdentity", Map.of("PrincipalId", "dynamodb.amazonaws.com", "Type", "Service"));
        }
        return tree;
    }

    /** Returns an id that is always the same for a record. */
    private static String id(StreamHead head, long sequence) {
        byte[] name = (head.tableId() + head.name() + sequence).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).toString().replace("-", "");
    }

    private static Map<String, @Nullable Object> change(StreamHead head, StreamPage.Numbered numbered) {
        StreamRecord record = numbered.record();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("ApproximateCreationDateTime", Math.floorDiv(record.created(), 1000L));
        tree.put("Keys", JsonValues.of(record.keys()));
        if (record.newImage() != null) {
            tree.put("NewImage", JsonValues.of(record.newImage()));
        }
        if (record.oldImage() != null) {
            tree.put("OldImage", JsonValues.of(record.oldImage()));
        }
        tree.put("SequenceNumber", SequenceNumbers.text(numbered.sequence()));
        tree.put("SizeBytes", record.size());
        tree.put("StreamViewType", head.view().name());
        return tree;
    }
}
