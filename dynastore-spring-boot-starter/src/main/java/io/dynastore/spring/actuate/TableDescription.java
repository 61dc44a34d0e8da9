package io.dynastore.spring.actuate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/**
 * The description of a table by DynamoDB.
 *
 * @param name its name
 * @param status its status, such as {@code ACTIVE}
 * @param billing {@code on-demand}, or {@code provisioned} with the capacities
 * @param keys the names of its key attributes
 * @param indexes its indexes
 * @param stream what the records of its stream contain, such as {@code NEW_AND_OLD_IMAGES}, or null if no stream is enabled
 * @param timeToLive the attribute that items expire by, or null if they do not expire
 * @param error why some of this cannot be shown, or null if all can
 */
public record TableDescription(
        String name,
        @Nullable String status,
        @Nullable String billing,
        List<String> keys,
        List<IndexDescription> indexes,
        @Nullable String stream,
        @Nullable String timeToLive,
        @Nullable String error) {

    /**
     * The description of an index.
     *
     * @param name its name
     * @param kind {@code local} or {@code global}
     * @param keys the names of its key attributes
     * @param projection the attributes that it contains, such as {@code ALL}
     */
    public record IndexDescription(
            String name,
            String kind,
            List<String> keys,
            @Nullable String projection) {}

    /** The source of the description of a table: two requests, which consume no capacity. */
    public static final class Source {
        private final DynamoDbClient client;
        private final String table;
        private final Duration timeout;

        /**
         * Creates a source.
         *
         * @param client the client to use
         * @param table the name of the table
         * @param timeout how long a response may take, including retries
         */
        public Source(DynamoDbClient client, String table, Duration timeout) {
            this.client = client;
            this.table = table;
            this.timeout = timeout;
        }

        TableDescription describe() {
            software.amazon.awssdk.services.dynamodb.model.TableDescription found;
            try {
                found = client.describeTable(request ->
                                request.tableName(table).overrideConfiguration(call -> call.apiCallTimeout(timeout)))
                        .table();
            } catch (SdkException e) {
                return new TableDescription(table, null, null, List.of(), List.of(), null, null, e.getMessage());
            }
            String timeToLive = null;
            String error = null;
            try {
                timeToLive = timeToLive();
            } catch (SdkException e) {
                error = e.getMessage();
            }
            return new TableDescription(
                    table,
                    found.tableStatusAsString(),
                    billing(found),
                    names(found.keySchema()),
                    indexes(found),
                    stream(found),
                    timeToLive,
                    error);
        }

        private @Nullable String timeToLive() {
            TimeToLiveDescription found = client.describeTimeToLive(request ->
                            request.tableName(table).overrideConfiguration(call -> call.apiCallTimeout(timeout)))
                    .timeToLiveDescription();
            return found.timeToLiveStatus() == TimeToLiveStatus.ENABLED ? found.attributeName() : null;
        }

        private static @Nullable String stream(software.amazon.awssdk.services.dynamodb.model.TableDescription found) {
            StreamSpecification stream = found.streamSpecification();
            return stream != null && Boolean.TRUE.equals(stream.streamEnabled())
                    ? stream.streamViewTypeAsString()
                    : null;
        }

        private static String billing(software.amazon.awssdk.services.dynamodb.model.TableDescription found) {
            boolean onDemand = found.billingModeSummary() != null
                    && found.billingModeSummary().billingMode() == BillingMode.PAY_PER_REQUEST;
            return onDemand
                    ? "on-demand"
                    : "provisioned, " + found.provisionedThroughput().readCapacityUnits() + " read and "
                            + found.provisionedThroughput().writeCapacityUnits() + " write units";
        }

        private static List<IndexDescription> indexes(
                software.amazon.awssdk.services.dynamodb.model.TableDescription found) {
            List<IndexDescription> indexes = new ArrayList<>();
            found.localSecondaryIndexes()
                    .forEach(index -> indexes.add(new IndexDescription(
                            index.indexName(),
                            "local",
                            names(index.keySchema()),
                            index.projection().projectionTypeAsString())));
            found.globalSecondaryIndexes()
                    .forEach(index -> indexes.add(new IndexDescription(
                            index.indexName(),
                            "global",
                            names(index.keySchema()),
                            index.projection().projectionTypeAsString())));
            return indexes;
        }

        private static List<String> names(List<KeySchemaElement> keys) {
            return keys.stream().map(KeySchemaElement::attributeName).toList();
        }
    }
}
