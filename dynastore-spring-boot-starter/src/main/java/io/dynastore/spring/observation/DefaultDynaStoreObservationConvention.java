package io.dynastore.spring.observation;

import io.dynastore.Operation;
import io.dynastore.spring.observation.DynaStoreObservationDocumentation.HighCardinalityKeyNames;
import io.dynastore.spring.observation.DynaStoreObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The default convention: the keys of OpenTelemetry's conventions for databases, and those of
 * {@link DynaStoreObservationDocumentation}. The keys of entries are never recorded: there are too many, and they may be
 * sensitive.
 *
 * <p>Immutable, thread-safe, and designed for extension.
 */
public class DefaultDynaStoreObservationConvention implements DynaStoreObservationConvention {
    static final DefaultDynaStoreObservationConvention INSTANCE = new DefaultDynaStoreObservationConvention();

    private static final KeyValue SYSTEM = LowCardinalityKeyNames.SYSTEM.withValue("aws.dynamodb");

    /** Creates the convention. */
    public DefaultDynaStoreObservationConvention() {}

    @Override
    public String getName() {
        return "dynastore.operation";
    }

    @Override
    public String getContextualName(DynaStoreObservationContext context) {
        Operation operation = context.operation();
        return operation.name() + " " + (operation.partition() == null ? operation.table() : operation.partition());
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(DynaStoreObservationContext context) {
        Operation operation = context.operation();
        return KeyValues.of(
                SYSTEM,
                LowCardinalityKeyNames.REQUEST.withValue(OperationKeys.request(operation.request())),
                LowCardinalityKeyNames.TABLE.withValue(operation.table()),
                LowCardinalityKeyNames.PARTITION.withValue(OperationKeys.orNone(operation.partition())),
                LowCardinalityKeyNames.OPERATION.withValue(operation.name()),
                LowCardinalityKeyNames.OUTCOME.withValue(OperationKeys.outcome(context.outcome())),
                LowCardinalityKeyNames.ERROR.withValue(errorType(context.getError())));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(DynaStoreObservationContext context) {
        String requestId = context.operation().requestId();
        return requestId == null
                ? KeyValues.empty()
                : KeyValues.of(HighCardinalityKeyNames.REQUEST_ID.withValue(requestId));
    }

    /** Returns the error. AWS throws the same class for many errors and distinguishes them by a code. */
    private static String errorType(@Nullable Throwable error) {
        if (error == null) {
            return KeyValue.NONE_VALUE;
        }
        if (error instanceof AwsServiceException service
                && service.awsErrorDetails() != null
                && service.awsErrorDetails().errorCode() != null) {
            return service.awsErrorDetails().errorCode();
        }
        String name = error.getClass().getSimpleName();
        return name.isEmpty() ? error.getClass().getName() : name;
    }
}
