package io.dynastore;

import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/** Finds out from the SDK's metrics whether DynamoDB throttled an attempt of a request, also one that the SDK repeated. */
final class ThrottledAttempts implements MetricPublisher {
    private static final String THROTTLING = "Throttling";

    private boolean found;

    boolean isFound() {
        return found;
    }

    @Override
    public void publish(MetricCollection metrics) {
        for (MetricCollection attempt : metrics.children()) {
            found |= attempt.metricValues(CoreMetric.ERROR_TYPE).contains(THROTTLING);
        }
    }

    @Override
    public void close() {}
}
