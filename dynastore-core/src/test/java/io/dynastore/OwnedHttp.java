package io.dynastore;

import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** An HTTP client that its SDK client closes. */
record OwnedHttp(SdkHttpClient http) implements SdkHttpClient.Builder<OwnedHttp> {
    @Override
    public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
        return http;
    }
}
