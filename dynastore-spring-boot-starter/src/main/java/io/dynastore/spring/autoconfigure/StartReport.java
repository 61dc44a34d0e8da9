package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import io.dynastore.TableDefinition;
import io.dynastore.lease.Leases;
import java.net.URI;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/** Logs where the application stores its entries, in one line at startup. */
final class StartReport implements SmartInitializingSingleton {
    private static final Log logger = LogFactory.getLog(StartReport.class);

    private final DynaStore store;
    private final ConfiguredTables tables;
    private final DynaStoreProperties properties;
    private final ListableBeanFactory beans;
    private final Environment environment;

    StartReport(
            DynaStore store,
            ConfiguredTables tables,
            DynaStoreProperties properties,
            ListableBeanFactory beans,
            Environment environment) {
        this.store = store;
        this.tables = tables;
        this.properties = properties;
        this.beans = beans;
        this.environment = environment;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> names = tables.all().stream().map(TableDefinition::name).toList();
        logger.info("dynastore uses DynamoDB " + where() + "; tables: " + list(names) + "; partitions: "
                + list(properties.partitions().keySet().stream().sorted().toList()) + "; leases: " + leases());
    }

    private String where() {
        DynamoDbServiceClientConfiguration client = ClientFailure.configuration(store.client());
        if (client == null) {
            return "by a client of type " + store.client().getClass().getName();
        }
        URI endpoint = client.endpointOverride().orElse(null);
        if (endpoint == null) {
            return "of the region " + client.region();
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
