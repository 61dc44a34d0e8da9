package io.dynastore;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** The SDK's HTTP client on Apache HttpClient 4, which is deprecated but in use. */
@SuppressWarnings("deprecation")
final class Apache4 {
    private Apache4() {}

    static SdkHttpClient.Builder<?> builder() {
        return ApacheHttpClient.builder();
    }

    /** With a pool of one connection. */
    static SdkHttpClient.Builder<?> ofOneConnection(Duration acquisition) {
        return ApacheHttpClient.builder()
                .maxConnections(1)
                .connectionTimeout(Duration.ofMillis(200))
                .connectionAcquisitionTimeout(acquisition);
    }
}
