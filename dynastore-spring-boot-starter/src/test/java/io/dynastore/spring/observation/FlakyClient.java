package io.dynastore.spring.observation;

import io.dynastore.spring.autoconfigure.TestDynamoDb;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A client whose first attempts fail before they are sent. */
final class FlakyClient implements ExecutionInterceptor {
    private final AtomicInteger failures;

    FlakyClient(int failures) {
        this.failures = new AtomicInteger(failures);
    }

    DynamoDbClient client() {
        return TestDynamoDb.client(this);
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (failures.getAndDecrement() > 0) {
            throw RetryableException.create("lost on purpose");
        }
    }
}
