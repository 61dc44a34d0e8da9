package io.dynastore.spring.observation;

import io.dynastore.Operation;
import io.dynastore.Operation.Outcome;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The context of the observation of one operation on a store. For tracing, it is the call of a client, although nothing is
 * propagated to DynamoDB.
 *
 * <p>Confined to the thread that runs the operation.
 */
public final class DynaStoreObservationContext extends SenderContext<Operation> {
    private final Operation operation;

    /** The low-cardinality keys, as long as they come as a whole: most observations need no map of them. */
    private @Nullable KeyValues whole;

    private boolean divided;

    /**
     * Creates the context of an operation.
     *
     * @param operation the operation
     */
    public DynaStoreObservationContext(Operation operation) {
        super((carrier, key, value) -> {}, Kind.CLIENT);
        this.operation = operation;
        setCarrier(operation);
        setRemoteServiceName("dynamodb");
    }

    /** Keeps keys that come as a whole as they are, as those of a convention do, and replaces them by others of the same names. */
    @Override
    public DynaStoreObservationContext addLowCardinalityKeyValues(KeyValues keyValues) {
        if (!divided && (whole == null || haveSameNames(whole, keyValues))) {
            whole = keyValues;
        } else {
            divide();
            super.addLowCardinalityKeyValues(keyValues);
        }
        return this;
    }

    private static boolean haveSameNames(KeyValues some, KeyValues others) {
        Iterator<KeyValue> other = others.iterator();
        for (KeyValue one : some) {
            if (!other.hasNext() || !one.getKey().equals(other.next().getKey())) {
                return false;
            }
        }
        return !other.hasNext();
    }

    /** Hands the keys over to Micrometer, since one of them is added or removed. */
    private void divide() {
        divided = true;
        if (whole != null) {
            KeyValues all = whole;
            whole = null;
            super.addLowCardinalityKeyValues(all);
        }
    }

    @Override
    public DynaStoreObservationContext addLowCardinalityKeyValue(KeyValue keyValue) {
        divide();
        super.addLowCardinalityKeyValue(keyValue);
        return this;
    }

    @Override
    public DynaStoreObservationContext removeLowCardinalityKeyValue(String keyName) {
        divide();
        super.removeLowCardinalityKeyValue(keyName);
        return this;
    }

    @Override
    public DynaStoreObservationContext removeLowCardinalityKeyValues(String... keyNames) {
        divide();
        super.removeLowCardinalityKeyValues(keyNames);
        return this;
    }

    @Override
    public KeyValues getLowCardinalityKeyValues() {
        return whole == null ? super.getLowCardinalityKeyValues() : whole;
    }

    @Override
    public @Nullable KeyValue getLowCardinalityKeyValue(String key) {
        if (whole == null) {
            return super.getLowCardinalityKeyValue(key);
        }
        for (KeyValue keyValue : whole) {
            if (keyValue.getKey().equals(key)) {
                return keyValue;
            }
        }
        return null;
    }

    /**
     * Returns the operation, which has its outcome when the observation is stopped.
     *
     * @return the operation
     */
    public Operation operation() {
        return operation;
    }

    /**
     * Returns how the operation ended.
     *
     * @return the outcome, or null while it runs
     */
    public @Nullable Outcome outcome() {
        return OperationKeys.outcome(operation, getError() != null);
    }
}
