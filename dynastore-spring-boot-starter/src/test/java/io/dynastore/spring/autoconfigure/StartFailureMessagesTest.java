package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;

/** What a newcomer reads whose DynamoDB is not there, or not what it should be. */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureMessagesTest {
    static final class Nothing {}

    private static final String TABLE = "dynastore.table.name=CRMTable";
    private static final String ALWAYS = "dynastore.initialize-tables=always";

    @Test
    void nobodyListensAtTheEndpoint(CapturedOutput output) {
        assertThat(FailedStart.message(output, Nothing.class, TABLE, ALWAYS, "dynastore.endpoint=http://127.0.0.1:1"))
                .contains(
                        "dynastore cannot look for its DynamoDB table 'CRMTable', or cannot create it, because the DynamoDB at"
                                + " http://127.0.0.1:1 does not answer")
                .contains("Connection refused")
                .contains("Start it, or correct its address: 'dynastore.endpoint'")
                .contains("software.amazon.dynamodb:DynamoDBLocal");
    }

    @Test
    void theEndpointsHostIsUnknown(CapturedOutput output) {
        TestPropertyValues.of("aws.accessKeyId=key", "aws.secretAccessKey=secret")
                .applyToSystemProperties(() -> {
                    assertThat(FailedStart.message(
                                    output,
                                    Nothing.class,
                                    TABLE,
                                    ALWAYS,
                                    "dynastore.endpoint=http://dynamodb.invalid:8000",
                                    "dynastore.region=eu-west-1"))
                            .contains("because the DynamoDB at http://dynamodb.invalid:8000 does not answer")
                            .contains("UnknownHostException")
                            .contains("correct its address: 'dynastore.endpoint'");
                    return null;
                });
    }

    @Test
    void theEmbeddedPathIsNoDirectory(CapturedOutput output, @TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(FailedStart.message(output, Nothing.class, TABLE, "dynastore.embedded.path=" + file))
                .contains("The embedded DynamoDB cannot keep its data under " + file)
                .contains("Set 'dynastore.embedded.path' to a directory that can be written to, or leave it out");
    }

    @Test
    void thereAreNoCredentials(CapturedOutput output, @TempDir Path empty) {
        // 0.0.0.0 is no loopback address, for which credentials would be made up, and not AWS either.
        assertThat(FailedStart.messageWithoutCredentials(
                        output,
                        empty,
                        Nothing.class,
                        TABLE,
                        ALWAYS,
                        "dynastore.endpoint=http://0.0.0.0:1",
                        "dynastore.region=eu-west-1"))
                .contains(
                        "dynastore cannot look for its DynamoDB table 'CRMTable', or cannot create it, because there are no AWS"
                                + " credentials.")
                .contains("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "profile", "role")
                .contains("software.amazon.dynamodb:DynamoDBLocal", "'dynastore.endpoint'");
    }

    @Test
    void dynamoDbLocalIsMissing(CapturedOutput output) {
        assertThat(FailedStart.message(
                        output,
                        new FilteredClassLoader("software.amazon.dynamodb"),
                        Nothing.class,
                        TABLE,
                        "dynastore.region=eu-west-1",
                        "dynastore.embedded.enabled=true"))
                .contains("'dynastore.embedded.enabled' is true, but DynamoDB Local is not on the class path")
                .contains("Add the dependency 'software.amazon.dynamodb:DynamoDBLocal', or remove"
                        + " 'dynastore.embedded.enabled'");
    }

    /** In a JVM of its own, because a library that is loaded once is loaded for good. */
    @Test
    void theNativeLibraryDoesNotLoad(@TempDir Path directory) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + directory.resolve("missing"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartFailureMessagesTest.class.getName(),
                        "--" + TABLE,
                        "--spring.cloud.aws.dynamodb.enabled=false",
                        "--spring.docker.compose.enabled=false")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(output, StandardCharsets.UTF_8).replaceAll("\\s+", " "))
                .contains("APPLICATION FAILED TO START")
                .contains("The embedded DynamoDB has no native SQLite library that loads on "
                        + System.getProperty("os.name"))
                .contains("Is the directory for temporary files, " + directory.resolve("missing"))
                .contains("'amazon/dynamodb-local'", "set 'dynastore.endpoint' to its address");
    }

    /** The other JVM's application. */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(FailedStart.Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.run(args);
    }
}
