package io.dynastore.internal;

import java.util.Optional;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;

/** What the clients of an application say of their configuration. */
public final class ClientConfigurations {
    private ClientConfigurations() {}

    /**
     * Returns the configuration of a client.
     *
     * @param client the client
     * @return the configuration; empty if it is another implementation than the SDK's own, such as DAX's, that does not tell
     */
    public static Optional<AwsServiceClientConfiguration> of(AwsClient client) {
        try {
            return Optional.of(client.serviceClientConfiguration());
        } catch (UnsupportedOperationException notTheSdksOwn) {
            return Optional.empty();
        }
    }
}
