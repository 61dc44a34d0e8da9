package io.dynastore.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

class OptimisticLockTest {
    @Test
    void afterARefusalItReadsAndChangesAgain() {
        List<String> written = new ArrayList<>();
        int[] reads = new int[1];

        OptimisticLock.modify(
                () -> OptimisticLock.fill(new VersionedRecord(), "key", "read " + ++reads[0]),
                record -> {
                    written.add(record.getPayload());
                    if (written.size() < 3) {
                        throw ConditionalCheckFailedException.builder().build();
                    }
                },
                value -> value + ", changed");

        assertThat(written).containsExactly("read 1, changed", "read 2, changed", "read 3, changed");
    }

    @Test
    void aDeletionIsOfTheVersionThatWasRead() {
        VersionedRecord record = OptimisticLock.fill(new VersionedRecord(), "key", "value");
        record.setVersion(7L);

        assertThat(OptimisticLock.delete(record).conditionExpression().expressionValues())
                .containsExactly(Map.entry(":version", AttributeValue.fromN("7")));
    }
}
