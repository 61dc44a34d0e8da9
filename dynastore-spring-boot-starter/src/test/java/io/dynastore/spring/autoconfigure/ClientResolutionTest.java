package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.spring.DynaStoreClient;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class ClientResolutionTest {
    private static final URI ELSEWHERE = URI.create("http://127.0.0.1:2");

    private final ApplicationContextRunner runner = StarterContext.bare();

    @Configuration(proxyBeanMethods = false)
    static class UsersClient {
        @Bean(destroyMethod = "")
        DynamoDbClient usersClient() {
            return TestDynamoDb.client();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MarkedClient {
        @DynaStoreClient
        @Bean(destroyMethod = "")
        DynamoDbClient markedClient() {
            return TestDynamoDb.client();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MarkedClientForDynaStoreAlone {
        @DynaStoreClient
        @Bean(defaultCandidate = false)
        DynamoDbClient markedClient() {
            return TestDynamoDb.client();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Details {
        @Bean
        DynaStoreConnectionDetails connectionDetails() {
            return new DynaStoreConnectionDetails() {
                @Override
                public URI endpoint() {
                    return TestDynamoDb.endpoint();
                }

                @Override
                public Region region() {
                    return Region.EU_NORTH_1;
                }

                @Override
                public AwsCredentialsProvider credentialsProvider() {
                    return new LocalConnectionDetails(TestDynamoDb.endpoint()).credentialsProvider();
                }
            };
        }
    }

    /** What an application does with a client, and must go on to do with its own. */
    record Repository(DynamoDbClient client) {}

    @Test
    void aMarkedClientComesFirst() {
        runner.withUserConfiguration(UsersClient.class, MarkedClient.class, Details.class)
                .withPropertyValues("dynastore.endpoint=" + ELSEWHERE, "dynastore.region=us-west-1")
                .run(context -> assertThat(storesClient(context)).isSameAs(context.getBean("markedClient")));
    }

    @Test
    void aMarkedClientMayBeForDynaStoreAlone() {
        runner.withUserConfiguration(UsersClient.class, MarkedClientForDynaStoreAlone.class)
                .withBean(Repository.class)
                .run(context -> {
                    assertThat(storesClient(context)).isSameAs(context.getBean("markedClient"));
                    assertThat(context.getBean(Repository.class).client()).isSameAs(context.getBean("usersClient"));
                });
    }

    @Test
    void theOnlyClientMayBeMarkedForDynaStoreAlone() {
        runner.withUserConfiguration(MarkedClientForDynaStoreAlone.class).run(context -> {
            assertThat(storesClient(context)).isSameAs(context.getBean("markedClient"));
            assertThat(context.getBeanNamesForType(DynamoDbClient.class)).containsExactly("markedClient");
        });
    }

    @Test
    void connectionDetailsGetAClientOfTheirOwn() {
        runner.withUserConfiguration(UsersClient.class, Details.class)
                .withBean(Repository.class)
                .run(context -> {
                    DynamoDbClient client = storesClient(context);
                    assertThat(client).isNotSameAs(context.getBean("usersClient"));
                    assertThat(endpointOf(client)).isEqualTo(TestDynamoDb.endpoint());
                    assertThat(regionOf(client)).isEqualTo(Region.EU_NORTH_1);
                    assertThat(client.listTables().tableNames()).isNotNull();
                    assertThat(context.getBean(Repository.class).client()).isSameAs(context.getBean("usersClient"));
                });
    }

    @Test
    void connectionDetailsComeBeforeTheProperties() {
        runner.withUserConfiguration(Details.class)
                .withPropertyValues("dynastore.endpoint=" + ELSEWHERE, "dynastore.region=us-west-1")
                .run(context -> {
                    assertThat(context).hasSingleBean(DynaStoreConnectionDetails.class);
                    assertThat(endpointOf(storesClient(context))).isEqualTo(TestDynamoDb.endpoint());
                    assertThat(regionOf(storesClient(context))).isEqualTo(Region.EU_NORTH_1);
                });
    }

    @Test
    void anEndpointGetsAClientOfItsOwn() {
        runner.withUserConfiguration(UsersClient.class)
                .withBean(Repository.class)
                .withPropertyValues("dynastore.endpoint=" + TestDynamoDb.endpoint())
                .run(context -> {
                    DynamoDbClient client = storesClient(context);
                    assertThat(client).isNotSameAs(context.getBean("usersClient"));
                    assertThat(endpointOf(client)).isEqualTo(TestDynamoDb.endpoint());
                    assertThat(client.listTables().tableNames()).isNotNull();
                    assertThat(context.getBean(Repository.class).client()).isSameAs(context.getBean("usersClient"));
                });
    }

    @Test
    void aRegionGetsAClientOfItsOwn() {
        runner.withUserConfiguration(UsersClient.class)
                .withPropertyValues("dynastore.region=eu-west-3")
                .run(context -> {
                    DynamoDbClient client = storesClient(context);
                    assertThat(client).isNotSameAs(context.getBean("usersClient"));
                    assertThat(regionOf(client)).isEqualTo(Region.EU_WEST_3);
                    assertThat(endpointOf(client)).isNull();
                });
    }

    @Test
    void aLoopbackEndpointTakesTheRegionThatIsSet() {
        runner.withPropertyValues("dynastore.endpoint=" + TestDynamoDb.endpoint(), "dynastore.region=eu-west-3")
                .run(context -> {
                    assertThat(regionOf(storesClient(context))).isEqualTo(Region.EU_WEST_3);
                    assertThat(storesClient(context).listTables().tableNames()).isNotNull();
                });
    }

    @Test
    void everySpellingOfLoopbackNeedsNeitherRegionNorCredentials() {
        for (String host : new String[] {"localhost", "127.0.0.1", "127.1.2.3", "[::1]", "LOCALHOST"}) {
            runner.withPropertyValues("dynastore.endpoint=http://" + host + ":" + ELSEWHERE.getPort())
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        assertThat(context.getBean(DynaStoreConnectionDetails.class))
                                .as(host)
                                .isInstanceOf(LocalConnectionDetails.class);
                    });
        }
    }

    @Test
    void anEndpointElsewhereIsGivenNoCredentials() {
        for (String host :
                new String[] {"dynamodb.eu-west-1.amazonaws.com", "127.example.com", "localhost.example.com"}) {
            runner.withPropertyValues("dynastore.endpoint=https://" + host, "dynastore.region=eu-west-1")
                    .run(context -> {
                        assertThat(context.getBean(DynaStoreConnectionDetails.class)
                                        .credentialsProvider())
                                .as(host)
                                .isNull();
                        assertThat(credentialsOf(storesClient(context))).isInstanceOf(DefaultCredentialsProvider.class);
                    });
        }
    }

    @Test
    void theOneClientOfTheApplicationIsUsed() {
        runner.withUserConfiguration(UsersClient.class).run(context -> {
            assertThat(storesClient(context)).isSameAs(context.getBean("usersClient"));
            assertThat(context.getBeanNamesForType(DynamoDbClient.class)).containsExactly("usersClient");
        });
    }

    @Test
    void otherwiseTheSdksDefaultsAreUsed() {
        TestPropertyValues.of("aws.region=ca-central-1", "aws.accessKeyId=a", "aws.secretAccessKey=s")
                .applyToSystemProperties(() -> {
                    runner.withPropertyValues("dynastore.embedded.enabled=false")
                            .withBean(Repository.class)
                            .run(context -> {
                                DynamoDbClient client = storesClient(context);
                                assertThat(regionOf(client)).isEqualTo(Region.CA_CENTRAL_1);
                                assertThat(endpointOf(client)).isNull();
                                assertThat(credentialsOf(client)).isInstanceOf(DefaultCredentialsProvider.class);
                                assertThat(context.getBean(Repository.class).client())
                                        .isSameAs(client);
                            });
                    return null;
                });
    }

    @Test
    void anApplicationsOwnStoreNeedsNoClientOfOurs() {
        runner.withBean("ownStore", DynaStore.class, () -> DynaStore.create(TestDynamoDb.raw()))
                .run(context -> assertThat(context)
                        .hasSingleBean(DynaStore.class)
                        .hasBean("ownStore")
                        .doesNotHaveBean(DynamoDbClient.class)
                        .doesNotHaveBean(EmbeddedDynamoDb.class));
    }

    @Test
    void clientsThatAreMadeHereAreClosedWithTheContext() {
        DynamoDbClient[] clients = new DynamoDbClient[2];
        runner.run(context -> clients[0] = storesClient(context));
        runner.withPropertyValues("dynastore.endpoint=" + TestDynamoDb.endpoint())
                .run(context -> clients[1] = storesClient(context));
        assertThat(clients).allMatch(TestDynamoDb::isClosed);
    }

    @Test
    void clientsOfTheApplicationAreLeftOpen() {
        DynamoDbClient[] clients = new DynamoDbClient[2];
        runner.withUserConfiguration(UsersClient.class).run(context -> clients[0] = storesClient(context));
        runner.withUserConfiguration(MarkedClient.class).run(context -> clients[1] = storesClient(context));
        assertThat(clients).noneMatch(TestDynamoDb::isClosed);
        for (DynamoDbClient client : clients) {
            client.close();
        }
    }

    static DynamoDbClient storesClient(ApplicationContext context) {
        return context.getBean(DynaStore.class).client();
    }

    static @Nullable URI endpointOf(DynamoDbClient client) {
        return client.serviceClientConfiguration().endpointOverride().orElse(null);
    }

    static Region regionOf(DynamoDbClient client) {
        return client.serviceClientConfiguration().region();
    }

    static Object credentialsOf(DynamoDbClient client) {
        return client.serviceClientConfiguration().credentialsProvider();
    }
}
