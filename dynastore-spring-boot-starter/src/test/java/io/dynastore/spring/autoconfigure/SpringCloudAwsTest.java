package io.dynastore.spring.autoconfigure;

import static io.dynastore.spring.autoconfigure.ClientResolutionTest.credentialsOf;
import static io.dynastore.spring.autoconfigure.ClientResolutionTest.endpointOf;
import static io.dynastore.spring.autoconfigure.ClientResolutionTest.regionOf;
import static io.dynastore.spring.autoconfigure.ClientResolutionTest.storesClient;
import static org.assertj.core.api.Assertions.assertThat;

import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.AwsClientBuilderConfigurer;
import io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration;
import io.awspring.cloud.dynamodb.DynamoDbTemplate;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class SpringCloudAwsTest {
    private final ApplicationContextRunner runner = StarterContext.bare()
            .withConfiguration(AutoConfigurations.of(
                    CredentialsProviderAutoConfiguration.class,
                    RegionProviderAutoConfiguration.class,
                    AwsAutoConfiguration.class,
                    DynamoDbAutoConfiguration.class));

    private final ApplicationContextRunner configured = runner.withPropertyValues(
            "dynastore.embedded.enabled=false",
            "spring.cloud.aws.region.static=ap-south-1",
            "spring.cloud.aws.credentials.access-key=springs",
            "spring.cloud.aws.credentials.secret-key=secret");

    private final FilteredClassLoader coreAlone = new FilteredClassLoader(DynamoDbTemplate.class);

    @Test
    void itsClientIsUsed() {
        configured.run(context -> {
            assertThat(context.getBeanNamesForType(DynamoDbClient.class)).containsExactly("dynamoDbClient");
            assertThat(context).hasSingleBean(DynamoDbTemplate.class);
            assertThat(storesClient(context)).isSameAs(context.getBean("dynamoDbClient"));
            assertThatItIsConfiguredBySpringCloudAws(
                    storesClient(context), context.getBean(AwsCredentialsProvider.class));
        });
    }

    @Test
    void itsCoreAloneConfiguresTheClient() {
        configured.withClassLoader(coreAlone).run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(DynamoDbAutoConfiguration.class);
            assertThatItIsConfiguredBySpringCloudAws(
                    storesClient(context), context.getBean(AwsCredentialsProvider.class));
        });
    }

    @Test
    void itsCoreConfiguresADedicatedClientToo() {
        configured.withPropertyValues("dynastore.region=eu-south-1").run(context -> {
            DynamoDbClient client = storesClient(context);
            assertThat(client).isNotSameAs(context.getBean("dynamoDbClient"));
            assertThat(regionOf(client)).isEqualTo(Region.EU_SOUTH_1);
            assertThat(credentialsOf(client)).isSameAs(context.getBean(AwsCredentialsProvider.class));
            assertThat(userAgentSuffix(client)).startsWith("spring-cloud-aws");
        });
    }

    @Test
    void aRegionOfOurOwnMakesUpForOneThatItDoesNotHave() {
        runner.withClassLoader(coreAlone)
                .withPropertyValues("dynastore.embedded.enabled=false", "dynastore.region=eu-south-1")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(regionOf(storesClient(context))).isEqualTo(Region.EU_SOUTH_1);
                });
    }

    @Test
    void aLoopbackEndpointNeedsNeitherItsRegionNorItsCredentials() {
        runner.withClassLoader(coreAlone)
                .withPropertyValues("dynastore.endpoint=" + TestDynamoDb.endpoint())
                .run(context -> assertThat(storesClient(context).listTables().tableNames())
                        .isNotNull());
    }

    @Test
    void theEmbeddedDynamoDbNeedsNeitherItsRegionNorItsCredentials() {
        runner.withClassLoader(coreAlone)
                .run(context -> assertThat(storesClient(context).listTables().tableNames())
                        .isEmpty());
    }

    @Test
    void theEmbeddedDynamoDbStartsThoughItWouldMakeAClient() {
        configured.withPropertyValues("dynastore.embedded.enabled=true").run(context -> {
            assertThat(context).hasSingleBean(EmbeddedDynamoDb.class);
            assertThat(endpointOf(storesClient(context)))
                    .isEqualTo(context.getBean(DynaStoreConnectionDetails.class).endpoint());
            assertThat(endpointOf(context.getBean(DynamoDbClient.class)))
                    .isEqualTo(context.getBean(DynaStoreConnectionDetails.class).endpoint());
            assertThat(storesClient(context).listTables().tableNames()).isEmpty();
        });
    }

    @Test
    void itsEndpointsKeepTheEmbeddedDynamoDbFromStarting() {
        for (String property : new String[] {"spring.cloud.aws.endpoint", "spring.cloud.aws.dynamodb.endpoint"}) {
            configured
                    .withPropertyValues("dynastore.embedded.enabled=true", property + "=http://127.0.0.1:1")
                    .run(context -> {
                        assertThat(context).doesNotHaveBean(EmbeddedDynamoDb.class);
                        assertThat(storesClient(context)).isSameAs(context.getBean("dynamoDbClient"));
                        assertThat(endpointOf(storesClient(context))).isEqualTo(URI.create("http://127.0.0.1:1"));
                    });
        }
    }

    /** Its core is on the class path, but excluded: the AWS SDK's defaults, with and without its DynamoDB module. */
    @Test
    void withoutItsCoreTheSdksDefaultsAreUsed() {
        for (boolean withTemplate : new boolean[] {true, false}) {
            TestPropertyValues.of("aws.region=ca-central-1").applyToSystemProperties(() -> {
                ApplicationContextRunner coreAbsent = withTemplate
                        ? StarterContext.bare()
                        : StarterContext.bare()
                                .withClassLoader(coreAlone)
                                .withConfiguration(AutoConfigurations.of(DynamoDbAutoConfiguration.class));
                coreAbsent
                        .withPropertyValues("dynastore.embedded.enabled=false")
                        .run(context -> {
                            assertThat(context).hasNotFailed().doesNotHaveBean(AwsClientBuilderConfigurer.class);
                            assertThat(regionOf(storesClient(context))).isEqualTo(Region.CA_CENTRAL_1);
                            assertThat(userAgentSuffix(storesClient(context))).doesNotContain("spring-cloud-aws");
                        });
                return null;
            });
        }
    }

    /** Its DynamoDB module needs a client then, for its template too; the application's serves both. */
    @Test
    void withoutItsCoreTheApplicationsClientServesBoth() {
        StarterContext.bare()
                .withConfiguration(AutoConfigurations.of(DynamoDbAutoConfiguration.class))
                .withUserConfiguration(ClientResolutionTest.UsersClient.class)
                .run(context -> {
                    assertThat(context).hasSingleBean(DynamoDbTemplate.class);
                    assertThat(storesClient(context)).isSameAs(context.getBean("usersClient"));
                });
    }

    @Test
    void itsDynamoDbModuleCanBeSwitchedOff() {
        configured.withPropertyValues("spring.cloud.aws.dynamodb.enabled=false").run(context -> {
            assertThat(context).doesNotHaveBean(DynamoDbTemplate.class);
            assertThatItIsConfiguredBySpringCloudAws(
                    storesClient(context), context.getBean(AwsCredentialsProvider.class));
        });
    }

    @Test
    void anApplicationsMarkedClientWins() {
        configured
                .withUserConfiguration(ClientResolutionTest.MarkedClient.class)
                .run(context -> assertThat(storesClient(context)).isSameAs(context.getBean("markedClient")));
    }

    @Test
    void withoutItOnTheClassPathNothingIsMissed() {
        StarterContext.bare()
                .withClassLoader(new FilteredClassLoader("io.awspring"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(AwsClientBuilderConfigurer.class)
                        .hasSingleBean(EmbeddedDynamoDb.class));
    }

    private static void assertThatItIsConfiguredBySpringCloudAws(DynamoDbClient client, Object credentials) {
        assertThat(regionOf(client)).isEqualTo(Region.AP_SOUTH_1);
        assertThat(credentialsOf(client)).isSameAs(credentials);
        assertThat(userAgentSuffix(client)).startsWith("spring-cloud-aws");
    }

    static String userAgentSuffix(DynamoDbClient client) {
        return client.serviceClientConfiguration()
                .overrideConfiguration()
                .advancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX)
                .orElse("");
    }
}
