package io.dynastore;

import java.util.concurrent.RejectedExecutionException;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/**
 * The attempts of a request by the SDK's metrics. They are needed as long as it has not shown whether the HTTP client notes its
 * transmissions: a request without a note was then never sent if the SDK has not even asked its HTTP client, for instance because
 * its client was closed before. For one request.
 */
final class AttemptCount implements MetricPublisher {
    private static final int UNKNOWN = -1;

    private int begun = UNKNOWN;
    private int handedOver = UNKNOWN;

    /**
     * Returns whether the HTTP client was certainly not asked for anything.
     *
     * @param failure the failure of the request. A closed client cannot begin the time-out of a call, or that of an attempt
     */
    boolean isZero(Throwable failure) {
        return begun == 0 || (handedOver == 0 && failure instanceof RejectedExecutionException);
    }

    /** The SDK publishes the metrics before the call ends, on the thread of the caller. */
    @Override
    public void publish(MetricCollection metrics) {
        begun = metrics.children().size();
        handedOver = metrics.children().stream()
                .mapToInt(attempt -> attempt.children().size())
                .sum();
    }

    @Override
    public void close() {}
}
