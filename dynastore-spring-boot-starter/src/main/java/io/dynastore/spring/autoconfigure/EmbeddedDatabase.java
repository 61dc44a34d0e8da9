package io.dynastore.spring.autoconfigure;

import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.EmbeddedDynamoDbException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Starts the embedded DynamoDB with the configured properties, and names the property to change if that fails. */
final class EmbeddedDatabase {
    private static final Log logger = LogFactory.getLog(EmbeddedDatabase.class);

    private EmbeddedDatabase() {}

    static EmbeddedDynamoDb start(
            EmbeddedProperties properties, Stream<EmbeddedDynamoDbBuilderCustomizer> customizers) {
        EmbeddedDynamoDb.Builder builder = EmbeddedDynamoDb.builder();
        Path file = properties.file();
        if (file != null) {
            builder.file(file);
        }
        customizers.forEach(customizer -> customizer.customize(builder));
        try {
            return builder.start();
        } catch (EmbeddedDynamoDbException e) {
            throw new FailureAnalyzedException(
                    e.problem(),
                    e.remedy()
                            + (file == null
                                    ? ""
                                    : " Set 'dynastore.embedded.path' to a file or a directory that can be written to, or remove"
                                            + " it to keep the data in memory."),
                    e);
        }
    }

    /** Listens, and publishes the port for other processes and for tests. */
    static EmbeddedConnectionDetails connect(
            EmbeddedDynamoDb database, EmbeddedProperties properties, ConfigurableEnvironment environment) {
        EmbeddedConnectionDetails details = new EmbeddedConnectionDetails(database);
        URI endpoint = listen(details, properties.port());
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("embeddedDynamoDb", Map.of("local.dynamodb.port", endpoint.getPort())));
        logger.warn("EMBEDDED DYNAMODB, FOR DEVELOPMENT ONLY: listening on " + endpoint + ", "
                + database.file().map(file -> "data kept in " + file).orElse("data in memory, lost at exit"));
        return details;
    }

    private static URI listen(EmbeddedConnectionDetails details, int port) {
        try {
            return details.listen(port);
        } catch (EmbeddedDynamoDbException e) {
            throw new FailureAnalyzedException(
                    e.problem(),
                    "Stop the process that listens there, or set 'dynastore.embedded.port' to another port, or to 0 for a free one.",
                    e);
        } catch (IllegalArgumentException e) {
            throw new FailureAnalyzedException(
                    "'dynastore.embedded.port' is invalid: it must be between 0 and 65535, but is " + port + ".",
                    "Set 'dynastore.embedded.port' to another port, or remove it to use a free one.",
                    e);
        }
    }
}
