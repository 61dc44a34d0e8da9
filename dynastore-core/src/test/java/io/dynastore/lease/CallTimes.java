package io.dynastore.lease;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Notes the longest time that a client's call has taken: whether the machine is as fast as a test in real time needs it. */
final class CallTimes implements ExecutionInterceptor {
    private static final ExecutionAttribute<Long> BEGUN = new ExecutionAttribute<>("Begun");

    private final AtomicLong longestNanos = new AtomicLong();

    Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        attributes.putAttribute(BEGUN, System.nanoTime());
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        ended(attributes);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        ended(attributes);
    }

    private void ended(ExecutionAttributes attributes) {
        long nanos = System.nanoTime() - Objects.requireNonNull(attributes.getAttribute(BEGUN));
        longestNanos.accumulateAndGet(nanos, Math::max);
    }
}
