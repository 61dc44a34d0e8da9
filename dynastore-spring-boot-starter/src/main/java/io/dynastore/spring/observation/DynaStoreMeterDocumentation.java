package io.dynastore.spring.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import org.jspecify.annotations.Nullable;

/** The meters of dynastore beside those that are made of its observations. */
public enum DynaStoreMeterDocumentation implements MeterDocumentation {
    /** Read capacity that DynamoDB says it charged. */
    READ_CAPACITY("dynastore.consumed.read.capacity", "units", "Read capacity that DynamoDB says it charged."),

    /** Write capacity that DynamoDB says it charged; it does not tell for a write whose condition failed. */
    WRITE_CAPACITY("dynastore.consumed.write.capacity", "units", "Write capacity that DynamoDB says it charged."),

    /** Requests to DynamoDB, the retries of the AWS SDK not counted. */
    REQUESTS("dynastore.requests", null, "Requests to DynamoDB, the retries of the AWS SDK not counted."),

    /** Retries of the AWS SDK, after errors, throttling and lost replies. */
    RETRIES("dynastore.retries", null, "Retries of the AWS SDK, after errors, throttling and lost replies.");

    private final String name;
    private final @Nullable String unit;
    private final String description;

    DynaStoreMeterDocumentation(String name, @Nullable String unit, String description) {
        this.name = name;
        this.unit = unit;
        this.description = description;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public @Nullable String getBaseUnit() {
        return unit;
    }

    @Override
    public Meter.Type getType() {
        return Meter.Type.COUNTER;
    }

    @Override
    public KeyName[] getKeyNames() {
        return OperationKeyNames.values();
    }

    /**
     * What the meter counts, in a sentence.
     *
     * @return the description
     */
    public String description() {
        return description;
    }

    /** The keys of the meters of operations. All are always there. */
    public enum OperationKeyNames implements KeyName {
        /** The table; of a transaction, that of its first action. */
        TABLE("db.collection.name"),
        /** The partition; {@code none} for transactions and for lists of a global index over all partitions. */
        PARTITION("dynastore.partition"),
        /** The operation, such as {@code get}. */
        OPERATION("dynastore.operation"),
        /**
         * How the operation ended: {@code success}, {@code not_found}, {@code exists}, {@code conflict}, {@code throttled} or
         * {@code error}.
         */
        OUTCOME("dynastore.outcome");

        private final String key;

        OperationKeyNames(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }
}
