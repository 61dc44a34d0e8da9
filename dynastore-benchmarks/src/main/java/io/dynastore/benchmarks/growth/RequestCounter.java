package io.dynastore.benchmarks.growth;

import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts the requests of a client, each attempt. Thread-safe. */
final class RequestCounter implements ExecutionInterceptor {
    private final LongAdder requests = new LongAdder();

    ClientOverrideConfiguration configuration() {
        return ClientOverrideConfiguration.builder()
                .addExecutionInterceptor(this)
                .build();
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        requests.increment();
    }

    long count() {
        return requests.sum();
    }
}
