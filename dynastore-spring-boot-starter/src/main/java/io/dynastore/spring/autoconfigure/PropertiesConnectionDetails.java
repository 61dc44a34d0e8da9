package io.dynastore.spring.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import software.amazon.awssdk.regions.Region;

/** Connection details from {@code dynastore.endpoint} and {@code dynastore.region}. */
record PropertiesConnectionDetails(
        @Nullable URI endpoint, @Nullable Region region) implements DynaStoreConnectionDetails {
    /** The text is matched: resolving a name can take long, and its result would decide which credentials are sent. */
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

    static DynaStoreConnectionDetails of(DynaStoreProperties properties) {
        Region region = properties.region() == null ? null : Region.of(properties.region());
        URI endpoint = properties.endpoint();
        if (endpoint != null && !isAddress(endpoint)) {
            throw new FailureAnalyzedException(
                    "'dynastore.endpoint' is invalid: '" + endpoint + "' is not an HTTP address with scheme and host.",
                    "Set 'dynastore.endpoint' to an address such as http://localhost:8000, or remove it to use the"
                            + " DynamoDB of the region.");
        }
        if (endpoint != null && isLoopback(endpoint.getHost())) {
            return region == null ? new LocalConnectionDetails(endpoint) : new LocalConnectionDetails(endpoint, region);
        }
        return new PropertiesConnectionDetails(endpoint, region);
    }

    /** Parses the value of the property; returns null if it is not an address. */
    static @Nullable URI parse(String endpoint) {
        try {
            URI address = new URI(endpoint);
            return isAddress(address) ? address : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean isAddress(URI endpoint) {
        return endpoint.getHost() != null
                && ("http".equalsIgnoreCase(endpoint.getScheme()) || "https".equalsIgnoreCase(endpoint.getScheme()));
    }

    static boolean isLoopback(@Nullable String host) {
        return host != null && LOOPBACK.matcher(host).matches();
    }
}
