package io.dynastore.benchmarks;

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

/** The settings of the SDK's client that may cost or save time at each call. */
@SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
public enum ClientSetting {
    DEFAULTS("the SDK's defaults", builder -> builder),
    ENHANCED_ON_CLASS_PATH("`dynamodb-enhanced` on the class path", builder -> builder),
    ENDPOINT_OVERRIDE("`endpointOverride`", builder -> builder.endpointOverride(Constants.ENDPOINT)),
    CONSTANT_ENDPOINT(
            "an `endpointProvider` that returns a constant",
            builder -> builder.endpointProvider(parameters -> Constants.RESOLVED)),
    NO_ACCOUNT_ENDPOINTS(
            "`accountIdEndpointMode(DISABLED)`",
            builder -> builder.accountIdEndpointMode(AccountIdEndpointMode.DISABLED)),
    CONSTANT_AUTH_SCHEME(
            "an `authSchemeProvider` that returns a constant",
            builder -> builder.authSchemeProvider(parameters -> Constants.SIGNATURE)),
    STANDARD_RETRIES("`retryStrategy(STANDARD)`", with(overrides -> overrides.retryStrategy(RetryMode.STANDARD))),
    ADAPTIVE_RETRIES("`retryStrategy(ADAPTIVE_V2)`", with(overrides -> overrides.retryStrategy(RetryMode.ADAPTIVE_V2))),
    IN_REGION("`defaultsMode(IN_REGION)`", builder -> builder.defaultsMode(DefaultsMode.IN_REGION)),
    CALL_TIMEOUT("`apiCallTimeout`", with(overrides -> overrides.apiCallTimeout(Duration.ofMinutes(1)))),
    METRICS("a `MetricPublisher`", with(overrides -> overrides.addMetricPublisher(new IgnoredMetrics())));

    final String title;
    final UnaryOperator<DynamoDbClientBuilder> change;

    ClientSetting(String title, UnaryOperator<DynamoDbClientBuilder> change) {
        this.title = title;
        this.change = change;
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

    private record IgnoredMetrics() implements MetricPublisher {
        @Override
        public void publish(MetricCollection metrics) {}

        @Override
        public void close() {}
    }
}
