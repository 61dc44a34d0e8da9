package io.dynastore.spring.autoconfigure;

import io.dynastore.http.ObservedHttpClient;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Builds the HTTP client that the AWS SDK would take from the class path, with other settings, and wrapped. It is closed with the
 * DynamoDB client, because a builder creates it.
 */
final class DefaultHttpClient implements SdkHttpClient.Builder<DefaultHttpClient> {
    /** The order in which the SDK prefers them, by the beginnings of their packages. */
    private static final List<String> PREFERRED = List.of(
            "software.amazon.awssdk.http.apache5.",
            "software.amazon.awssdk.http.apache.",
            "software.amazon.awssdk.http.urlconnection.",
            "software.amazon.awssdk.http.crt.");

    private final AttributeMap settings;
    private @Nullable SdkHttpClient built;
    private @Nullable PooledHttpClient pool;

    DefaultHttpClient(AttributeMap settings) {
        this.settings = settings;
    }

    /** Returns the HTTP client that was built; null if a customizer has set another one. */
    @Nullable
    SdkHttpClient built() {
        return built;
    }

    @Override
    public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
        AttributeMap resolved = settings.merge(defaults);
        SdkHttpService service = service();
        pool = new PooledHttpClient(
                () -> built = service.createHttpClientBuilder().buildWithDefaults(resolved),
                resolved.merge(SdkHttpConfigurationOption.GLOBAL_HTTP_DEFAULTS));
        return ObservedHttpClient.of(pool);
    }

    /** Closes the connections of the HTTP client that was built; the next request opens others. */
    void disconnect() {
        if (pool != null) {
            pool.disconnect();
        }
    }

    private static SdkHttpService service() {
        return SdkSystemSetting.SYNC_HTTP_SERVICE_IMPL
                .getStringValue()
                .map(DefaultHttpClient::named)
                .orElseGet(DefaultHttpClient::ofClassPath);
    }

    private static SdkHttpService named(String type) {
        try {
            return (SdkHttpService)
                    ClassUtils.forName(type, null).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            throw SdkClientException.create(
                    "The HTTP client of the system property '" + SdkSystemSetting.SYNC_HTTP_SERVICE_IMPL.property()
                            + "' cannot be loaded: " + type,
                    e);
        }
    }

    private static SdkHttpService ofClassPath() {
        ServiceLoader.Provider<SdkHttpService> best = null;
        for (ServiceLoader.Provider<SdkHttpService> service :
                ServiceLoader.load(SdkHttpService.class).stream().toList()) {
            if (best == null || rank(service.type()) < rank(best.type())) {
                best = service;
            }
        }
        if (best == null) {
            throw SdkClientException.create("There is no HTTP client of the AWS SDK on the class path. Add"
                    + " 'software.amazon.awssdk:apache5-client'.");
        }
        return best.get();
    }

    private static int rank(Class<?> service) {
        for (int i = 0; i < PREFERRED.size(); i++) {
            if (service.getName().startsWith(PREFERRED.get(i))) {
                return i;
            }
        }
        return PREFERRED.size();
    }
}
