package io.dynastore.spring.autoconfigure;

import static io.dynastore.spring.autoconfigure.ClientResolutionTest.endpointOf;
import static io.dynastore.spring.autoconfigure.ClientResolutionTest.regionOf;
import static io.dynastore.spring.autoconfigure.ClientResolutionTest.storesClient;
import static org.assertj.core.api.Assertions.assertThat;

import io.awspring.cloud.autoconfigure.AwsSyncClientCustomizer;
import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.AwsConnectionDetails;
import io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbClientCustomizer;
import io.awspring.cloud.dynamodb.DynamoDbTemplate;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

class ClientCustomizerTest {
    private static final SdkAdvancedClientOption<String> PREFIX = SdkAdvancedClientOption.USER_AGENT_PREFIX;

    /** The customizers that were called. */
    record Calls(List<String> names) {}

    private final List<String> called = new ArrayList<>();

    private final ApplicationContextRunner runner = StarterContext.bare()
            .withBean(Calls.class, () -> new Calls(called))
            .withUserConfiguration(Customizers.class);

    private final ApplicationContextRunner besideSpringCloudAws = runner.withConfiguration(AutoConfigurations.of(
                    CredentialsProviderAutoConfiguration.class,
                    RegionProviderAutoConfiguration.class,
                    AwsAutoConfiguration.class,
                    DynamoDbAutoConfiguration.class))
            .withUserConfiguration(SpringCloudAwsCustomizers.class)
            .withPropertyValues(
                    "dynastore.embedded.enabled=false",
                    "spring.cloud.aws.region.static=ap-south-1",
                    "spring.cloud.aws.credentials.access-key=springs",
                    "spring.cloud.aws.credentials.secret-key=secret");

    @Configuration(proxyBeanMethods = false)
    static class Customizers {
        @Bean
        @Order(2)
        DynaStoreClientBuilderCustomizer second(Calls calls) {
            return builder -> calls.names().add("second");
        }

        @Bean
        @Order(1)
        DynaStoreClientBuilderCustomizer first(Calls calls) {
            return builder -> {
                calls.names().add("first");
                mark(builder);
            };
        }

        private static void mark(DynamoDbClientBuilder builder) {
            builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                    .putAdvancedOption(PREFIX, "customized")
                    .build());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SpringCloudAwsCustomizers {
        @Bean
        DynamoDbClientCustomizer itsDynamoDb(Calls calls) {
            return builder -> calls.names().add("its DynamoDB");
        }

        @Bean
        AwsSyncClientCustomizer its(Calls calls) {
            return builder -> calls.names().add("its");
        }
    }

    @Test
    void aDedicatedClientIsCustomizedInOrder() {
        runner.withPropertyValues("dynastore.endpoint=" + TestDynamoDb.endpoint())
                .run(context -> {
                    assertThat(called).containsExactly("first", "second");
                    assertThat(isCustomized(storesClient(context))).isTrue();
                    assertThat(endpointOf(storesClient(context))).isEqualTo(TestDynamoDb.endpoint());
                });
    }

    @Test
    void theEmbeddedDynamoDbsClientIsCustomized() {
        runner.run(context -> assertThat(isCustomized(storesClient(context))).isTrue());
    }

    @Test
    void aCustomizerHasTheLastWord() {
        runner.withPropertyValues("dynastore.endpoint=" + TestDynamoDb.endpoint(), "dynastore.region=eu-west-1")
                .withBean(DynaStoreClientBuilderCustomizer.class, () -> builder -> builder.region(Region.EU_NORTH_1))
                .run(context -> assertThat(regionOf(storesClient(context))).isEqualTo(Region.EU_NORTH_1));
    }

    @Test
    void theApplicationsClientIsNotTouched() {
        runner.withUserConfiguration(ClientResolutionTest.UsersClient.class).run(context -> {
            assertThat(storesClient(context)).isSameAs(context.getBean("usersClient"));
            assertThat(called).isEmpty();
        });
    }

    @Test
    void besideSpringCloudAwsItsCustomizersComeFirst() {
        besideSpringCloudAws
                .withClassLoader(new FilteredClassLoader(DynamoDbTemplate.class))
                .run(context -> {
                    assertThat(called).containsExactly("its", "its DynamoDB", "first", "second");
                    assertThat(isCustomized(storesClient(context))).isTrue();
                    assertThat(SpringCloudAwsTest.userAgentSuffix(storesClient(context)))
                            .startsWith("spring-cloud-aws");
                });
    }

    @Test
    void itsOwnClientIsCustomizedByItsCustomizersAlone() {
        besideSpringCloudAws.run(context -> {
            assertThat(storesClient(context)).isSameAs(context.getBean("dynamoDbClient"));
            assertThat(called).containsExactly("its", "its DynamoDB");
        });
    }

    @Test
    void eachOfTwoClientsIsCustomizedByWhoMakesIt() {
        besideSpringCloudAws
                .withPropertyValues("dynastore.endpoint=" + TestDynamoDb.endpoint())
                .run(context -> {
                    assertThat(isCustomized(storesClient(context))).isTrue();
                    assertThat(isCustomized(context.getBean("dynamoDbClient", DynamoDbClient.class)))
                            .isFalse();
                    assertThat(called).hasSize(6).filteredOn("first"::equals).hasSize(1);
                });
    }

    @Test
    void itsConnectionDetailsSayWhereDynamoDbIs() {
        AwsConnectionDetails elsewhere = new AwsConnectionDetails() {
            @Override
            public URI getEndpoint() {
                return TestDynamoDb.endpoint();
            }

            @Override
            public String getRegion() {
                return "eu-south-2";
            }
        };
        for (boolean withTemplate : new boolean[] {true, false}) {
            besideSpringCloudAws
                    .withClassLoader(
                            withTemplate
                                    ? getClass().getClassLoader()
                                    : new FilteredClassLoader(DynamoDbTemplate.class))
                    .withBean(AwsConnectionDetails.class, () -> elsewhere)
                    .withPropertyValues("dynastore.embedded.enabled=true")
                    .run(context -> {
                        assertThat(context).doesNotHaveBean(EmbeddedDynamoDb.class);
                        assertThat(endpointOf(storesClient(context))).isEqualTo(TestDynamoDb.endpoint());
                        assertThat(regionOf(storesClient(context))).isEqualTo(Region.of("eu-south-2"));
                    });
        }
    }

    private static boolean isCustomized(DynamoDbClient client) {
        return client.serviceClientConfiguration()
                .overrideConfiguration()
                .advancedOption(PREFIX)
                .filter(prefix -> Objects.equals(prefix, "customized"))
                .isPresent();
    }
}
