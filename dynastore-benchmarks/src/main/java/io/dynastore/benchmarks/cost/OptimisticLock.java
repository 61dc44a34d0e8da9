package io.dynastore.benchmarks.cost;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.DeleteItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** What users of the Enhanced Client's version extension write themselves, with the client or with a template on it. */
final class OptimisticLock {
    private OptimisticLock() {}

    static Key key(String key) {
        return Key.builder()
                .partitionValue(EntryContender.PARTITION)
                .sortValue(key)
                .build();
    }

    /** A record that was never written. */
    static <R extends PlainRecord> R fill(R record, String key, String value) {
        record.setId(EntryContender.PARTITION);
        record.setName(key);
        record.setPayload(value);
        return record;
    }

    /** Reads, changes and writes, and again if somebody was faster: a refusal does not bring the record as it is now. */
    static void modify(Supplier<VersionedRecord> read, Consumer<VersionedRecord> write, UnaryOperator<String> change) {
        while (true) {
            VersionedRecord record = read.get();
            record.setPayload(change.apply(requireNonNull(record.getPayload())));
            try {
                write.accept(record);
                return;
            } catch (ConditionalCheckFailedException e) {
                // Somebody was faster.
            }
        }
    }

    /** The extension checks nothing when it deletes; its documentation says to write the condition. */
    static DeleteItemEnhancedRequest delete(VersionedRecord record) {
        Expression unchanged = Expression.builder()
                .expression("#version = :version")
                .putExpressionName("#version", "version")
                .putExpressionValue(":version", AttributeValue.fromN(String.valueOf(record.getVersion())))
                .build();
        return DeleteItemEnhancedRequest.builder()
                .key(key(requireNonNull(record.getName())))
                .conditionExpression(unchanged)
                .build();
    }

    static QueryEnhancedRequest firstPage(int limit) {
        return QueryEnhancedRequest.builder()
                .queryConditional(QueryConditional.keyEqualTo(key -> key.partitionValue(EntryContender.PARTITION)))
                .limit(limit)
                .build();
    }
}
