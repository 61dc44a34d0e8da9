package io.dynastore.spring.autoconfigure;

import static io.dynastore.spring.autoconfigure.ClientResolutionTest.storesClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbClientCustomizer;
import io.dynastore.DynaStore;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.spring.DynaStoreClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.endpoints.DynamoDbEndpointProvider;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.dynamodb.streams.endpoints.DynamoDbStreamsEndpointProvider;

/** The client for streams reaches the same DynamoDB, in the same way, as the store, and is made only if it is used. */
class StreamsClientTest {
    private static final List<String> NAMES = List.of("dynaStoreStreamsClient", "dynamoDbStreamsClient");

    private final String table = TestDynamoDb.uniqueTable();
    private final ApplicationContextRunner bare = StarterContext.bare()
            .withPropertyValues("dynastore.table.name=" + table, "dynastore.table.stream=true")
            .withUserConfiguration(Feed.class);
    private final ApplicationContextRunner always = bare.withPropertyValues("dynastore.initialize-tables=always");
    private final Hosts hosts = new Hosts();

    /** Finds the client as a change feed does. */
    record Feed(
            @DynaStoreClient ObjectProvider<DynamoDbStreamsClient> marked,
            ObjectProvider<DynamoDbStreamsClient> others) {
        static DynamoDbStreamsClient client(AssertableApplicationContext context) {
            Feed feed = context.getBean(Feed.class);
            return feed.marked().getIfAvailable(feed.others()::getObject);
        }
    }

    /** Notes where requests would be sent, and sends none. */
    private static final class Hosts implements SdkHttpClient {
        private final List<String> hosts = new ArrayList<>();

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            hosts.add(request.httpRequest().host());
            throw SdkClientException.create("not sent");
        }

        @Override
        public void close() {}

        DynaStoreClientBuilderCustomizer customizer() {
            return builder -> builder.httpClient(this)
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "s")))
                    .overrideConfiguration(builder.overrideConfiguration()
                            .copy(with -> with.retryStrategy(DefaultRetryStrategy.doNotRetry())));
        }

        String of(DynamoDbStreamsClient client) {
            hosts.clear();
            assertThatExceptionOfType(SdkClientException.class).isThrownBy(client::listStreams);
            assertThat(hosts).hasSize(1);
            return hosts.get(0);
        }
    }

    private static boolean isMade(AssertableApplicationContext context) {
        return NAMES.stream().anyMatch(context.getBeanFactory()::containsSingleton);
    }

    /** Writes an entry, and finds its record in the stream. */
    private void assertReads(AssertableApplicationContext context) {
        assertThat(context).hasNotFailed();
        context.getBean(DynaStore.class).table(table).partition("p").put("k", "v");
        assertThat(isMade(context)).isFalse();
        String arn = storesClient(context)
                .describeTable(describe -> describe.tableName(table))
                .table()
                .latestStreamArn();
        DynamoDbStreamsClient streams = Feed.client(context);
        List<Record> records = new ArrayList<>();
        for (Shard shard : streams.describeStream(describe -> describe.streamArn(arn))
                .streamDescription()
                .shards()) {
            String iterator = streams.getShardIterator(get -> get.streamArn(arn)
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            records.addAll(
                    streams.getRecords(get -> get.shardIterator(iterator)).records());
        }
        assertThat(records)
                .singleElement()
                .satisfies(found -> assertThat(
                                found.dynamodb().newImage().get("payload").s())
                        .isEqualTo("v"));
        assertThat(isMade(context)).isTrue();
    }

    @Test
    void itReadsTheStreamsOfTheEmbeddedDynamoDbWithoutASocket() {
        bare.run(context -> {
            assertReads(context);
            EmbeddedDynamoDb database = context.getBean(EmbeddedDynamoDb.class);
            assertThat(database.faults().attempts("GetRecords")).isPositive();
        });
        bare.withBean(
                        DynaStoreClientBuilderCustomizer.class,
                        () -> builder -> builder.endpointOverride(URI.create("http://192.0.2.1:8000")))
                .run(this::assertReads);
    }

    @Test
    void itReadsTheStreamsAtAnEndpoint() {
        always.withPropertyValues("dynastore.endpoint=" + TestDynamoDb.endpoint())
                .run(context -> {
                    assertReads(context);
                    assertThat(Feed.client(context).serviceClientConfiguration().endpointOverride())
                            .contains(TestDynamoDb.endpoint());
                });
    }

    @Test
    void itReadsTheStreamsOfConnectionDetails() {
        always.withUserConfiguration(ClientResolutionTest.Details.class)
                .withPropertyValues("dynastore.endpoint=http://127.0.0.1:2")
                .run(context -> {
                    assertReads(context);
                    assertThat(Feed.client(context).serviceClientConfiguration().region())
                            .isEqualTo(Region.EU_NORTH_1);
                });
    }

    @Test
    void itIsLikeTheApplicationsClient() {
        for (Class<?> client :
                List.of(ClientResolutionTest.UsersClient.class, ClientResolutionTest.MarkedClient.class)) {
            always.withUserConfiguration(client).run(context -> {
                assertThat(Feed.client(context).serviceClientConfiguration())
                        .returns(Region.SA_EAST_1, with -> with.region())
                        .returns(
                                storesClient(context)
                                        .serviceClientConfiguration()
                                        .credentialsProvider(),
                                with -> with.credentialsProvider());
                assertThat(Feed.client(context).listStreams().streams()).isNotNull();
            });
        }
        always.withUserConfiguration(ClientResolutionTest.UsersClient.class).run(this::assertReads);
    }

    @Test
    void itHasTheTimeoutsOfTheApplicationsClient() {
        bare.withPropertyValues("dynastore.initialize-tables=never")
                .withBean(
                        DynamoDbClient.class,
                        () -> DynamoDbClient.builder()
                                .region(Region.EU_WEST_3)
                                .overrideConfiguration(with -> with.apiCallTimeout(Duration.ofSeconds(5))
                                        .apiCallAttemptTimeout(Duration.ofSeconds(2)))
                                .build())
                .run(context -> assertThat(Feed.client(context)
                                .serviceClientConfiguration()
                                .overrideConfiguration())
                        .returns(
                                Duration.ofSeconds(5),
                                with -> with.apiCallTimeout().orElseThrow())
                        .returns(
                                Duration.ofSeconds(2),
                                with -> with.apiCallAttemptTimeout().orElseThrow()));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnStoreInProcess {
        @Bean
        EmbeddedDynamoDb database() {
            return EmbeddedDynamoDb.inMemory();
        }

        @Bean
        DynaStore own(EmbeddedDynamoDb database) {
            return DynaStore.create(EmbeddedClients.of(database));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithDetails {
        @Bean
        DynaStoreConnectionDetails details(EmbeddedDynamoDb database) {
            return new EmbeddedConnectionDetails(database);
        }
    }

    @Test
    void itReadsInProcessForAStoreOfTheApplicationOrSaysWhatIsMissing() {
        always.withUserConfiguration(OwnStoreInProcess.class, WithDetails.class).run(this::assertReads);
        always.withUserConfiguration(OwnStoreInProcess.class)
                .run(context -> assertThatExceptionOfType(Exception.class)
                        .isThrownBy(() -> Feed.client(context))
                        .havingRootCause()
                        .isInstanceOfSatisfying(
                                FailureAnalyzedException.class,
                                failure -> assertThat(failure.analysis().getAction())
                                        .contains("'EmbeddedClients.streamsOf'")));
    }

    @Test
    void timeoutsAndCustomizersApplyToBothClients() {
        bare.withPropertyValues("dynastore.endpoint=" + TestDynamoDb.endpoint(), "dynastore.client.api-call-timeout=5s")
                .withBean(
                        DynaStoreClientBuilderCustomizer.class,
                        () -> builder -> builder.region(Region.EU_NORTH_1)
                                .overrideConfiguration(builder.overrideConfiguration()
                                        .copy(with -> with.apiCallAttemptTimeout(Duration.ofSeconds(1)))))
                .run(context -> {
                    var its = Feed.client(context).serviceClientConfiguration();
                    var stores = storesClient(context).serviceClientConfiguration();
                    assertThat(its.region()).isEqualTo(stores.region()).isEqualTo(Region.EU_NORTH_1);
                    assertThat(its.overrideConfiguration().apiCallTimeout())
                            .isEqualTo(stores.overrideConfiguration().apiCallTimeout())
                            .contains(Duration.ofSeconds(5));
                    assertThat(its.overrideConfiguration().apiCallAttemptTimeout())
                            .isEqualTo(stores.overrideConfiguration().apiCallAttemptTimeout())
                            .contains(Duration.ofSeconds(1));
                });
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, streams.dynamodb.eu-west-1.amazonaws.com",
        "true, false, streams.dynamodb-fips.eu-west-1.amazonaws.com",
        "false, true, streams-dynamodb.eu-west-1.api.aws",
    })
    void onAwsItHasTheEndpointOfStreams(boolean fips, boolean dualstack, String host) {
        bare.withPropertyValues("dynastore.region=eu-west-1", "dynastore.initialize-tables=never")
                .withBean("http", DynaStoreClientBuilderCustomizer.class, hosts::customizer)
                .withBean(
                        "ends",
                        DynaStoreClientBuilderCustomizer.class,
                        () -> builder -> builder.fipsEnabled(fips).dualstackEnabled(dualstack))
                .withPropertyValues("dynastore.embedded.enabled=false")
                .run(context -> assertThat(hosts.of(Feed.client(context))).isEqualTo(host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu-west-1", "us-gov-west-1", "cn-north-1"})
    void anEndpointOfAwsIsReplacedByTheOneThatTheSdkHasForStreams(String region) {
        for (boolean fips : new boolean[] {false, true}) {
            for (boolean dualstack : new boolean[] {false, true}) {
                URI tables = DynamoDbEndpointProvider.defaultProvider()
                        .resolveEndpoint(with ->
                                with.region(Region.of(region)).useFips(fips).useDualStack(dualstack))
                        .join()
                        .endpointUrl()
                        .toUri();
                URI streams = DynamoDbStreamsEndpointProvider.defaultProvider()
                        .resolveEndpoint(with ->
                                with.region(Region.of(region)).useFips(fips).useDualStack(dualstack))
                        .join()
                        .endpointUrl()
                        .toUri();
                assertThat(StreamsClientBuilder.endpoint(tables)).isEqualTo(streams);
            }
        }
        bare.withPropertyValues(
                        "dynastore.endpoint=https://dynamodb." + region + ".amazonaws.com",
                        "dynastore.region=" + region,
                        "dynastore.initialize-tables=never")
                .withBean(DynaStoreClientBuilderCustomizer.class, hosts::customizer)
                .run(context -> assertThat(hosts.of(Feed.client(context)))
                        .isEqualTo("streams.dynamodb." + region + ".amazonaws.com"));
    }

    @Test
    void otherEndpointsAreKept() {
        for (String endpoint : List.of(
                "http://localhost:8000",
                "http://dynamodb.eu-west-1.localstack.cloud:4566/path",
                "https://vpce-1-abc.dynamodb.eu-west-1.vpce.amazonaws.com")) {
            assertThat(StreamsClientBuilder.endpoint(URI.create(endpoint))).hasToString(endpoint);
        }
    }

    @Test
    void besideSpringCloudAwsItIsMadeInItsWay() {
        for (String dedicated : List.of("dynastore.region=ap-south-2", "dynastore.health.timeout=3s")) {
            hosts.hosts.clear();
            bare.withConfiguration(AutoConfigurations.of(
                            CredentialsProviderAutoConfiguration.class,
                            RegionProviderAutoConfiguration.class,
                            AwsAutoConfiguration.class,
                            DynamoDbAutoConfiguration.class))
                    .withBean(
                            DynamoDbClientCustomizer.class,
                            () -> builder -> hosts.customizer().customize(builder))
                    .withPropertyValues(
                            dedicated,
                            "dynastore.embedded.enabled=false",
                            "dynastore.initialize-tables=never",
                            "spring.cloud.aws.fips-enabled=true",
                            "spring.cloud.aws.region.static=ap-south-1",
                            "spring.cloud.aws.credentials.access-key=springs",
                            "spring.cloud.aws.credentials.secret-key=secret")
                    .run(context -> assertThat(hosts.of(Feed.client(context)))
                            .isEqualTo("streams.dynamodb-fips."
                                    + storesClient(context)
                                            .serviceClientConfiguration()
                                            .region() + ".amazonaws.com"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnStreamsClient {
        @Bean
        DynamoDbStreamsClient own() {
            return DynamoDbStreamsClient.builder().region(Region.AF_SOUTH_1).build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MarkedStreamsClient {
        @DynaStoreClient
        @Bean(defaultCandidate = false)
        DynamoDbStreamsClient marked() {
            return DynamoDbStreamsClient.builder().region(Region.AF_SOUTH_1).build();
        }
    }

    @Test
    void aMarkedClientForStreamsComesFirst() {
        for (Class<?> tables : List.of(ClientResolutionTest.UsersClient.class, ClientResolutionTest.Details.class)) {
            always.withUserConfiguration(tables, OwnStreamsClient.class, MarkedStreamsClient.class)
                    .run(context -> {
                        assertThat(Feed.client(context)).isSameAs(context.getBean("marked"));
                        assertThat(context.getBeanNamesForType(DynamoDbStreamsClient.class))
                                .containsExactlyInAnyOrder("own", "marked");
                    });
        }
    }

    @Test
    void theOnlyClientForStreamsIsUsedWithTheApplicationsClientForTables() {
        always.withUserConfiguration(ClientResolutionTest.UsersClient.class, OwnStreamsClient.class)
                .run(context -> assertThat(Feed.client(context)).isSameAs(context.getBean("own")));
    }

    @Test
    void aConnectionOfDynastoresOwnHasItsOwnClientForStreams() {
        always.withUserConfiguration(OwnStreamsClient.class)
                .withPropertyValues("dynastore.endpoint=" + TestDynamoDb.endpoint())
                .run(context -> {
                    assertThat(context.getBean(Feed.class).others().getObject()).isSameAs(context.getBean("own"));
                    assertReads(context);
                });
    }

    @Test
    void itIsClosedWithTheContext() {
        List<DynamoDbStreamsClient> made = new ArrayList<>();
        for (String endpoint :
                List.of("dynastore.health.timeout=3s", "dynastore.endpoint=" + TestDynamoDb.endpoint())) {
            bare.withPropertyValues(endpoint).run(context -> made.add(Feed.client(context)));
        }
        assertThat(made)
                .hasSize(2)
                .allSatisfy(client ->
                        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(client::listStreams));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void withoutAFeedNothingIsMade(CapturedOutput output) {
        bare.withPropertyValues("dynastore.client.max-connections=3").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(isMade(context)).isFalse();
            assertThat(output).doesNotContain("no influence");
        });
    }
}
