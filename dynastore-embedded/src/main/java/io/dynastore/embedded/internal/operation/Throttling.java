package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.TableSchema;
import io.dynastore.embedded.internal.throughput.Demand;
import io.dynastore.embedded.internal.throughput.Excess;
import io.dynastore.embedded.internal.throughput.Limit;
import io.dynastore.embedded.internal.throughput.Throughput;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Refuses what exceeds the throughput of tables and indexes, with the errors and texts of AWS. Thread-safe. */
final class Throttling {
    private static final String PROVISIONED_TABLE =
            "The level of configured provisioned throughput for the table was exceeded. Consider increasing your"
                    + " provisioning level with the UpdateTable API.";

    private static final String PROVISIONED_INDEX =
            "The level of configured provisioned throughput for one or more global secondary indexes of the table was"
                    + " exceeded. Consider increasing your provisioning level for the under-provisioned global secondary"
                    + " indexes with the UpdateTable API.";

    private static final String ON_DEMAND_TABLE =
            "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table"
                    + " or index so please try again shortly. If exceptions persist, check if you have a hot key:"
                    + " https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html.";

    private static final String ON_DEMAND_INDEX =
            "Throughput exceeds the current capacity for one or more global secondary indexes. DynamoDB is automatically"
                    + " scaling your index so please try again shortly.";

    private static final String MAX_ON_DEMAND =
            "Throughput exceeds the maximum OnDemandThroughput configured on table or index";

    private static final String ACCOUNT =
            "Throughput exceeds the current throughput limit for your account. Please contact AWS Support at"
                    + " https://aws.amazon.com/support to request a limit increase.";

    private final Throughput throughput;

    Throttling(Throughput throughput) {
        this.throughput = throughput;
    }

    /** Takes the capacity of a request. */
    void take(Demand demand) {
        Optional<ApiError> error = tryTake(demand);
        if (error.isPresent()) {
            throw error.get();
        }
    }

    /** Takes the capacity of one item of a batch, or returns the error. */
    Optional<ApiError> tryTake(Demand demand) {
        return throughput.take(demand).map(Throttling::error);
    }

    /** Takes the capacity of all actions of a transaction, or none; returns the errors of actions in their order. */
    List<Optional<ApiError>> takeAll(List<Demand> demands) {
        return throughput.takeAll(demands).stream()
                .map(excess -> excess.map(Throttling::error))
                .toList();
    }

    void forget(TableSchema table) {
        throughput.forget(table);
    }

    /** Returns whether an error says that a request would have succeeded at another time. */
    static boolean isThrottled(ApiError error) {
        return switch (error.type()) {
            case PROVISIONED_THROUGHPUT_EXCEEDED, THROTTLING, REQUEST_LIMIT_EXCEEDED -> true;
            default -> false;
        };
    }

    private static ApiError error(Excess excess) {
        ErrorType type = type(excess);
        return new ApiError(type, message(excess), Map.of(reasons(type), List.of(reason(excess))));
    }

    /** Returns the name of the member with the reasons, which the API spells differently in one error. */
    static String reasons(ErrorType type) {
        return type == ErrorType.THROTTLING ? "throttlingReasons" : "ThrottlingReasons";
    }

    private static ErrorType type(Excess excess) {
        if (excess.limit() == Limit.ACCOUNT) {
            return ErrorType.REQUEST_LIMIT_EXCEEDED;
        }
        return excess.onDemand() ? ErrorType.THROTTLING : ErrorType.PROVISIONED_THROUGHPUT_EXCEEDED;
    }

    private static String message(Excess excess) {
        boolean ofIndex = excess.index() != null;
        return switch (excess.limit()) {
            case ACCOUNT -> ACCOUNT;
            case MAX_ON_DEMAND -> MAX_ON_DEMAND;
            case PROVISIONED -> ofIndex ? PROVISIONED_INDEX : PROVISIONED_TABLE;
            case KEY_RANGE ->
                excess.onDemand()
                        ? (ofIndex ? ON_DEMAND_INDEX : ON_DEMAND_TABLE)
                        : (ofIndex ? PROVISIONED_INDEX : PROVISIONED_TABLE);
        };
    }

    private static Map<String, String> reason(Excess excess) {
        String table = TableDescriptions.arn(excess.table().name());
        return Map.of(
                "reason",
                (excess.index() == null ? "Table" : "Index")
                        + (excess.write() ? "Write" : "Read")
                        + excess.limit().reason(),
                "resource",
                excess.index() == null ? table : table + "/index/" + excess.index());
    }
}
