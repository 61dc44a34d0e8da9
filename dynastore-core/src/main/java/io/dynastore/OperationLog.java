package io.dynastore;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * Writes one line for each operation to the logger of {@link Operation}, at debug level. Keys and values are not logged: they
 * may be sensitive.
 */
final class OperationLog implements OperationHook {
    static final OperationLog INSTANCE = new OperationLog();

    private static final Logger LOG = System.getLogger(Operation.class.getName());

    private OperationLog() {}

    static boolean isOn() {
        return LOG.isLoggable(Level.DEBUG);
    }

    @Override
    public <T> T around(Operation operation, Supplier<T> execution) {
        long start = System.nanoTime();
        try {
            return execution.get();
        } finally {
            LOG.log(Level.DEBUG, line(operation, System.nanoTime() - start));
        }
    }

    static String line(Operation operation, long nanos) {
        return String.format(
                Locale.ROOT,
                "%s in %s: %s in %.1f ms; requests: %d%s, attempts: %d, capacity: %s read, %s written",
                operation.name(),
                operation.partition() == null ? operation.table() : operation.table() + "/" + operation.partition(),
                operation.outcome() == null
                        ? "failed"
                        : operation.outcome().name().toLowerCase(Locale.ROOT),
                nanos / 1e6,
                operation.requests(),
                lastRequest(operation),
                operation.attempts(),
                operation.readCapacity(),
                operation.writeCapacity());
    }

    private static String lastRequest(Operation operation) {
        DynamoDbRequest request = operation.request();
        return request == null ? "" : " (" + request.getClass().getSimpleName().replace("Request", "") + ")";
    }
}
