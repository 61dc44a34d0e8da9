package io.dynastore.spring.autoconfigure;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Where dynastore finds DynamoDB. A bean of this type gets dynastore a client of its own; what the details leave open is
 * taken from where the AWS SDK, or Spring Cloud AWS, looks for it.
 */
public interface DynaStoreConnectionDetails extends ConnectionDetails {
    /**
     * The endpoint.
     *
     * @return the endpoint; null for the region's
     */
    default @Nullable URI endpoint() {
        return null;
    }

    /**
     * The region.
     *
     * @return the region; null for the one that the AWS SDK finds
     */
    default @Nullable Region region() {
        return null;
    }

    /**
     * The credentials.
     *
     * @return the credentials; null for those that the AWS SDK finds
     */
    default @Nullable AwsCredentialsProvider credentialsProvider() {
        return null;
    }

    /**
     * Details of a DynamoDB Local, which checks neither region nor credentials: it is given the region {@code us-east-1},
     * and an access key of no meaning unless the environment or the system properties have one.
     *
     * @param endpoint where it is
     * @return the details
     */
    static DynaStoreConnectionDetails dynamoDbLocal(URI endpoint) {
        return new LocalConnectionDetails(endpoint);
    }

    /**
     * Details of a LocalStack, with the region and the access key that its container is told by {@code DEFAULT_REGION} or
     * {@code AWS_DEFAULT_REGION}, {@code AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY}; by default
     * {@code us-east-1} and {@code test}.
     *
     * @param endpoint where it is
     * @param environment the environment variables of its container
     * @return the details
     */
    static DynaStoreConnectionDetails localStack(URI endpoint, Map<String, String> environment) {
        return LocalStackConnectionDetails.of(endpoint, environment);
    }
}
