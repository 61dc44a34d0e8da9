package io.dynastore;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Faults;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClientBuilder;

/**
 * One DynamoDB for all tests of this JVM: an embedded one, reached in process, and over HTTP by other processes; or that of an
 * account of AWS, for tests that are tagged {@link #CONTRACT}.
 */
public final class TestDynamoDb {
    /** Tags tests that hold on AWS too: they use no faults, no indexes that lag, and no clock of the database. */
    public static final String CONTRACT = "contract";

    private static final @Nullable AwsAccount AWS = Boolean.getBoolean("dynastore.aws") ? new AwsAccount() : null;
    private static final EmbeddedDynamoDb DATABASE = EmbeddedDynamoDb.inMemory();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private TestDynamoDb() {}

    /** A name that no other test of this JVM uses, nor any of another run on the same account. */
    public static String uniqueName(String prefix) {
        return tableName(prefix + "-" + NAMES.incrementAndGet());
    }

    /** The name of a table that tests share. */
    static String tableName(String name) {
        return AWS == null ? name : AWS.name(name);
    }

    /** Where other processes reach the database. */
    public static URI endpoint() {
        return Port.ENDPOINT;
    }

    /** Opens when it is first asked for. */
    private static final class Port {
        static final URI ENDPOINT = DATABASE.listen(0);
    }

    /** A client whose requests go through the given HTTP client. */
    public static DynamoDbClient client(SdkHttpClient http) {
        return builder(http).build();
    }

    /** A client to be, for a test that configures it further. */
    public static DynamoDbClientBuilder builder(SdkHttpClient http) {
        return AWS == null ? EmbeddedClients.configure(DynamoDbClient.builder(), http) : AWS.builder(http);
    }

    /** A client of streams to be. */
    public static DynamoDbStreamsClientBuilder streamsBuilder(SdkHttpClient http) {
        return AWS == null
                ? EmbeddedClients.configure(DynamoDbStreamsClient.builder(), http)
                : AWS.streamsBuilder(http);
    }

    /** A client whose requests meet faults; it tries so often. */
    public static DynamoDbClient client(Faults faults, int attempts) {
        return client(http(faults), attempts);
    }

    /** A client that tries so often. */
    public static DynamoDbClient client(SdkHttpClient http, int attempts) {
        return builder(http).overrideConfiguration(trying(attempts)).build();
    }

    /** To try so often, at once, and never to run out of retry tokens. What is retried is the SDK's own choice. */
    public static Consumer<ClientOverrideConfiguration.Builder> trying(int attempts) {
        return with -> with.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(attempts)
                .backoffStrategy(BackoffStrategy.retryImmediately())
                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                .circuitBreakerEnabled(false)
                .build());
    }

    /** An HTTP client whose requests meet no faults. */
    public static SdkHttpClient http() {
        return http(new Faults());
    }

    /** An HTTP client whose requests meet faults; on AWS they do not. */
    public static SdkHttpClient http(Faults faults) {
        return AWS == null ? EmbeddedClients.httpClient(DATABASE, faults) : AWS.http();
    }
}
