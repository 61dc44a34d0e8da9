package io.dynastore.spring.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** The observations of dynastore and their keys. */
public enum DynaStoreObservationDocumentation implements ObservationDocumentation {
    /**
     * One operation on a store, such as a get, from the call to its return, with all its requests and their retries. An entry that
     * is missing, exists already or was changed concurrently is an outcome, not an error.
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

    /** The keys that are always present, with few values. A value that is absent is {@code none}. */
    public enum LowCardinalityKeyNames implements KeyName {
        /** The database: {@code aws.dynamodb}. */
        SYSTEM("db.system.name"),
        /** The last request, such as {@code GetItem}; {@code none} if none was sent. */
        REQUEST("db.operation.name"),
        /** The table; for a transaction, the table of its first action. */
        TABLE("db.collection.name"),
        /** The partition; {@code none} for transactions and for lists of a global index over all partitions. */
        PARTITION("dynastore.partition"),
        /** The operation, such as {@code get}. */
        OPERATION("dynastore.operation"),
        /**
         * The outcome: {@code success}, {@code not_found}, {@code exists}, {@code conflict}, {@code throttled} or {@code
         * error}; {@code none} while it runs.
         */
        OUTCOME("dynastore.outcome"),
        /** The error code of AWS, or else the simple name of an exception; {@code none} without an error. */
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

    /** The keys with many values, for traces. */
    public enum HighCardinalityKeyNames implements KeyName {
        /** The request id that AWS assigned to the last response; absent if there was no response. */
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
