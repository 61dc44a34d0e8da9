package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import io.dynastore.OperationHook;
import io.dynastore.spring.DynaStoreClient;
import io.dynastore.spring.DynaStoreJson;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;

/**
 * Auto-configuration of the {@link DynaStore} and of a {@link io.dynastore.Partition} bean for each entry of
 * {@code dynastore.partitions}, under the name of the entry. If {@code dynastore.initialize-tables} says so, their tables are
 * created first. The {@link OperationHook} beans are added to the store in their order; then the
 * {@link DynaStoreBuilderCustomizer} beans are called.
 */
@AutoConfiguration(after = DynaStoreClientAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "dynastore.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DynaStoreProperties.class)
@Import(PartitionRegistrar.class)
@ImportRuntimeHints({PropertiesHints.class, StoredJson.Hints.class})
public final class DynaStoreAutoConfiguration {
    DynaStoreAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    DynaStore dynaStore(
            @DynaStoreClient ObjectProvider<DynamoDbClient> marked,
            ObjectProvider<DynamoDbClient> clients,
            ObjectProvider<OperationHook> hooks,
            ObjectProvider<DynaStoreBuilderCustomizer> customizers,
            TableInitializer initializer) {
        DynaStore.Builder builder = DynaStore.builder(client(marked, clients));
        hooks.orderedStream().forEach(builder::hook);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        DynaStore store = builder.build();
        initializer.initialize(store);
        return store;
    }

    private static DynamoDbClient client(
            ObjectProvider<DynamoDbClient> marked, ObjectProvider<DynamoDbClient> clients) {
        try {
            return marked.getIfAvailable(clients::getObject);
        } catch (NoUniqueBeanDefinitionException e) {
            // The cause is left out: Spring Boot would explain it instead, without mentioning the annotation.
            throw new FailureAnalyzedException(
                    "dynastore does not know which DynamoDB client to use. There are " + e.getNumberOfBeansFound()
                            + ": " + e.getBeanNamesFound() + ".",
                    "Annotate only the one for dynastore with @DynaStoreClient, beside @Bean; or make it @Primary;"
                            + " or set 'dynastore.endpoint' or 'dynastore.region', so that dynastore creates its own"
                            + " client.");
        }
    }

    /** Reaches the same DynamoDB as the store. It is created only if it is used, as a change feed does. */
    @Lazy
    @Bean
    @ConditionalOnMissingBean
    @Conditional(OnNoMarkedClient.ForStreams.class)
    DynamoDbStreamsClient dynamoDbStreamsClient(
            DynaStore store,
            ObjectProvider<ClientFactory> clients,
            ObjectProvider<DynaStoreConnectionDetails> details) {
        ClientFactory factory = clients.getIfAvailable();
        return factory == null
                ? StreamsClient.like(store.client(), new StreamsClientBuilder(), details.getIfUnique())
                : factory.createForStreams(store.client(), details.getIfUnique());
    }

    /** It applies to the properties of dynastore only. */
    @Bean
    static ConfigurationPropertiesBindHandlerAdvisor dynaStoreBindHandlerAdvisor(Environment environment) {
        return parent -> new NameBindHandler(parent, environment);
    }

    @Bean
    StartReport dynaStoreStartReport(
            DynaStore store,
            ConfiguredTables tables,
            DynaStoreProperties properties,
            ObjectProvider<ClientFactory> clients,
            ListableBeanFactory beans,
            Environment environment) {
        return new StartReport(store, tables, properties, clients, beans, environment);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = SpringCloudAwsReport.TEMPLATE)
    static class BesideSpringCloudAws {
        @Bean
        @ConditionalOnBean(type = SpringCloudAwsReport.TEMPLATE)
        SpringCloudAwsReport dynaStoreSpringCloudAwsReport(
                DynaStore store,
                ObjectProvider<DynamoDbClient> clients,
                ObjectProvider<DynaStoreConnectionDetails> details,
                Environment environment) {
            return new SpringCloudAwsReport(store, clients, details, environment);
        }
    }

    @Bean
    PartitionPriming dynaStorePriming(
            DynaStore store,
            ConfiguredTables tables,
            DynaStoreProperties properties,
            PartitionFactory factory,
            ConfigurableListableBeanFactory beans) {
        return new PartitionPriming(store, tables, properties, factory, beans);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.crac.Resource")
    static class WithSnapshots {
        @Bean
        SnapshotPriming dynaStoreSnapshotPriming(PartitionPriming priming) {
            return new SnapshotPriming(priming);
        }
    }

    @Bean
    TableInitializer dynaStoreTableInitializer(
            DynaStoreProperties properties,
            ConfiguredTables tables,
            ConfigurableListableBeanFactory beans,
            ConfigurableEnvironment environment) {
        return new TableInitializer(properties.initializeTables(), tables, new EmbeddedState(beans, environment));
    }

    @Bean
    ConfiguredTables dynaStoreTables(DynaStoreProperties properties) {
        return new ConfiguredTables(properties);
    }

    @Bean
    PartitionFactory dynaStorePartitionFactory(
            DynaStore store,
            ConfiguredTables tables,
            TableInitializer initializer,
            DynaStoreProperties properties,
            StoredCodecs codecs) {
        initializer.initialize(store);
        return new PartitionFactory(store, tables, properties.partitions(), codecs);
    }

    @Bean
    StoredCodecs dynaStoreStoredCodecs(
            @DynaStoreJson ObjectProvider<JsonMapper> mappers,
            @DynaStoreJson ObjectProvider<JacksonModule> modules,
            ConfigurableListableBeanFactory beans) {
        return new StoredCodecs(new StoredJson(mappers, modules, beans));
    }
}
