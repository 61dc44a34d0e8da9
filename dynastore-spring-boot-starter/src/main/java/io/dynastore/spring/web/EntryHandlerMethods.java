package io.dynastore.spring.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.MethodParameter;
import org.springframework.http.ResponseEntity;
import org.springframework.util.ClassUtils;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestResponseBodyMethodProcessor;

/**
 * Adds to Spring MVC that the methods of controllers return {@linkplain io.dynastore.Entry entries} and take a
 * {@link Precondition} or a {@link io.dynastore.Revision}. A {@code WebMvcConfigurer} cannot do it: its handlers come after
 * Spring's, which handle every result and every header.
 */
public final class EntryHandlerMethods implements BeanPostProcessor {
    private static final MethodParameter RESPONSE =
            new MethodParameter(ClassUtils.getMethod(Result.class, "response"), -1);

    /** Has a method whose result is a response. */
    interface Result {
        ResponseEntity<Object> response();
    }

    /** Creates a post-processor. */
    public EntryHandlerMethods() {}

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof RequestMappingHandlerAdapter adapter) {
            adapter.setArgumentResolvers(withPreconditions(adapter.getArgumentResolvers()));
            adapter.setReturnValueHandlers(withEntries(adapter.getReturnValueHandlers()));
        }
        return bean;
    }

    private static List<HandlerMethodArgumentResolver> withPreconditions(
            @Nullable List<HandlerMethodArgumentResolver> resolvers) {
        List<HandlerMethodArgumentResolver> all = new ArrayList<>();
        all.add(new PreconditionArgumentResolver());
        if (resolvers != null) {
            all.addAll(resolvers);
        }
        return all;
    }

    private static List<HandlerMethodReturnValueHandler> withEntries(
            @Nullable List<HandlerMethodReturnValueHandler> handlers) {
        List<HandlerMethodReturnValueHandler> all = handlers == null ? List.of() : handlers;
        HandlerMethodReturnValueHandler entities = all.stream()
                .filter(handler -> handler.supportsReturnType(RESPONSE))
                .findFirst()
                .orElse(null);
        return entities == null
                ? all
                : all.stream()
                        .map(handler -> handler == entities || handler instanceof RequestResponseBodyMethodProcessor
                                ? new EntryReturnValueHandler(handler, entities)
                                : handler)
                        .toList();
    }
}
