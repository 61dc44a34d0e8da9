package io.dynastore.spring.autoconfigure.web;

import io.dynastore.spring.web.DynaStoreJacksonModule;
import io.dynastore.spring.web.DynaStoreWebFluxConfigurer;
import io.dynastore.spring.web.DynaStoreWebMvcConfigurer;
import io.dynastore.spring.web.EntryHandlerMethods;
import io.dynastore.spring.web.EntryResultHandler;
import io.dynastore.spring.web.ProblemAdvice;
import io.dynastore.spring.web.RevisionConverter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.ErrorResponse;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ResponseEntityResultHandler;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Auto-configuration of entries, pages, revisions, preconditions and failures in the controllers of a web application. It also
 * applies to a slice such as {@code @WebMvcTest}, because it needs no store.
 */
@AutoConfiguration
@ConditionalOnWebApplication
@ConditionalOnClass(ErrorResponse.class)
@ConditionalOnBooleanProperty(
        name = {"dynastore.enabled", "dynastore.web.enabled"},
        matchIfMissing = true)
@EnableConfigurationProperties(WebProperties.class)
public final class DynaStoreWebAutoConfiguration {
    DynaStoreWebAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    DynaStoreJacksonModule dynaStoreJacksonModule() {
        return new DynaStoreJacksonModule();
    }

    @Bean
    @ConditionalOnMissingBean
    RevisionConverter dynaStoreRevisionConverter() {
        return new RevisionConverter();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(WebMvcConfigurer.class)
    static class WebMvc {
        @Bean
        @ConditionalOnMissingBean
        static EntryHandlerMethods dynaStoreEntryHandlerMethods() {
            return new EntryHandlerMethods();
        }

        @Bean
        @ConditionalOnMissingBean
        DynaStoreWebMvcConfigurer dynaStoreWebMvcConfigurer(ApplicationContext messages) {
            return new DynaStoreWebMvcConfigurer(messages);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(WebFluxConfigurer.class)
    static class WebFlux {
        @Bean
        @ConditionalOnMissingBean
        DynaStoreWebFluxConfigurer dynaStoreWebFluxConfigurer() {
            return new DynaStoreWebFluxConfigurer();
        }

        @Bean
        @ConditionalOnMissingBean
        EntryResultHandler dynaStoreEntryResultHandler(ResponseEntityResultHandler entities) {
            return new EntryResultHandler(entities);
        }

        @Bean
        @ConditionalOnMissingBean
        ProblemAdvice dynaStoreProblemAdvice(ApplicationContext messages) {
            return new ProblemAdvice(messages);
        }
    }
}
