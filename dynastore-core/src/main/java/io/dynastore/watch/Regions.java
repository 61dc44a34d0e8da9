package io.dynastore.watch;

import io.dynastore.internal.ClientConfigurations;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;

/** Compares the regions of clients: tables of the same name in two regions are two tables. */
final class Regions {
    private static final Logger LOG = System.getLogger(ChangeFeed.class.getName());

    private Regions() {}

    /**
     * Returns how the region of a client differs from that of another one; null if it does not, as far as the clients say. A database
     * with an endpoint of its own, such as a local one, has the same tables whatever the region.
     */
    static @Nullable String difference(AwsClient client, AwsClient expected) {
        AwsServiceClientConfiguration its = ClientConfigurations.of(client).orElse(null);
        AwsServiceClientConfiguration other = ClientConfigurations.of(expected).orElse(null);
        if (its == null || other == null) {
            LOG.log(Level.DEBUG, "A client of the application does not say which region it is of");
            return null;
        }
        boolean isOutsideAws =
                its.endpointOverride().isPresent() && other.endpointOverride().isPresent();
        return isOutsideAws || Objects.equals(its.region(), other.region())
                ? null
                : its.region() + " instead of " + other.region();
    }
}
