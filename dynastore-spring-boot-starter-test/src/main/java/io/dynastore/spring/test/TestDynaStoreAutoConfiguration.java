package io.dynastore.spring.test;

import io.dynastore.DynaStore;
import io.dynastore.spring.autoconfigure.DynaStoreAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreBuilderCustomizer;
import io.dynastore.spring.autoconfigure.DynaStoreClientAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;
import io.dynastore.spring.autoconfigure.EmbeddedDynamoDbAutoConfiguration;
import io.dynastore.spring.autoconfigure.LeasesBuilderCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.ClassUtils;

/** What {@link AutoConfigureTestDynaStore} promises. */
@AutoConfiguration(
        before = {
            EmbeddedDynamoDbAutoConfiguration.class,
            DynaStoreClientAutoConfiguration.class,
            DynaStoreAutoConfiguration.class,
        },
        afterName = "org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration")
@Import(TestDynaStoreAutoConfiguration.First.class)
public final class TestDynaStoreAutoConfiguration {
    private static final String DYNAMODB_LOCAL =
            "software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler";

    TestDynaStoreAutoConfiguration() {}

    /** Of one class, the beans would come before what its registrar does. */
    @Configuration(proxyBeanMethods = false)
    @Import(ReplacedConnections.class)
    static class First {}

    @Bean
    @ConditionalOnMissingBean
    DynaStoreConnectionDetails testDynaStoreConnectionDetails(ConfigurableListableBeanFactory beans) {
        if (!ClassUtils.isPresent(DYNAMODB_LOCAL, beans.getBeanClassLoader())) {
            throw new FailureAnalyzedException(
                    "The test's DynamoDB is missing: 'software.amazon.dynamodb:DynamoDBLocal' is not on the class path.",
                    "Add the dependency 'software.amazon.dynamodb:DynamoDBLocal' in scope 'test', or connect a container by"
                            + " '@ServiceConnection'.");
        }
        return SharedDynamoDb.newDatabase();
    }

    @Bean
    @ConditionalOnMissingBean
    TestTime testTime() {
        return new TestTime();
    }

    /** Before those of the application, which have the last word. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    DynaStoreBuilderCustomizer testTimeOfTheStore(TestTime time) {
        return builder -> builder.clock(time.clock());
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    LeasesBuilderCustomizer testTimeOfTheLeases(TestTime time) {
        return builder -> builder.timing(time.timing());
    }

    @Bean
    TestDatabase testDatabase(
            DynaStoreConnectionDetails details, TestTime time, ConfigurableListableBeanFactory beans) {
        return new TestDatabase(details, time, beans);
    }

    @Bean
    static BeanPostProcessor onlyTestDynamoDb(ObjectProvider<DynaStoreConnectionDetails> details) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof DynaStore store) {
                    check(store, name, details);
                }
                return bean;
            }
        };
    }

    private static void check(DynaStore store, String name, ObjectProvider<DynaStoreConnectionDetails> details) {
        if (store.client()
                .serviceClientConfiguration()
                .endpointOverride()
                .filter(endpoint -> endpoint.equals(details.getObject().endpoint()))
                .isEmpty()) {
            throw new FailureAnalyzedException(
                    "The DynaStore bean '" + name + "' is not connected to the test's DynamoDB.",
                    "Let the starter make the DynaStore, or make it with a client of 'DynaStoreConnectionDetails', which is a"
                            + " bean.");
        }
    }
}
