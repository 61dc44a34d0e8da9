package io.dynastore.spring.observation;

import io.dynastore.Operation;
import io.dynastore.Operation.Outcome;
import io.dynastore.spring.observation.DynaStoreObservationDocumentation.HighCardinalityKeyNames;
import io.dynastore.spring.observation.DynaStoreObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

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

    private static final Bounded<Subject, KeyValues> KEYS = new Bounded<>(Subject::keyValues);

    /** What the keys tell apart. */
    private record Subject(
            String table,
            @Nullable String partition,
            String operation,
            @Nullable Class<?> request,
            @Nullable Outcome outcome,
            String error) {
        KeyValues keyValues() {
            return KeyValues.of(
                    SYSTEM,
                    LowCardinalityKeyNames.REQUEST.withValue(OperationKeys.request(request)),
                    LowCardinalityKeyNames.TABLE.withValue(table),
                    LowCardinalityKeyNames.PARTITION.withValue(OperationKeys.orNone(partition)),
                    LowCardinalityKeyNames.OPERATION.withValue(operation),
                    LowCardinalityKeyNames.OUTCOME.withValue(OperationKeys.outcome(outcome)),
                    LowCardinalityKeyNames.ERROR.withValue(error));
        }
    }

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
        DynamoDbRequest request = operation.request();
        return KEYS.of(new Subject(
                operation.table(),
                operation.partition(),
                operation.name(),
                request == null ? null : request.getClass(),
                context.outcome(),
                errorType(context.getError())));
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
