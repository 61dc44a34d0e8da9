package io.dynastore.spring.autoconfigure;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;

/** Connection details from {@code dynastore.endpoint} and {@code dynastore.region}. */
record PropertiesConnectionDetails(
        @Nullable URI endpoint, @Nullable Region region) implements DynaStoreConnectionDetails {

    static DynaStoreConnectionDetails of(DynaStoreProperties properties) {
        Region region = properties.region() == null ? null : Region.of(properties.region());
        URI endpoint = properties.endpoint();
        if (endpoint != null && isLoopback(endpoint.getHost())) {
            return region == null ? new LocalConnectionDetails(endpoint) : new LocalConnectionDetails(endpoint, region);
        }
        return new PropertiesConnectionDetails(endpoint, region);
    }

    private static boolean isLoopback(@Nullable String host) {
        return host != null && (host.equals("localhost") || host.equals("[::1]") || host.startsWith("127."));
    }
}
