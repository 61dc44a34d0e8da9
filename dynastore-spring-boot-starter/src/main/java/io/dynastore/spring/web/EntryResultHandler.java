package io.dynastore.spring.web;

import io.dynastore.Entry;
import java.util.Objects;
import java.util.Optional;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.HandlerResultHandler;
import org.springframework.web.reactive.result.method.annotation.ResponseEntityResultHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Handles the results of controllers in WebFlux that are an {@linkplain Entry entry}, also in a {@code Mono}, an {@code Optional}
 * or a {@code ResponseEntity}: the value is the body, and the revision is the ETag. The conditions of a {@code GET} or
 * {@code HEAD} are evaluated.
 */
public final class EntryResultHandler implements HandlerResultHandler, Ordered {
    private static final MethodParameter RESPONSE =
            new MethodParameter(ClassUtils.getMethod(Result.class, "response"), -1);

    private final ResponseEntityResultHandler entities;
    private final ReactiveAdapterRegistry adapters;

    /** Has a method whose result is a response. */
    interface Result {
        ResponseEntity<Object> response();
    }

    /**
     * Creates a handler.
     *
     * @param entities writes the responses
     */
    public EntryResultHandler(ResponseEntityResultHandler entities) {
        this.entities = entities;
        this.adapters = entities.getAdapterRegistry();
    }

    /** {@return an order before that of the handlers of WebFlux} */
    @Override
    public int getOrder() {
        return entities.getOrder() - 1;
    }

    @Override
    public boolean supports(HandlerResult result) {
        ResolvableType type = result.getReturnType();
        ReactiveAdapter adapter = adapters.getAdapter(type.toClass());
        if (adapter != null) {
            if (adapter.isMultiValue() || adapter.isNoValue()) {
                return false;
            }
            type = type.getGeneric();
        }
        boolean isResponse = HttpEntity.class.isAssignableFrom(type.toClass());
        if (isResponse) {
            type = type.as(HttpEntity.class).getGeneric();
        }
        if (type.toClass() == Optional.class) {
            type = type.getGeneric();
        }
        return Entry.class.isAssignableFrom(type.toClass()) && (isResponse || isBody(result.getReturnTypeSource()));
    }

    private static boolean isBody(MethodParameter method) {
        return AnnotatedElementUtils.hasAnnotation(method.getContainingClass(), ResponseBody.class)
                || method.hasMethodAnnotation(ResponseBody.class);
    }

    @Override
    public Mono<Void> handleResult(ServerWebExchange exchange, HandlerResult result) {
        Object returned = result.getReturnValue();
        ReactiveAdapter adapter = adapters.getAdapter(result.getReturnType().resolve(), returned);
        Mono<?> value = adapter == null
                ? Mono.justOrEmpty(returned)
                : Mono.from(adapter.toPublisher(returned)).switchIfEmpty(Mono.error(DynaStoreProblem::notFound));
        return value.flatMap(body -> entities.handleResult(
                exchange, new HandlerResult(result.getHandler(), response(body, exchange), RESPONSE)));
    }

    private static Object response(Object result, ServerWebExchange exchange) {
        Object body = result instanceof HttpEntity<?> entity ? entity.getBody() : result;
        if (body instanceof Optional<?> optional) {
            body = optional.orElseThrow(DynaStoreProblem::notFound);
        }
        return body instanceof Entry<?> entry
                ? EntryResponse.of(
                        entry,
                        result,
                        status(exchange),
                        exchange.getRequest().getMethod(),
                        () -> DynaStoreWebFluxConfigurer.precondition(exchange))
                : result;
    }

    private static HttpStatusCode status(ServerWebExchange exchange) {
        return Objects.requireNonNullElse(exchange.getResponse().getStatusCode(), HttpStatus.OK);
    }
}
