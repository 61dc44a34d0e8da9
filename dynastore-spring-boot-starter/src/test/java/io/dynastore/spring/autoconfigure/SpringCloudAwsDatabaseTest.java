package io.dynastore.spring.autoconfigure;

import static io.dynastore.spring.autoconfigure.ClientResolutionTest.credentialsOf;
import static io.dynastore.spring.autoconfigure.ClientResolutionTest.endpointOf;
import static io.dynastore.spring.autoconfigure.ClientResolutionTest.storesClient;
import static org.assertj.core.api.Assertions.assertThat;

import io.awspring.cloud.autoconfigure.AwsSyncClientCustomizer;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbClientCustomizer;
import io.awspring.cloud.dynamodb.DynamoDbTemplate;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Whether the {@code DynamoDbTemplate} of Spring Cloud AWS and dynastore use one database, in applications that start for real. */
@ExtendWith(OutputCaptureExtension.class)
class SpringCloudAwsDatabaseTest {
    private static final String DIFFERENT = "dynastore and Spring Cloud AWS use different databases";

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    /** What the template stores. */
    @DynamoDbBean
    public static class Tea {
        private String name = "";

        @DynamoDbPartitionKey
        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }

    private static ConfigurableApplicationContext start(Class<?> configuration, String... properties) {
        SpringApplication application = new SpringApplication(Application.class, configuration);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        return application.run(Stream.concat(Stream.of("spring.docker.compose.enabled=false"), Stream.of(properties))
                .filter(property -> !property.isEmpty())
                .map(property -> "--" + property)
                .toArray(String[]::new));
    }

    /** The template stores an item, which dynastore's client finds. */
    private static void assertThatTheyUseOneDatabase(ConfigurableApplicationContext context) {
        context.getBean(DynamoDbEnhancedClient.class)
                .table("tea", TableSchema.fromBean(Tea.class))
                .createTable();
        Tea tea = new Tea();
        tea.setName("Assam");
        context.getBean(DynamoDbTemplate.class).save(tea);
        assertThat(storesClient(context)
                        .getItem(get -> get.tableName("tea").key(Map.of("name", AttributeValue.fromS("Assam"))))
                        .item())
                .isNotEmpty();
        storesClient(context)
                .deleteItem(delete -> delete.tableName("tea").key(Map.of("name", AttributeValue.fromS("Assam"))));
        assertThat(context.getBean(DynamoDbTemplate.class)
                        .load(Key.builder().partitionValue("Assam").build(), Tea.class))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "spring.cloud.aws.region.static=ap-south-1",
                "spring.cloud.aws.dynamodb.region=ap-south-1",
                "spring.cloud.aws.fips-enabled=true",
                "spring.cloud.aws.dualstack-enabled=true",
                "spring.cloud.aws.defaults-mode=in-region",
            })
    void theEmbeddedDynamoDbIsForBoth(String property, CapturedOutput output) {
        try (ConfigurableApplicationContext context = start(Application.class, property)) {
            assertThat(storesClient(context)).isNotSameAs(context.getBean("dynamoDbClient"));
            assertThatTheyUseOneDatabase(context);
        }
        assertThat(output).doesNotContain(DIFFERENT);
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnDatabase {
        @Bean
        EmbeddedDynamoDb database() {
            return EmbeddedDynamoDb.inMemory();
        }
    }

    @Test
    void theApplicationsOwnDatabaseIsForBoth() {
        try (ConfigurableApplicationContext context = start(OwnDatabase.class)) {
            assertThatTheyUseOneDatabase(context);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class HttpClientForAll {
        @Bean
        AwsSyncClientCustomizer httpClient() {
            return builder -> builder.httpClientBuilder(Apache5HttpClient.builder());
        }
    }

    @Test
    void anHttpClientOfTheApplicationReachesIt() {
        try (ConfigurableApplicationContext context = start(HttpClientForAll.class)) {
            assertThatTheyUseOneDatabase(context);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Elsewhere {
        @Bean
        DynamoDbClientCustomizer elsewhere() {
            return builder -> builder.endpointOverride(URI.create("http://127.0.0.1:1"));
        }
    }

    /** The customizer is applied to both clients, as the documentation says; it comes last. */
    @Test
    void aCustomizerOfTheApplicationHasTheLastWord() {
        try (ConfigurableApplicationContext context = start(Elsewhere.class)) {
            assertThat(endpointOf(context.getBean(DynamoDbClient.class))).isEqualTo(URI.create("http://127.0.0.1:1"));
            assertThat(endpointOf(storesClient(context))).isEqualTo(URI.create("http://127.0.0.1:1"));
        }
    }

    @Test
    void anApplicationsOwnClientIsForBoth(CapturedOutput output) {
        try (ConfigurableApplicationContext context = start(ClientResolutionTest.UsersClient.class)) {
            assertThat(context.getBeansOfType(EmbeddedDynamoDb.class)).isEmpty();
            assertThat(storesClient(context)).isSameAs(context.getBean("usersClient"));
            assertThat(context.getBeanNamesForType(DynamoDbClient.class)).containsExactly("usersClient");
        }
        assertThat(output).doesNotContain(DIFFERENT);
    }

    @Test
    void withoutTheEmbeddedDynamoDbNothingIsChanged(CapturedOutput output) {
        try (ConfigurableApplicationContext context = start(
                Application.class,
                "dynastore.embedded.enabled=false",
                "spring.cloud.aws.region.static=ap-south-1",
                "spring.cloud.aws.credentials.access-key=springs",
                "spring.cloud.aws.credentials.secret-key=secret")) {
            DynamoDbClient its = context.getBean(DynamoDbClient.class);
            assertThat(storesClient(context)).isSameAs(its);
            assertThat(its.serviceClientConfiguration().endpointOverride()).isEmpty();
            assertThat(credentialsOf(its)).isSameAs(context.getBean(AwsCredentialsProvider.class));
        }
        assertThat(output).doesNotContain(DIFFERENT);
    }

    /** As a test's database is connected. */
    @Configuration(proxyBeanMethods = false)
    static class DetailsOfADatabase {
        @Bean
        EmbeddedDynamoDb database() {
            return EmbeddedDynamoDb.inMemory();
        }

        @Bean
        DynaStoreConnectionDetails details(EmbeddedDynamoDb database) {
            return new EmbeddedConnectionDetails(database);
        }
    }

    @Test
    void connectionDetailsOfADatabaseAreForBoth(CapturedOutput output) {
        try (ConfigurableApplicationContext context =
                start(DetailsOfADatabase.class, "dynastore.endpoint=http://127.0.0.1:1")) {
            assertThatTheyUseOneDatabase(context);
        }
        assertThat(output).doesNotContain(DIFFERENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.cloud.aws.dynamodb.endpoint", "spring.cloud.aws.endpoint"})
    void anEndpointOfSpringCloudAwsWinsAndIsReported(String property, CapturedOutput output) {
        try (ConfigurableApplicationContext context = start(
                DetailsOfADatabase.class,
                property + "=http://127.0.0.1:1",
                "spring.cloud.aws.region.static=ap-south-1")) {
            assertThat(endpointOf(context.getBean(DynamoDbClient.class))).isEqualTo(URI.create("http://127.0.0.1:1"));
        }
        assertThat(output)
                .containsPattern("WARN.*" + DIFFERENT)
                .contains("its DynamoDbTemplate uses DynamoDB at http://127.0.0.1:1. To use one, remove '" + property
                        + "'.");
    }

    @Test
    void anEndpointOfDynaStoreAloneIsReported(CapturedOutput output) {
        try (ConfigurableApplicationContext context = start(
                Application.class,
                "dynastore.endpoint=" + TestDynamoDb.endpoint(),
                "spring.cloud.aws.region.static=ap-south-1")) {
            assertThat(storesClient(context)).isNotSameAs(context.getBean("dynamoDbClient"));
        }
        assertThat(output)
                .containsOnlyOnce(DIFFERENT)
                .containsPattern("WARN.*" + DIFFERENT)
                .contains("its DynamoDbTemplate uses DynamoDB of the region ap-south-1. To use one, set"
                        + " 'spring.cloud.aws.dynamodb.endpoint' to " + TestDynamoDb.endpoint() + ".");
    }

    @Test
    void anotherRegionIsReported(CapturedOutput output) {
        start(
                        Application.class,
                        "dynastore.region=eu-south-1",
                        "dynastore.embedded.enabled=false",
                        "spring.cloud.aws.region.static=ap-south-1")
                .close();
        assertThat(output)
                .containsPattern("INFO.*" + DIFFERENT)
                .contains(
                        "uses DynamoDB of the region ap-south-1. To use one, set 'spring.cloud.aws.dynamodb.region' to"
                                + " eu-south-1.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dynastore.region=ap-south-1 dynastore.embedded.enabled=false",
                "dynastore.endpoint=http://127.0.0.1:1 spring.cloud.aws.dynamodb.endpoint=http://localhost:1/",
                "dynastore.endpoint=http://127.0.0.1:1 spring.cloud.aws.endpoint=http://127.0.0.1:1",
            })
    void oneDatabaseThatIsSetTwiceIsNotReported(String properties, CapturedOutput output) {
        start(Application.class, ("spring.cloud.aws.region.static=ap-south-1 " + properties).split(" "))
                .close();
        assertThat(output).doesNotContain(DIFFERENT);
    }
}
