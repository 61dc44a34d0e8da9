package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import io.dynastore.TableDefinition;
import io.dynastore.lease.Leases;
import java.net.URI;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/** Logs where the application stores its entries, in one line at startup. */
final class StartReport implements SmartInitializingSingleton {
    private static final Log logger = LogFactory.getLog(StartReport.class);

    private final DynaStore store;
    private final ConfiguredTables tables;
    private final DynaStoreProperties properties;
    private final ObjectProvider<ClientFactory> clients;
    private final ListableBeanFactory beans;
    private final Environment environment;

    StartReport(
            DynaStore store,
            ConfiguredTables tables,
            DynaStoreProperties properties,
            ObjectProvider<ClientFactory> clients,
            ListableBeanFactory beans,
            Environment environment) {
        this.store = store;
        this.tables = tables;
        this.properties = properties;
        this.clients = clients;
        this.beans = beans;
        this.environment = environment;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> names = tables.all().stream().map(TableDefinition::name).toList();
        logger.info("dynastore uses DynamoDB " + where(store.client()) + "; tables: " + list(names) + "; partitions: "
                + list(properties.partitions().keySet().stream().sorted().toList()) + "; leases: " + leases());
        if (clients.stream().noneMatch(factory -> factory.hasCreated(store.client()))) {
            ClientSettings.reportOtherClient(properties.client());
        }
    }

    /** Returns where a client finds DynamoDB, as the end of a sentence. */
    static String where(DynamoDbClient client) {
        DynamoDbServiceClientConfiguration configuration = ClientFailure.configuration(client);
        if (configuration == null) {
            return "by a client of type " + client.getClass().getName();
        }
        URI endpoint = configuration.endpointOverride().orElse(null);
        if (endpoint == null) {
            return "of the region " + configuration.region();
        }
        return EmbeddedConnectionDetails.isInProcess(endpoint) ? "in this process" : "at " + endpoint;
    }

    private String leases() {
        return beans.getBeanNamesForType(Leases.class, true, false).length == 0
                ? "none"
                : "in the partition '" + environment.getProperty("dynastore.leases.partition", "leases") + "'";
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
