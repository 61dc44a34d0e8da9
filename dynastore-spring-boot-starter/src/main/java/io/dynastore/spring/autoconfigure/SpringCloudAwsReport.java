package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import java.net.URI;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/** Logs one line if Spring Cloud AWS's {@code DynamoDbTemplate} uses another database than dynastore. */
final class SpringCloudAwsReport implements SmartInitializingSingleton {
    static final String TEMPLATE = "io.awspring.cloud.dynamodb.DynamoDbOperations";

    private static final Log logger = LogFactory.getLog(SpringCloudAwsReport.class);

    private final DynaStore store;
    private final ObjectProvider<DynamoDbClient> clients;
    private final ObjectProvider<DynaStoreConnectionDetails> details;
    private final Environment environment;

    /**
     * Creates a report.
     *
     * @param clients the client that beans are injected with, which is the template's
     */
    SpringCloudAwsReport(
            DynaStore store,
            ObjectProvider<DynamoDbClient> clients,
            ObjectProvider<DynaStoreConnectionDetails> details,
            Environment environment) {
        this.store = store;
        this.clients = clients;
        this.details = details;
        this.environment = environment;
    }

    @Override
    public void afterSingletonsInstantiated() {
        DynamoDbClient its = clients.getIfUnique();
        if (its == null || its == store.client() || isOneDatabase(its)) {
            return;
        }
        String line = "dynastore and Spring Cloud AWS use different databases: its DynamoDbTemplate uses DynamoDB "
                + StartReport.where(its) + ". " + remedy();
        if (isLocal()) {
            logger.warn(line);
        } else {
            logger.info(line);
        }
    }

    private boolean isOneDatabase(DynamoDbClient its) {
        DynamoDbServiceClientConfiguration other = ClientFailure.configuration(its);
        DynamoDbServiceClientConfiguration own = ClientFailure.configuration(store.client());
        if (other == null || own == null) {
            return false;
        }
        if (isEmbedded()) {
            return details.getIfUnique() instanceof EmbeddedConnectionDetails embedded && embedded.isReachedBy(its);
        }
        URI there = other.endpointOverride().orElse(null);
        URI here = own.endpointOverride().orElse(null);
        if (there == null || here == null) {
            return there == null && here == null && other.region().equals(own.region());
        }
        return address(there).equals(address(here));
    }

    /** A loopback address has several names. */
    private static String address(URI endpoint) {
        String host = PropertiesConnectionDetails.isLoopback(endpoint.getHost()) ? "localhost" : endpoint.getHost();
        int standard = "https".equalsIgnoreCase(endpoint.getScheme()) ? 443 : 80;
        return host + ":" + (endpoint.getPort() < 0 ? standard : endpoint.getPort());
    }

    private boolean isEmbedded() {
        return details.getIfUnique() instanceof EmbeddedConnectionDetails embedded
                && ClientFailure.configuration(store.client()) != null
                && embedded.isReachedBy(store.client());
    }

    private boolean isLocal() {
        URI endpoint = endpoint();
        return isEmbedded() || (endpoint != null && PropertiesConnectionDetails.isLoopback(endpoint.getHost()));
    }

    private @Nullable URI endpoint() {
        DynamoDbServiceClientConfiguration own = ClientFailure.configuration(store.client());
        return own == null ? null : own.endpointOverride().orElse(null);
    }

    private String remedy() {
        if (isEmbedded()) {
            return OnNoEndpoint.endpointOfSpringCloudAws(environment)
                    .map(property -> "To use one, remove '" + property + "'.")
                    .orElse(
                            "To use one, let Spring Cloud AWS create its DynamoDbClient, without an endpoint of its own.");
        }
        URI endpoint = endpoint();
        DynamoDbServiceClientConfiguration own = ClientFailure.configuration(store.client());
        return endpoint != null
                ? "To use one, set 'spring.cloud.aws.dynamodb.endpoint' to " + endpoint + "."
                : own == null
                        ? "To use one, give both the same DynamoDbClient."
                        : "To use one, set 'spring.cloud.aws.dynamodb.region' to " + own.region() + ".";
    }
}
