package io.dynastore.spring.autoconfigure;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Connection details of a LocalStack. Its tables belong to the region and account of the request, so both are those of the
 * container; the tables that its start-up scripts create are found.
 */
record LocalStackConnectionDetails(URI endpoint, Region region, AwsCredentialsProvider credentialsProvider)
        implements DynaStoreConnectionDetails {
    static LocalStackConnectionDetails of(URI endpoint, Map<String, String> environment) {
        String region = environment.getOrDefault(
                "DEFAULT_REGION", environment.getOrDefault("AWS_DEFAULT_REGION", Region.US_EAST_1.id()));
        return new LocalStackConnectionDetails(
                endpoint,
                Region.of(region),
                StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        environment.getOrDefault("AWS_ACCESS_KEY_ID", "test"),
                        environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "test"))));
    }
}
