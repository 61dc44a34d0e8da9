package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.spring.autoconfigure.FailedStart.Application;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Applications that are started for real, from the directories of this build, in environments of the test's. */
@ExtendWith(OutputCaptureExtension.class)
class EmbeddedStartRuleTest {
    private static final String STARTED = "EMBEDDED DYNAMODB, FOR DEVELOPMENT ONLY: listening on http://127.0.0.1:";
    private static final String NOT_STARTED =
            "The embedded DynamoDB is on the class path, but was not started, because ";
    private static final String ENABLED = "dynastore.embedded.enabled=true";
    private static final Map<String, String> DEVELOPERS = Map.of("HOME", "/home/ada");

    @Test
    void startsFromDirectoriesAndWarnsOnceThatItsDataIsLost(CapturedOutput output) {
        start(
                DEVELOPERS,
                context -> assertThat(context.getBean(EmbeddedDynamoDb.class)).isNotNull());
        assertThat(output).containsOnlyOnce(STARTED).containsOnlyOnce("data in memory, lost at exit");
        assertThat(output.getOut().lines().filter(line -> line.contains(" WARN ")))
                .hasSize(1);
        assertThat(output).doesNotContain(NOT_STARTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS_LAMBDA_FUNCTION_NAME",
                "AWS_EXECUTION_ENV",
                "ECS_CONTAINER_METADATA_URI",
                "ECS_CONTAINER_METADATA_URI_V4",
                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                "KUBERNETES_SERVICE_HOST"
            })
    void doesNotStartWhereApplicationsAreDeployedUnlessItIsPermitted(String variable, CapturedOutput output) {
        Map<String, String> deployed = Map.of(variable, "anything");
        start(deployed, EmbeddedStartRuleTest::assertThatItGoesToAws, "dynastore.region=eu-west-1");
        assertThat(output)
                .containsOnlyOnce(NOT_STARTED + "the environment variable " + variable + " is set")
                .doesNotContain(STARTED);

        start(
                deployed,
                context -> assertThat(context.getBean(EmbeddedDynamoDb.class)).isNotNull(),
                ENABLED);
        assertThat(output).containsOnlyOnce(STARTED);
    }

    @Test
    void isSilentWhereItIsSwitchedOff(CapturedOutput output) {
        start(
                DEVELOPERS,
                EmbeddedStartRuleTest::assertThatItGoesToAws,
                "dynastore.region=eu-west-1",
                "dynastore.embedded.enabled=false");
        assertThat(output).doesNotContain("mbedded DynamoDB", "EMBEDDED");
    }

    @Test
    void anEndpointWinsWithOneLine(CapturedOutput output) {
        start(
                DEVELOPERS,
                context -> assertThat(ClientResolutionTest.endpointOf(ClientResolutionTest.storesClient(context)))
                        .isEqualTo(TestDynamoDb.endpoint()),
                ENABLED,
                "dynastore.endpoint=" + TestDynamoDb.endpoint());
        assertThat(output)
                .containsOnlyOnce("EmbeddedReport")
                .containsOnlyOnce(NOT_STARTED + "'dynastore.endpoint' is set")
                .doesNotContain(STARTED);
    }

    @Test
    void connectionsOfTheApplicationWinWithOneLine(CapturedOutput output) {
        start(DEVELOPERS, context -> {}, ClientResolutionTest.UsersClient.class, ENABLED);
        start(DEVELOPERS, context -> {}, ClientResolutionTest.MarkedClientForDynaStoreAlone.class, ENABLED);
        start(DEVELOPERS, context -> {}, ClientResolutionTest.Details.class, ENABLED);
        start(DEVELOPERS, context -> {}, OwnStore.class, ENABLED);
        assertThat(output)
                .containsOnlyOnce(
                        NOT_STARTED + "the application defines its own connection: 'usersClient' (DynamoDbClient)")
                .containsOnlyOnce(
                        NOT_STARTED + "the application defines its own connection: 'markedClient' (DynamoDbClient)")
                .containsOnlyOnce(
                        NOT_STARTED
                                + "the application defines its own connection: 'connectionDetails' (DynaStoreConnectionDetails)")
                .containsOnlyOnce(NOT_STARTED + "the application defines its own connection: 'ownStore' (DynaStore)")
                .doesNotContain(STARTED);
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnStore {
        @Bean
        DynaStore ownStore() {
            return DynaStore.create(TestDynamoDb.raw());
        }
    }

    @Test
    void anInstanceOfTheApplicationsOwnRunsAnywhere() {
        start(
                Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1"),
                context -> assertThat(ClientResolutionTest.storesClient(context)
                                .listTables()
                                .tableNames())
                        .containsExactly("CRMTable"),
                OwnDatabase.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnDatabase {
        @Bean
        EmbeddedDynamoDb ownDatabase() {
            return EmbeddedDynamoDb.inMemory();
        }
    }

    @Test
    void withoutARegionItIsSaidWhatKeptItFromStarting(CapturedOutput output, @TempDir Path empty) {
        TestPropertyValues.of(
                        "aws.disableEc2Metadata=true",
                        "aws.configFile=" + empty.resolve("config"),
                        "aws.sharedCredentialsFile=" + empty.resolve("credentials"))
                .applyToSystemProperties(() ->
                        assertThat(failure(output, Map.of("ECS_CONTAINER_METADATA_URI_V4", "http://169.254.170.2/v4"))))
                .contains("dynastore cannot create a DynamoDB client, because no AWS region is set")
                .contains("is on the class path, but did not start by itself, because the environment"
                        + " variable ECS_CONTAINER_METADATA_URI_V4 is set")
                .contains("set 'dynastore.embedded.enabled' to true")
                .contains("in memory, lost at exit");
    }

    @Test
    void withoutCredentialsItIsSaidWhatKeptItFromStarting(CapturedOutput output, @TempDir Path empty) {
        TestPropertyValues.of(
                        "aws.disableEc2Metadata=true",
                        "aws.configFile=" + empty.resolve("config"),
                        "aws.sharedCredentialsFile=" + empty.resolve("credentials"))
                .applyToSystemProperties(() -> assertThat(failure(
                        output,
                        Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1"),
                        "dynastore.region=eu-west-1",
                        "dynastore.initialize-tables=always")))
                .contains("because there are no AWS credentials.")
                .contains("is on the class path, but did not start by itself, because the environment"
                        + " variable KUBERNETES_SERVICE_HOST is set")
                .contains("set 'dynastore.embedded.enabled' to true");
    }

    private static void assertThatItGoesToAws(ConfigurableApplicationContext context) {
        assertThat(context.getBeanProvider(EmbeddedDynamoDb.class).stream()).isEmpty();
        DynamoDbClient client = ClientResolutionTest.storesClient(context);
        assertThat(ClientResolutionTest.endpointOf(client)).isNull();
        assertThat(context.getEnvironment().getProperty("local.dynamodb.port")).isNull();
    }

    private static String failure(CapturedOutput output, Map<String, String> variables, String... properties) {
        try {
            start(variables, context -> {}, properties);
        } catch (RuntimeException e) {
            return output.getOut()
                    .substring(output.getOut().indexOf(FailedStart.FAILED))
                    .replaceAll("\\s+", " ");
        }
        throw new AssertionError("It has started");
    }

    private static void start(
            Map<String, String> variables, Consumer<ConfigurableApplicationContext> test, String... properties) {
        start(variables, test, Application.class, properties);
    }

    private static void start(
            Map<String, String> variables,
            Consumer<ConfigurableApplicationContext> test,
            Class<?> configuration,
            String... properties) {
        SpringApplication application = new SpringApplication(Application.class, configuration);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
        application.setEnvironment(new StandardEnvironment() {
            @Override
            @SuppressWarnings({"unchecked", "rawtypes"})
            public Map<String, Object> getSystemEnvironment() {
                return (Map) variables;
            }
        });
        String[] arguments = Stream.concat(
                        Stream.of(
                                "spring.cloud.aws.dynamodb.enabled=false",
                                "spring.docker.compose.enabled=false",
                                "dynastore.table.name=CRMTable"),
                        Stream.of(properties))
                .map(property -> "--" + property)
                .toArray(String[]::new);
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            test.accept(context);
        }
    }
}
