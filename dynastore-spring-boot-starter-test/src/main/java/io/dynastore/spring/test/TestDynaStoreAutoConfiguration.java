package io.dynastore.spring.test;

import io.dynastore.DynaStore;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Faults;
import io.dynastore.spring.autoconfigure.DynaStoreAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreBuilderCustomizer;
import io.dynastore.spring.autoconfigure.DynaStoreClientAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;
import io.dynastore.spring.autoconfigure.EmbeddedConnectionDetails;
import io.dynastore.spring.autoconfigure.EmbeddedDynamoDbAutoConfiguration;
import io.dynastore.spring.autoconfigure.lease.LeasesBuilderCustomizer;
import io.dynastore.spring.watch.ChangeFeedCustomizer;
import io.dynastore.spring.watch.ChangeFeeds;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Auto-configuration of the DynamoDB for tests that {@link AutoConfigureTestDynaStore} describes. */
@AutoConfiguration(
        before = {
            EmbeddedDynamoDbAutoConfiguration.class,
            DynaStoreClientAutoConfiguration.class,
            DynaStoreAutoConfiguration.class,
        },
        afterName = "org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration")
@Import(TestDynaStoreAutoConfiguration.First.class)
public final class TestDynaStoreAutoConfiguration {
    private static final Log logger = LogFactory.getLog(TestDynaStoreAutoConfiguration.class);

    TestDynaStoreAutoConfiguration() {}

    /** A class of its own, because the bean methods of a class are registered before its registrars are called. */
    @Configuration(proxyBeanMethods = false)
    @Import(ReplacedConnections.class)
    @Order(1)
    static class First {}

    /** Creates a database for this context, unless the test connects a container. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(DynaStoreConnectionDetails.class)
    @Order(2)
    static class InThisJvm {
        @Bean(ReplacedConnections.DATABASE)
        EmbeddedDynamoDb testDynamoDb(TestTime time) {
            EmbeddedDynamoDb database =
                    EmbeddedDynamoDb.builder().clock(time.clock()).start();
            logger.warn("EMBEDDED DYNAMODB, FOR TESTS ONLY: data in memory, lost at exit");
            return database;
        }

        @Bean
        Faults testDynamoDbFaults(EmbeddedDynamoDb database) {
            return database.faults();
        }

        @Bean
        DynaStoreConnectionDetails testDynaStoreConnectionDetails(EmbeddedDynamoDb database) {
            return new EmbeddedConnectionDetails(database);
        }
    }

    @Bean
    @ConditionalOnMissingBean
    TestTime testTime() {
        return new TestTime();
    }

    /** Comes before the customizers of the application, which can override it. */
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

    /** Comes before the customizers of the application, which can override it. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ChangeFeedCustomizer testTimeOfTheFeeds(TestTime time) {
        return TestFeeds.customizer(time);
    }

    @Bean
    TestFeeds testFeeds(ObjectProvider<ChangeFeeds> feeds, TestTime time) {
        return new TestFeeds(feeds, time);
    }

    @Bean
    TestDatabase testDatabase(
            DynaStoreConnectionDetails details,
            @Qualifier(ReplacedConnections.DATABASE) ObjectProvider<EmbeddedDynamoDb> embedded,
            TestTime time,
            TestFeeds feeds,
            ConfigurableListableBeanFactory beans) {
        EmbeddedDynamoDb database = embedded.getIfAvailable();
        return new TestDatabase(
                database == null ? Tables.inContainer(details) : Tables.inThisJvm(database), time, feeds, beans);
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
        if (!isTests(store.client(), details.getObject())) {
            throw new FailureAnalyzedException(
                    "The DynaStore bean '" + name + "' is not connected to the test's DynamoDB.",
                    "Let the starter create the DynaStore, or create it with a client of the bean 'EmbeddedDynamoDb' or"
                            + " 'DynaStoreConnectionDetails'.");
        }
    }

    private static boolean isTests(DynamoDbClient client, DynaStoreConnectionDetails details) {
        return details instanceof EmbeddedConnectionDetails embedded
                ? embedded.isReachedBy(client)
                : client.serviceClientConfiguration()
                        .endpointOverride()
                        .filter(endpoint -> endpoint.equals(details.endpoint()))
                        .isPresent();
    }
}
