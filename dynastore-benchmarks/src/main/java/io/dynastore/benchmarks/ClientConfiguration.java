package io.dynastore.benchmarks;

import io.dynastore.DynaStore;
import io.dynastore.benchmarks.ClientBenchmark.Figures;
import io.dynastore.benchmarks.ClientBenchmark.Kind;
import io.dynastore.benchmarks.ClientBenchmark.Trial;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.endpoints.AccountIdEndpointMode;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.endpoints.EndpointUrl;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.metrics.LoggingMetricPublisher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Reports the CPU time and the allocation of a read by the raw client, depending on the configuration of the client. */
final class ClientConfiguration {
    /** The settings of the SDK's client that may cost or save time at each call. */
    @SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
    enum Setting {
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
        ADAPTIVE_RETRIES(
                "`retryStrategy(ADAPTIVE_V2)`", with(overrides -> overrides.retryStrategy(RetryMode.ADAPTIVE_V2))),
        IN_REGION("`defaultsMode(IN_REGION)`", builder -> builder.defaultsMode(DefaultsMode.IN_REGION)),
        CALL_TIMEOUT("`apiCallTimeout`", with(overrides -> overrides.apiCallTimeout(Duration.ofMinutes(1)))),
        METRICS(
                "a `MetricPublisher`",
                with(overrides -> overrides.addMetricPublisher(LoggingMetricPublisher.create()))),
        APACHE5("`apache5-client`, the SDK's default", builder -> builder.httpClient(Apache5HttpClient.create())),
        URL_CONNECTION("`url-connection-client`", builder -> builder.httpClient(UrlConnectionHttpClient.create()));

        /** The settings that are measured over real HTTP. */
        static final Set<Setting> OVER_HTTP = Set.of(APACHE5, URL_CONNECTION);

        final String title;
        final UnaryOperator<DynamoDbClientBuilder> change;

        Setting(String title, UnaryOperator<DynamoDbClientBuilder> change) {
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
            static final CompletableFuture<Endpoint> RESOLVED = CompletableFuture.completedFuture(Endpoint.builder()
                    .endpointUrl(EndpointUrl.fromUri(ENDPOINT))
                    .build());
            static final List<AuthSchemeOption> SIGNATURE = List.of(AuthSchemeOption.builder()
                    .schemeId(AwsV4AuthScheme.SCHEME_ID)
                    .putSignerProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "dynamodb")
                    .putSignerProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                    .build());
        }
    }

    /** Runs the report. */
    public static void main(String[] arguments) throws Exception {
        Report report = Report.of("client-configuration", arguments);
        int number = Integer.parseInt(arguments[2]);
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            DynaStore.create(client).table(Sample.TABLE).createIfAbsent();
            DynastoreEntries.of(Sample.place(client)).create(Sample.KEY, Sample.VALUE);
            String endpoint = database.listen(0).toString();
            List<Trial> trials = Stream.of(Setting.values())
                    .map(setting ->
                            new Trial("get", Kind.RAW, setting, Setting.OVER_HTTP.contains(setting) ? endpoint : ""))
                    .toList();
            List<Trial> canned =
                    trials.stream().filter(trial -> trial.endpoint().isEmpty()).toList();
            List<Trial> overHttp =
                    trials.stream().filter(trial -> !canned.contains(trial)).toList();
            Rounds<Trial, Figures> rounds = ClientBenchmark.run(trials, number, report.isShort());
            report.publish(
                    Report.conditions("aws-sdk"),
                    "Rounds in this run: " + number + ". Over an HTTP client that answers at once:",
                    table("configuration", canned, rounds),
                    "Over real HTTP on the loopback interface, with the embedded database in another process:",
                    table("HTTP client", overHttp, rounds));
        }
    }

    /** Compares all trials with the first one. */
    static Table table(String title, List<Trial> trials, Rounds<Trial, Figures> rounds) {
        Table table = new Table(
                "| " + title + " | CPU, µs | to the default | bytes | to the default |",
                "| --- | --: | --: | --: | --: |");
        Trial base = trials.get(0);
        trials.forEach(trial -> table.row(
                trial.setting().title,
                rounds.of(trial, Figures::cpuMicros).describe(1),
                rounds.ratio(trial, base, Figures::cpuMicros).describe(2),
                rounds.of(trial, Figures::bytes).describe(0),
                rounds.ratio(trial, base, Figures::bytes).describe(2)));
        return table;
    }
}
