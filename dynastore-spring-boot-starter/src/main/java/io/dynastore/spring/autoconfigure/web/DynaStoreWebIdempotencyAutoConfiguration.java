package io.dynastore.spring.autoconfigure.web;

import io.dynastore.spring.idempotency.IdempotencyFactory;
import io.dynastore.spring.web.IdempotencyFilter;
import io.dynastore.spring.web.IdempotentHandlers;
import io.dynastore.spring.web.RequestPrincipal;
import io.dynastore.spring.web.ResponseRecording;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Auto-configuration of handler methods of Spring MVC that are annotated with
 * {@link io.dynastore.spring.idempotency.Idempotent}, with the properties under {@code dynastore.idempotency.web}.
 */
@AutoConfiguration(
        after = DynaStoreWebAutoConfiguration.class,
        afterName = "io.dynastore.spring.autoconfigure.idempotency.DynaStoreIdempotencyAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnBean(IdempotencyFactory.class)
@EnableConfigurationProperties(IdempotencyWebProperties.class)
public final class DynaStoreWebIdempotencyAutoConfiguration {
    DynaStoreWebIdempotencyAutoConfiguration() {}

    @Bean
    IdempotentHandlers dynaStoreIdempotentHandlers(ApplicationContext context) {
        return new IdempotentHandlers(context);
    }

    @Bean
    @Lazy(false)
    IdempotentHandlersCheck dynaStoreIdempotentHandlersCheck(
            IdempotentHandlers handlers,
            ObjectProvider<RequestPrincipal> principals,
            ObjectProvider<IdempotencyFactory> factory,
            IdempotencyWebProperties properties) {
        return new IdempotentHandlersCheck(handlers, principals, factory, properties.scope());
    }

    /** The filter takes what it needs when the first request does, because the server creates filters before other beans. */
    @Bean
    @ConditionalOnMissingBean(name = "dynaStoreIdempotencyFilter")
    FilterRegistrationBean<IdempotencyFilter> dynaStoreIdempotencyFilter(
            IdempotentHandlers handlers,
            ObjectProvider<IdempotencyFactory> factory,
            ObjectProvider<RequestPrincipal> principals,
            ApplicationContext context,
            IdempotencyWebProperties properties) {
        FilterRegistrationBean<IdempotencyFilter> filter = new FilterRegistrationBean<>(new IdempotencyFilter(
                handlers,
                factory::getObject,
                () -> properties.scope() == IdempotencyWebProperties.Scope.NONE ? null : principals.getObject(),
                () -> context.getBean("handlerExceptionResolver", HandlerExceptionResolver.class),
                recording(properties)));
        filter.setOrder(properties.filterOrder());
        filter.setDispatcherTypes(DispatcherType.REQUEST);
        return filter;
    }

    private static ResponseRecording recording(IdempotencyWebProperties properties) {
        try {
            return new ResponseRecording(
                    properties.maxBodySize().toBytes(), properties.recordedHeaders(), properties.recordedStatuses());
        } catch (IllegalArgumentException e) {
            throw new FailureAnalyzedException(
                    "A property under 'dynastore.idempotency.web' is invalid: " + e.getMessage(),
                    "Correct it, or leave it out.",
                    e);
        }
    }
}
