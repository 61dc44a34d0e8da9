package io.dynastore.embedded;

import io.dynastore.embedded.internal.wire.Handler;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Clients whose requests meet faults. */
final class FaultyClient {
    private FaultyClient() {}

    /** Returns a client with a number of attempts, without backoff and without a limit of retries by tokens. */
    static DynamoDbClient of(Faults faults, Handler database, int attempts) {
        return EmbeddedClients.configure(DynamoDbClient.builder(), http(faults, database))
                .overrideConfiguration(with -> with.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(attempts)
                        .backoffStrategy(BackoffStrategy.retryImmediately())
                        .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                        .circuitBreakerEnabled(false)
                        .build()))
                .build();
    }

    static SdkHttpClient http(Faults faults, Handler database) {
        return new InProcessHttpClient(request -> faults.answer(request, database));
    }
}
