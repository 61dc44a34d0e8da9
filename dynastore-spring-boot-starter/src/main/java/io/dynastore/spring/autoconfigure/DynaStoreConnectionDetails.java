package io.dynastore.spring.autoconfigure;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Details that dynastore requires to establish a connection to DynamoDB. If there is a bean of this type, dynastore creates a
 * client of its own. The AWS SDK or Spring Cloud AWS determines the settings that the details leave open.
 */
public interface DynaStoreConnectionDetails extends ConnectionDetails {
    /**
     * Returns the endpoint.
     *
     * @return the endpoint, or null for the endpoint of the region
     */
    default @Nullable URI endpoint() {
        return null;
    }

    /**
     * Returns the region.
     *
     * @return the region, or null for the one that the AWS SDK finds
     */
    default @Nullable Region region() {
        return null;
    }

    /**
     * Returns the provider of the credentials.
     *
     * @return the provider, or null for the credentials that the AWS SDK finds
     */
    default @Nullable AwsCredentialsProvider credentialsProvider() {
        return null;
    }

    /**
     * Returns the details of a DynamoDB Local, which checks neither region nor credentials. The region is {@code us-east-1};
     * the access key is that of the environment or the system properties, or else made up.
     *
     * @param endpoint the endpoint
     * @return the details
     */
    static DynaStoreConnectionDetails dynamoDbLocal(URI endpoint) {
        return new LocalConnectionDetails(endpoint);
    }

    /**
     * Returns the details of a LocalStack. The region and the access key are those of the container's variables
     * {@code DEFAULT_REGION} or {@code AWS_DEFAULT_REGION}, {@code AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY}, which are
     * {@code us-east-1} and {@code test} by default.
     *
     * @param endpoint the endpoint
     * @param environment the environment variables of its container
     * @return the details
     */
    static DynaStoreConnectionDetails localStack(URI endpoint, Map<String, String> environment) {
        return LocalStackConnectionDetails.of(endpoint, environment);
    }
}
