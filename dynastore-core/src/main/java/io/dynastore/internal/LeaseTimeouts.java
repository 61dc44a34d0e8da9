package io.dynastore.internal;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The time-outs of requests about leases: a reply that takes longer than the lease lasts is of no use. They only ever lower
 * the client's own time-outs. Immutable.
 */
public final class LeaseTimeouts {
    /** A first request, which also has to connect, may take longer than a shorter time. */
    private static final Duration SHORTEST_ATTEMPT = Duration.ofSeconds(1);

    private final @Nullable Duration clientCall;
    private final @Nullable Duration clientAttempt;

    /**
     * Creates the time-outs.
     *
     * @param client the client, whose own time-outs are not raised
     */
    public LeaseTimeouts(DynamoDbClient client) {
        Optional<ClientOverrideConfiguration> configuration =
                ClientConfigurations.of(client).map(AwsServiceClientConfiguration::overrideConfiguration);
        this.clientCall = configuration
                .flatMap(ClientOverrideConfiguration::apiCallTimeout)
                .orElse(null);
        this.clientAttempt = configuration
                .flatMap(ClientOverrideConfiguration::apiCallAttemptTimeout)
                .orElse(null);
    }

    /**
     * Returns the time-outs for an acquisition: one attempt that hangs must not take all the time.
     *
     * @param lease the duration of the lease
     * @return the time-outs
     */
    public AwsRequestOverrideConfiguration forAcquisition(Duration lease) {
        Duration attempt = lease.dividedBy(3);
        return timeouts(lease, attempt.compareTo(SHORTEST_ATTEMPT) < 0 ? null : attempt);
    }

    /**
     * Returns the time-outs for a release.
     *
     * @param lease the duration of the lease
     * @return the time-outs
     */
    public AwsRequestOverrideConfiguration forRelease(Duration lease) {
        return timeouts(lease, null);
    }

    /**
     * Returns the time-outs for a request on the threads that all leases share: less than a third of the lease, in three
     * attempts.
     *
     * @param lease the duration of the lease
     * @return the time-outs
     */
    public AwsRequestOverrideConfiguration forSharedThreads(Duration lease) {
        Duration call = lease.multipliedBy(3).dividedBy(10);
        return timeouts(call, call.dividedBy(3));
    }

    /**
     * Returns the time-outs for a renewal after one that failed, perhaps because replies take longer than its attempts.
     *
     * @param lease the duration of the lease
     * @return the time-outs
     */
    public AwsRequestOverrideConfiguration forLateReplies(Duration lease) {
        Duration call = lease.dividedBy(4);
        return timeouts(call, call);
    }

    private AwsRequestOverrideConfiguration timeouts(Duration call, @Nullable Duration attempt) {
        AwsRequestOverrideConfiguration.Builder timeouts = AwsRequestOverrideConfiguration.builder();
        if (clientCall == null || call.compareTo(clientCall) < 0) {
            timeouts.apiCallTimeout(call);
        }
        if (attempt != null && (clientAttempt == null || attempt.compareTo(clientAttempt) < 0)) {
            timeouts.apiCallAttemptTimeout(attempt);
        }
        return timeouts.build();
    }
}
