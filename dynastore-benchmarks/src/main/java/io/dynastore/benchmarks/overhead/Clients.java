package io.dynastore.benchmarks.overhead;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** The SDK's clients that are measured. */
final class Clients {
    private Clients() {}

    /** With the SDK's defaults, and so with the endpoint that it resolves for a region. */
    static DynamoDbClient standard(SdkHttpClient http) {
        return builder().httpClient(http).build();
    }

    /** The standard client, to be changed. */
    static DynamoDbClientBuilder builder() {
        return DynamoDbClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("canned", "canned")));
    }
}
