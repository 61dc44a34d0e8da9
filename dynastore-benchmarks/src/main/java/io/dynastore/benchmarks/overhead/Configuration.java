package io.dynastore.benchmarks.overhead;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.endpoints.AccountIdEndpointMode;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.endpoints.EndpointUrl;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** What of the SDK's client can be configured and may cost or save time at each call. */
@SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
public enum Configuration {
    /** The SDK's defaults. */
    DEFAULTS("the SDK's defaults", builder -> builder),
    /** Nothing but what is on the class path differs. */
    ENHANCED_ON_CLASS_PATH("`dynamodb-enhanced` on the class path", builder -> builder),
    /** The endpoint as an address. */
    ENDPOINT_OVERRIDE("`endpointOverride`", builder -> builder.endpointOverride(Constants.ENDPOINT)),
    /** An endpoint without any rules. */
    CONSTANT_ENDPOINT(
            "an `endpointProvider` that returns a constant",
            builder -> builder.endpointProvider(parameters -> Constants.RESOLVED)),
    /** No endpoints of accounts. */
    NO_ACCOUNT_ENDPOINTS(
            "`accountIdEndpointMode(DISABLED)`",
            builder -> builder.accountIdEndpointMode(AccountIdEndpointMode.DISABLED)),
    /** A signature without any rules. */
    CONSTANT_AUTH_SCHEME(
            "an `authSchemeProvider` that returns a constant",
            builder -> builder.authSchemeProvider(parameters -> Constants.SIGNATURE)),
    /** The newer strategy for retries, of all SDKs. */
    STANDARD_RETRIES("`retryStrategy(STANDARD)`", with(overrides -> overrides.retryStrategy(RetryMode.STANDARD))),
    /** The strategy that also limits the client's own rate. */
    ADAPTIVE_RETRIES("`retryStrategy(ADAPTIVE_V2)`", with(overrides -> overrides.retryStrategy(RetryMode.ADAPTIVE_V2))),
    /** Timeouts and retries as AWS now proposes them. */
    IN_REGION("`defaultsMode(IN_REGION)`", builder -> builder.defaultsMode(DefaultsMode.IN_REGION)),
    /** A limit for the whole call. */
    CALL_TIMEOUT("`apiCallTimeout`", with(overrides -> overrides.apiCallTimeout(Duration.ofMinutes(1)))),
    /** Somebody who looks at the metrics of each call. */
    METRICS("a `MetricPublisher`", with(overrides -> overrides.addMetricPublisher(Ignored.INSTANCE)));

    private final String title;
    private final UnaryOperator<DynamoDbClientBuilder> change;

    Configuration(String title, UnaryOperator<DynamoDbClientBuilder> change) {
        this.title = title;
        this.change = change;
    }

    String title() {
        return title;
    }

    DynamoDbClientBuilder apply(DynamoDbClientBuilder builder) {
        return change.apply(builder);
    }

    private static UnaryOperator<DynamoDbClientBuilder> with(
            UnaryOperator<ClientOverrideConfiguration.Builder> overrides) {
        return builder -> builder.overrideConfiguration(
                overrides.apply(ClientOverrideConfiguration.builder()).build());
    }

    private static final class Constants {
        static final URI ENDPOINT = URI.create("https://dynamodb.us-east-1.amazonaws.com");

        static final CompletableFuture<Endpoint> RESOLVED = CompletableFuture.completedFuture(
                Endpoint.builder().endpointUrl(EndpointUrl.fromUri(ENDPOINT)).build());

        static final List<AuthSchemeOption> SIGNATURE = List.of(AuthSchemeOption.builder()
                .schemeId(AwsV4AuthScheme.SCHEME_ID)
                .putSignerProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "dynamodb")
                .putSignerProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                .build());
    }

    private enum Ignored implements MetricPublisher {
        INSTANCE;

        @Override
        public void publish(MetricCollection metrics) {}

        @Override
        public void close() {}
    }
}
