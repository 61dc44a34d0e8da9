package io.dynastore.spring.autoconfigure.idempotency;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.idempotency.Idempotency;
import io.dynastore.idempotency.IdempotencyListener;
import io.dynastore.spring.autoconfigure.DynaStoreAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreProperties;
import io.dynastore.spring.autoconfigure.ReservedPartition;
import io.dynastore.spring.autoconfigure.StoredCodecs;
import io.dynastore.spring.idempotency.IdempotencyFactory;
import io.dynastore.spring.idempotency.IdempotentMethods;
import io.dynastore.spring.idempotency.RequestKeyedMethods;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Controller;

/**
 * Auto-configuration of idempotent operations, with the properties under {@code dynastore.idempotency}. An
 * {@link Idempotency} is injected with the type of results that the injection point names, and methods that are annotated with
 * {@link io.dynastore.spring.idempotency.Idempotent} and a key are advised. The {@link IdempotencyListener} beans are added in
 * their order. An application that uses none of it needs no table for it.
 */
@AutoConfiguration(after = DynaStoreAutoConfiguration.class)
@ConditionalOnBooleanProperty(
        name = {"dynastore.enabled", "dynastore.idempotency.enabled"},
        matchIfMissing = true)
@EnableConfigurationProperties({DynaStoreProperties.class, IdempotencyProperties.class})
public final class DynaStoreIdempotencyAutoConfiguration {
    DynaStoreIdempotencyAutoConfiguration() {}

    @Bean
    IdempotencySettingsCheck dynaStoreIdempotencySettingsCheck(
            IdempotencyProperties idempotency,
            DynaStoreProperties properties,
            DynaStore store,
            StoredCodecs codecs,
            Environment environment) {
        return new IdempotencySettingsCheck(idempotency, properties, store, codecs, environment);
    }

    /** Depends on the factory of the partitions, which initializes the tables even if the application defines the store. */
    @Bean
    @Lazy
    @DependsOn("dynaStorePartitionFactory")
    @ConditionalOnMissingBean
    IdempotencyFactory dynaStoreIdempotencyFactory(
            IdempotencyProperties idempotency,
            DynaStoreProperties properties,
            DynaStore store,
            StoredCodecs codecs,
            ApplicationContext context,
            ObjectProvider<IdempotencyListener> listeners) {
        Partition<?> partition =
                ReservedPartition.IDEMPOTENCY.find(idempotency.partition(), properties, store, context);
        return new ConfiguredIdempotency(
                partition, idempotency, listeners.orderedStream().toList(), codecs);
    }

    /** A bean for each injection point, because that says the type of the results. */
    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    Idempotency<?> dynaStoreIdempotency(InjectionPoint point, IdempotencyFactory factory) {
        return factory.create(InjectedResult.of(point));
    }

    /** Advises methods. It is static and needs nothing at once, because it is created before all other beans. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static IdempotentMethods dynaStoreIdempotentMethods(
            ObjectProvider<IdempotencyFactory> factory, Environment environment) {
        IdempotentMethods methods = new IdempotentMethods(factory::getObject);
        methods.setProxyTargetClass(environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
        return methods;
    }

    @Bean
    @Lazy(false)
    IdempotentMethodsCheck dynaStoreIdempotentMethodsCheck(
            IdempotentMethods methods,
            ObjectProvider<RequestKeyedMethods> requests,
            ObjectProvider<IdempotencyFactory> factory) {
        return new IdempotentMethodsCheck(methods, requests, factory);
    }

    /** Where there is no web server, controllers are beans that nobody calls. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnNotWebApplication
    static class WithoutWeb {
        @Bean
        RequestKeyedMethods dynaStoreControllersWithoutRequests() {
            return method -> AnnotatedElementUtils.hasAnnotation(method.getDeclaringClass(), Controller.class);
        }
    }
}
