package io.dynastore.benchmarks;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.net.URI;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An embedded DynamoDB in this JVM, in memory. Its clients send their requests in process. */
public final class EmbeddedDatabase implements AutoCloseable {
    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();

    /** Returns a client of its own. */
    public DynamoDbClient client() {
        return EmbeddedClients.of(database);
    }

    /** Returns a client of its own, whose requests go through an HTTP client around {@link #http}. */
    public DynamoDbClient client(SdkHttpClient http, ClientOverrideConfiguration overrides) {
        return EmbeddedClients.configure(DynamoDbClient.builder().overrideConfiguration(overrides), http)
                .build();
    }

    /** Returns an HTTP client that hands requests to this database. */
    public SdkHttpClient http() {
        return EmbeddedClients.httpClient(database);
    }

    /** Listens on a free port, for other processes, and returns the endpoint. */
    public URI listen() {
        return database.listen(0);
    }

    @Override
    public void close() {
        database.close();
    }
}
