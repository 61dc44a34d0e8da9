package io.dynastore.spring.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.ServerWebExchange;

/**
 * Adds to WebFlux that the methods of controllers take a {@link Precondition} or a {@link io.dynastore.Revision}, without an
 * annotation.
 */
public final class DynaStoreWebFluxConfigurer implements WebFluxConfigurer {
    /** Creates a configurer. */
    public DynaStoreWebFluxConfigurer() {}

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(new Resolver());
    }

    /** Returns the precondition of a request. */
    static Precondition precondition(ServerWebExchange exchange) {
        Precondition precondition = exchange.getAttribute(PreconditionParameter.ATTRIBUTE);
        return precondition == null ? Precondition.of(exchange.getRequest().getHeaders()) : precondition;
    }

    private static final class Resolver implements SyncHandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return PreconditionParameter.isOne(parameter);
        }

        @Override
        public @Nullable Object resolveArgumentValue(
                MethodParameter parameter, BindingContext context, ServerWebExchange exchange) {
            Precondition precondition = precondition(exchange);
            exchange.getAttributes().put(PreconditionParameter.ATTRIBUTE, precondition);
            return PreconditionParameter.argument(parameter, precondition);
        }
    }
}
