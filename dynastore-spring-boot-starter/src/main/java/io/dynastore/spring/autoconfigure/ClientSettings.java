package io.dynastore.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Applies {@link ClientProperties} to the clients that dynastore creates.
 *
 * @param properties the properties
 * @param onVirtualThreads whether the application runs on virtual threads, of which many wait for a connection at once
 */
record ClientSettings(ClientProperties properties, boolean onVirtualThreads) {
    /** The default with virtual threads, which do not limit the requests at once as a pool of threads does. */
    static final int ON_VIRTUAL_THREADS = 500;

    private static final Log logger = LogFactory.getLog(ClientSettings.class);

    ClientSettings {
        properties.check();
    }

    /** Sets the time-outs. */
    void applyTo(DynamoDbClientBuilder builder) {
        Duration call = properties.apiCallTimeout();
        Duration attempt = properties.apiCallAttemptTimeout();
        if (call == null && attempt == null) {
            return;
        }
        ClientOverrideConfiguration.Builder override = builder.overrideConfiguration().toBuilder();
        if (call != null) {
            override.apiCallTimeout(call);
        }
        if (attempt != null) {
            override.apiCallAttemptTimeout(attempt);
        }
        builder.overrideConfiguration(override.build());
    }

    /** Returns the settings of the pool of connections that are not the SDK's. */
    AttributeMap connections() {
        AttributeMap.Builder settings = AttributeMap.builder();
        Integer size = maxConnections();
        if (size != null) {
            settings.put(SdkHttpConfigurationOption.MAX_CONNECTIONS, size);
        }
        if (properties.connectionAcquisitionTimeout() != null) {
            settings.put(
                    SdkHttpConfigurationOption.CONNECTION_ACQUIRE_TIMEOUT, properties.connectionAcquisitionTimeout());
        }
        return settings.build();
    }

    private @Nullable Integer maxConnections() {
        Integer size = properties.maxConnections();
        return size == null && onVirtualThreads ? Integer.valueOf(ON_VIRTUAL_THREADS) : size;
    }

    /** Reports properties that have no influence on a client that dynastore has created. */
    void report(DefaultHttpClient http) {
        SdkHttpClient built = http.built();
        if (built == null) {
            reportUnused(properties.ofConnections(), "a customizer sets another HTTP client");
        } else if (built.clientName().equals("UrlConnection")) {
            reportUnused(
                    properties.ofConnections(), "the HTTP client 'url-connection-client' has no pool of connections");
        }
    }

    /** Reports that all properties have no influence, because the application's client is used. */
    static void reportOtherClient(ClientProperties properties) {
        reportUnused(properties.all(), "dynastore uses a DynamoDbClient that it has not created");
    }

    private static void reportUnused(List<String> names, String reason) {
        if (!names.isEmpty()) {
            logger.warn("'" + String.join("' and '", names) + "' " + (names.size() == 1 ? "has" : "have")
                    + " no influence, because " + reason + ".");
        }
    }
}
