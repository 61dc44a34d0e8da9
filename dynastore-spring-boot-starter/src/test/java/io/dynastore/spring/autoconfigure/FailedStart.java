package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;

/** Starts an application for real and reads what Spring Boot prints when it fails. */
final class FailedStart {
    static final String FAILED = "APPLICATION FAILED TO START";

    private FailedStart() {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        /** Further attempts would end like the second, seconds later. */
        @Bean
        DynaStoreClientBuilderCustomizer oneRetry() {
            return client -> client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                    .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(2)
                            .build())
                    .build());
        }
    }

    /** Saves the start of an embedded DynamoDB that the failure is not about. */
    static String[] notEmbedded(String... properties) {
        return Stream.concat(Stream.of(properties), Stream.of("dynastore.endpoint=http://127.0.0.1:1"))
                .toArray(String[]::new);
    }

    /** What is printed after "APPLICATION FAILED TO START", all in one line. */
    static String message(CapturedOutput output, Class<?> bean, String... properties) {
        return message(output, FailedStart.class.getClassLoader(), bean, properties);
    }

    /** The same with a class path that lacks something. */
    static String message(CapturedOutput output, ClassLoader classes, Class<?> bean, String... properties) {
        String printed = printed(output, classes, bean, properties);
        int start = printed.indexOf(FAILED);
        assertThat(start)
                .as("A failure is analyzed, but printed was: %s", printed)
                .isPositive();
        return printed.substring(start).replaceAll("\\s+", " ");
    }

    /** The same on a machine where the SDK finds no credentials; skipped where the environment has some. */
    static String messageWithoutCredentials(CapturedOutput output, Path empty, Class<?> bean, String... properties) {
        assumeTrue(System.getenv("AWS_ACCESS_KEY_ID") == null, "Skipped, because the environment has credentials");
        return TestPropertyValues.of(
                        "aws.disableEc2Metadata=true",
                        "aws.configFile=" + empty.resolve("config"),
                        "aws.sharedCredentialsFile=" + empty.resolve("credentials"))
                .applyToSystemProperties(() -> message(output, bean, properties));
    }

    /** All that is printed of a failure that may not be analyzed. */
    static String printed(CapturedOutput output, ClassLoader classes, Class<?> bean, String... properties) {
        SpringApplication application =
                new SpringApplication(new DefaultResourceLoader(classes), Application.class, bean);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        List<String> arguments = new ArrayList<>(List.of("--spring.cloud.aws.dynamodb.enabled=false"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        assertThatException()
                .isThrownBy(
                        () -> application.run(arguments.toArray(String[]::new)).close());
        return output.getOut();
    }
}
