package io.dynastore.spring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Properties of the DynamoDB clients that dynastore creates. The AWS SDK decides what is not set.
 *
 * @param maxConnections Most connections, and so most requests at once. By default 50, or 500 with virtual threads.
 * @param connectionAcquisitionTimeout Time after which a request fails if all connections remain in use, 10 s by default.
 * @param apiCallTimeout Time after which an operation fails, all its attempts included. Unlimited by default.
 * @param apiCallAttemptTimeout Time after which one attempt fails, so that another may follow. Unlimited by default.
 */
public record ClientProperties(
        @Nullable Integer maxConnections,
        @Nullable Duration connectionAcquisitionTimeout,
        @Nullable Duration apiCallTimeout,
        @Nullable Duration apiCallAttemptTimeout) {
    static final String MAX_CONNECTIONS = "dynastore.client.max-connections";

    private static final String ACQUISITION_TIMEOUT = "dynastore.client.connection-acquisition-timeout";
    private static final String CALL_TIMEOUT = "dynastore.client.api-call-timeout";
    private static final String ATTEMPT_TIMEOUT = "dynastore.client.api-call-attempt-timeout";

    /**
     * Checks the values.
     *
     * @throws FailureAnalyzedException if one is not positive
     */
    void check() {
        if (maxConnections != null && maxConnections < 1) {
            throw new FailureAnalyzedException(
                    "'" + MAX_CONNECTIONS + "' is invalid: it must be positive, but is " + maxConnections + ".",
                    "Set '" + MAX_CONNECTIONS + "' to the number of requests at once, such as 200, or leave it out.");
        }
        requirePositive(ACQUISITION_TIMEOUT, connectionAcquisitionTimeout);
        requirePositive(CALL_TIMEOUT, apiCallTimeout);
        requirePositive(ATTEMPT_TIMEOUT, apiCallAttemptTimeout);
    }

    private static void requirePositive(String property, @Nullable Duration timeout) {
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new FailureAnalyzedException(
                    "'" + property + "' is invalid: it must be positive, but is " + timeout + ".",
                    "Set '" + property + "' to a duration such as 5s, or leave it out.");
        }
    }

    /** Returns the properties of the connections that are set. */
    List<String> ofConnections() {
        List<String> names = new ArrayList<>();
        if (maxConnections != null) {
            names.add(MAX_CONNECTIONS);
        }
        if (connectionAcquisitionTimeout != null) {
            names.add(ACQUISITION_TIMEOUT);
        }
        return names;
    }

    /** Returns all properties that are set. */
    List<String> all() {
        List<String> names = new ArrayList<>(ofConnections());
        if (apiCallTimeout != null) {
            names.add(CALL_TIMEOUT);
        }
        if (apiCallAttemptTimeout != null) {
            names.add(ATTEMPT_TIMEOUT);
        }
        return names;
    }
}
