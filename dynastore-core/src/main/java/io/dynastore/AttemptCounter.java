package io.dynastore;

import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/** Counts attempts and records request ids from the SDK's metrics, if the HTTP client does not note them. */
record AttemptCounter(Operation operation) implements MetricPublisher {
    @Override
    public void publish(MetricCollection metrics) {
        int attempts = 1;
        for (int retries : metrics.metricValues(CoreMetric.RETRY_COUNT)) {
            attempts += retries;
        }
        operation.attempted(attempts);
        for (MetricCollection attempt : metrics.children()) {
            attempt.metricValues(CoreMetric.AWS_REQUEST_ID).forEach(operation::answered);
        }
    }

    @Override
    public void close() {}
}
