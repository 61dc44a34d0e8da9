package io.dynastore.spring.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** The observations of dynastore and their keys. */
public enum DynaStoreObservationDocumentation implements ObservationDocumentation {
    /**
     * One operation on a store, such as a get, from the call to its return, with all its requests and their retries. That an
     * entry is missing, exists already or was changed by others is an outcome, not an error.
     */
    OPERATION {
        @Override
        public String getName() {
            return "dynastore.operation";
        }

        @Override
        public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
            return DefaultDynaStoreObservationConvention.class;
        }

        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return LowCardinalityKeyNames.values();
        }

        @Override
        public KeyName[] getHighCardinalityKeyNames() {
            return HighCardinalityKeyNames.values();
        }
    };

    /** The keys that are always there, with few values: {@code none} where there is nothing to say. */
    public enum LowCardinalityKeyNames implements KeyName {
        /** The database: {@code aws.dynamodb}. */
        SYSTEM("db.system.name"),
        /** The request that was sent last, such as {@code GetItem}; {@code none} if there was none. */
        REQUEST("db.operation.name"),
        /** The table; of a transaction, that of its first action. */
        TABLE("db.collection.name"),
        /** The partition; {@code none} for transactions and for lists of a global index over all partitions. */
        PARTITION("dynastore.partition"),
        /** The operation, such as {@code get}. */
        OPERATION("dynastore.operation"),
        /**
         * How it ended: {@code success}, {@code not_found}, {@code exists}, {@code conflict}, {@code throttled} or {@code
         * error}; {@code none} while it runs.
         */
        OUTCOME("dynastore.outcome"),
        /** What went wrong: the error code of AWS, or else the simple name of an exception; {@code none} if nothing did. */
        ERROR("error.type");

        private final String key;

        LowCardinalityKeyNames(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }

    /** The keys with many values, which are for traces. */
    public enum HighCardinalityKeyNames implements KeyName {
        /** What AWS calls the request that was answered last; absent if there was no answer. */
        REQUEST_ID("aws.request_id");

        private final String key;

        HighCardinalityKeyNames(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }
}
