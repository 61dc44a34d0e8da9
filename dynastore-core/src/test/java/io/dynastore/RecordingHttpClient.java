package io.dynastore;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** Writes down each request that goes over the wire, retries included, by the name of its operation. */
public final class RecordingHttpClient implements SdkHttpClient {
    private final SdkHttpClient http;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    public RecordingHttpClient(SdkHttpClient http) {
        this.http = http;
    }

    /** The operations since the last {@link #clear}, such as {@code GetItem}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public void clear() {
        requests.clear();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
        requests.add(target.substring(target.indexOf('.') + 1));
        return http.prepareRequest(request);
    }

    @Override
    public void close() {
        http.close();
    }

    @Override
    public String clientName() {
        return "Recording";
    }
}
