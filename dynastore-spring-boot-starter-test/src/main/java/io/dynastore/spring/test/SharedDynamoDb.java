package io.dynastore.spring.test;

import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;
import io.dynastore.spring.embedded.EmbeddedDynamoDb;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * One DynamoDB for all tests of this JVM, started when the first asks for it. It ends with the JVM, after the contexts that
 * are cached until then.
 */
final class SharedDynamoDb {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private SharedDynamoDb() {}

    /** A database that nobody else uses: DynamoDB Local has one for each access key. */
    static DynaStoreConnectionDetails newDatabase() {
        return new Database(Server.INSTANCE.endpoint(), "test" + DATABASES.incrementAndGet());
    }

    private static final class Server {
        private static final EmbeddedDynamoDb INSTANCE = EmbeddedDynamoDb.startSeparated();
    }

    record Database(URI endpoint, String accessKey) implements DynaStoreConnectionDetails {
        @Override
        public Region region() {
            return Region.US_EAST_1;
        }

        @Override
        public AwsCredentialsProvider credentialsProvider() {
            return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "test"));
        }
    }
}
