package io.dynastore.spring.autoconfigure.watch;

import io.dynastore.lease.Leases;
import io.dynastore.spring.DynaStoreClient;
import io.dynastore.spring.autoconfigure.DynaStoreAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreProperties;
import io.dynastore.spring.autoconfigure.lease.DynaStoreLeasesAutoConfiguration;
import io.dynastore.spring.watch.ChangeFeedCustomizer;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Auto-configuration of change feeds, with the properties under {@code dynastore.watch}: one for each group of methods with
 * {@link io.dynastore.spring.watch.OnChange} and of partitions with an {@code event-group}. The {@link ChangeFeedCustomizer} beans
 * are called in their order. An application without them needs neither leases nor a stream.
 */
@AutoConfiguration(after = {DynaStoreAutoConfiguration.class, DynaStoreLeasesAutoConfiguration.class})
@ConditionalOnBooleanProperty(
        name = {"dynastore.enabled", "dynastore.watch.enabled"},
        matchIfMissing = true)
@EnableConfigurationProperties({DynaStoreProperties.class, WatchProperties.class})
public final class DynaStoreWatchAutoConfiguration {
    DynaStoreWatchAutoConfiguration() {}

    @Bean
    @Lazy(false)
    ConfiguredFeeds dynaStoreChangeFeeds(
            ConfigurableApplicationContext context,
            WatchProperties watch,
            DynaStoreProperties properties,
            ObjectProvider<Leases> leases,
            @DynaStoreClient ObjectProvider<DynamoDbStreamsClient> marked,
            ObjectProvider<DynamoDbStreamsClient> clients,
            ObjectProvider<ChangeFeedCustomizer> customizers) {
        return new ConfiguredFeeds(
                context,
                watch,
                (groups, spelled) -> new FeedFactory(
                        spelled,
                        properties,
                        leases(leases, groups.iterator().next()),
                        client(marked, clients),
                        customizers.orderedStream().toList()),
                new EventGroups(context).handlers(properties.partitions()));
    }

    private static Leases leases(ObjectProvider<Leases> leases, FeedGroup group) {
        Leases available = leases.getIfAvailable();
        if (available == null) {
            throw new FailureAnalyzedException(
                    "The change feed of the group '" + group.name() + "', with "
                            + group.subscriptions().get(0).handler().source()
                            + ", needs leases, but dynastore's leases are disabled.",
                    "Remove 'dynastore.leases.enabled=false' from the configuration, or disable change feeds by"
                            + " 'dynastore.watch.enabled=false'.");
        }
        return available;
    }

    private static DynamoDbStreamsClient client(
            ObjectProvider<DynamoDbStreamsClient> marked, ObjectProvider<DynamoDbStreamsClient> clients) {
        try {
            return marked.getIfAvailable(clients::getObject);
        } catch (NoUniqueBeanDefinitionException e) {
            throw new FailureAnalyzedException(
                    "dynastore does not know which client of DynamoDB Streams to use. There are "
                            + e.getNumberOfBeansFound() + ": " + e.getBeanNamesFound() + ".",
                    "Annotate only the one for dynastore with @DynaStoreClient, beside @Bean; or make it @Primary.");
        }
    }
}
