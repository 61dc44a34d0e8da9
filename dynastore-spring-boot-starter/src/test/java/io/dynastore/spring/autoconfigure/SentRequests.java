package io.dynastore.spring.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Writes down the requests that a client is asked to send. */
public final class SentRequests implements ExecutionInterceptor {
    private final List<SdkRequest> requests = new CopyOnWriteArrayList<>();

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        requests.add(context.request());
    }

    /** All requests so far. */
    public List<SdkRequest> all() {
        return List.copyOf(requests);
    }

    /** The requests of one type. */
    public <R extends SdkRequest> List<R> of(Class<R> type) {
        return requests.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
