package io.dynastore.spring.autoconfigure;

import java.net.URI;
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
}
