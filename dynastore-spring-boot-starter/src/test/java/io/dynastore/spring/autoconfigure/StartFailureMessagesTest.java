package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedDynamoDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a newcomer reads whose DynamoDB is not there, or not what it should be. */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureMessagesTest {
    static final class Nothing {}

    private static final String TABLE = "dynastore.table.name=CRMTable";
    private static final String ALWAYS = "dynastore.initialize-tables=always";

    @Test
    void nobodyListensAtTheEndpoint(CapturedOutput output) {
        assertThat(FailedStart.message(output, Nothing.class, TABLE, ALWAYS, "dynastore.endpoint=http://127.0.0.1:1"))
                .contains("dynastore cannot describe or create its DynamoDB table 'CRMTable', because the DynamoDB at"
                        + " http://127.0.0.1:1 does not answer")
                .contains("Connection refused")
                .contains("Start it, or correct its address, 'dynastore.endpoint'")
                .contains("io.dynastore:dynastore-embedded");
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
                            .contains("correct its address, 'dynastore.endpoint'");
                    return null;
                });
    }

    @Test
    void theEmbeddedPathIsNoDirectory(CapturedOutput output, @TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(FailedStart.message(output, Nothing.class, TABLE, "dynastore.embedded.path=" + file))
                .contains("The embedded DynamoDB cannot keep its data in the file " + file)
                .contains(
                        "Set 'dynastore.embedded.path' to a file or a directory that can be written to, or remove it");
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnDatabase {
        @Bean
        EmbeddedDynamoDb own(@Value("${own.file}") Path file) {
            return EmbeddedDynamoDb.builder().file(file).start();
        }
    }

    @Test
    void anEmbeddedDatabaseOfTheApplicationsOwnCannotStart(CapturedOutput output, @TempDir Path directory) {
        assertThat(FailedStart.message(output, OwnDatabase.class, TABLE, "own.file=" + directory))
                .contains("The embedded DynamoDB cannot keep its data in the file " + directory)
                .contains("Choose a file that can be written");
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
                .contains("dynastore cannot describe or create its DynamoDB table 'CRMTable', because there are no AWS"
                        + " credentials.")
                .contains("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "profile", "role")
                .contains("io.dynastore:dynastore-embedded", "'dynastore.endpoint'");
    }

    @Test
    void dynastoreEmbeddedIsMissing(CapturedOutput output) {
        assertThat(FailedStart.message(
                        output,
                        new FilteredClassLoader(EmbeddedDynamoDb.class),
                        Nothing.class,
                        TABLE,
                        "dynastore.region=eu-west-1",
                        "dynastore.embedded.enabled=true"))
                .contains("'dynastore.embedded.enabled' is true, but dynastore-embedded is not on the class path")
                .contains("Add the dependency 'io.dynastore:dynastore-embedded', or remove"
                        + " 'dynastore.embedded.enabled'");
    }
}
