package io.dynastore.spring.autoconfigure;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Connection details of a DynamoDB on this machine, which checks neither region nor credentials. The SDK is given both, so that it
 * does not look for them in profiles or on the network.
 */
record LocalConnectionDetails(URI endpoint, Region region) implements DynaStoreConnectionDetails {
    LocalConnectionDetails(URI endpoint) {
        this(endpoint, Region.US_EAST_1);
    }

    @Override
    public AwsCredentialsProvider credentialsProvider() {
        // Without -sharedDb, DynamoDB Local has a database for each access key, so one that is set deliberately is
        // used.
        return AwsCredentialsProviderChain.of(
                SystemPropertyCredentialsProvider.create(),
                EnvironmentVariableCredentialsProvider.create(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }
}
