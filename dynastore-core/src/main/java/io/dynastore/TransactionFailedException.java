package io.dynastore;

import io.dynastore.internal.ItemFormat;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Thrown if a transaction was refused. Nothing of it was written. Each action that failed says why. */
public final class TransactionFailedException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** The actions that failed. */
    private final List<Failure> failures;

    /**
     * Creates an exception, for a test's own implementation of a store.
     *
     * @param table the name of the table that the first action is about
     * @param failures the actions that failed; empty if the reason is not known
     */
    public TransactionFailedException(String table, List<Failure> failures) {
        this(new Address(table, null, null), failures, null);
    }

    TransactionFailedException(Address address, List<Failure> failures, @Nullable Throwable cause) {
        super(
                address,
                "Nothing of the transaction was written: "
                        + (failures.isEmpty()
                                ? "DynamoDB did not say why"
                                : failures.stream().map(Failure::toString).collect(Collectors.joining("; ")))
                        + ".",
                cause);
        this.failures = List.copyOf(failures);
    }

    /**
     * {@return the actions that failed, in their order} The list is immutable, and empty only if DynamoDB did not say which.
     */
    public List<Failure> failures() {
        return failures;
    }

    /** The reason why an action failed. */
    public enum Reason {
        /** The entry exists already. */
        EXISTS,
        /** The entry is not at the expected revision. */
        MODIFIED,
        /** The entry does not exist. */
        NOT_FOUND,
        /** A newer holder has written the entry, or the lease that must be held is lost; a retry cannot succeed. */
        STALE_FENCE,
        /** Other clients wrote the entry at the same time; if it is the only reason, at each of twenty attempts. */
        BUSY,
        /** DynamoDB throttled the transaction. */
        THROTTLED,
        /** The entry would be larger than 400 KB. */
        TOO_LARGE,
        /** Another reason, which the message states. */
        OTHER
    }

    /**
     * An action that failed. Immutable.
     *
     * @serial exclude
     */
    @SuppressWarnings("InvalidBlockTag") // The tag is for javadoc, which documents the serialized form otherwise.
    public static final class Failure implements Serializable {
        private static final long serialVersionUID = 1L;

        private final int action;
        private final Address address;
        private final String partition;
        private final String key;
        private final Reason reason;
        private final @Nullable String message;
        private final @Nullable StoredItem current;

        /**
         * Creates a failure without a current entry.
         *
         * @param action the action's position in the transaction, counted from 0
         * @param table the name of the entry's table
         * @param partition the name of the entry's partition
         * @param key the entry's key
         * @param reason why the action failed
         */
        public Failure(int action, String table, String partition, String key, Reason reason) {
            this(action, table, partition, key, reason, defaultMessage(reason), null);
        }

        /**
         * Creates a failure with the current entry.
         *
         * @param <V> the type of the value
         * @param action the action's position in the transaction, counted from 0
         * @param reason why the action failed
         * @param current the entry
         * @param codec encodes its value
         */
        public <V> Failure(int action, Reason reason, Entry<V> current, Codec<V> codec) {
            this(
                    action,
                    current.table(),
                    current.partition(),
                    current.key(),
                    reason,
                    defaultMessage(reason),
                    StoredItem.of(current, codec));
        }

        private static @Nullable String defaultMessage(Reason reason) {
            return switch (reason) {
                case STALE_FENCE -> "was written by a newer holder";
                case OTHER -> "the reason is unknown";
                default -> null;
            };
        }

        Failure(int action, Target target, Reason reason, @Nullable String message, @Nullable StoredItem current) {
            this(action, target.layout().table(), target.partition(), target.key(), reason, message, current);
        }

        private Failure(
                int action,
                String table,
                String partition,
                String key,
                Reason reason,
                @Nullable String message,
                @Nullable StoredItem current) {
            this.action = action;
            this.address = new Address(table, partition, key);
            this.partition = partition;
            this.key = key;
            this.reason = reason;
            this.message = message;
            this.current = current;
        }

        /** {@return the action's position in the transaction, counted from 0} */
        public int action() {
            return action;
        }

        /** {@return the name of the entry's table} */
        public String table() {
            return address.table();
        }

        /** {@return the name of the entry's partition} */
        public String partition() {
            return partition;
        }

        /** {@return the entry's key} */
        public String key() {
            return key;
        }

        /** {@return the reason why the action failed} */
        public Reason reason() {
            return reason;
        }

        /**
         * Returns the entry as it was when the transaction was refused, with its payload as DynamoDB stores it.
         *
         * @return the entry; null if it did not exist, or was not the reason
         */
        public @Nullable Entry<AttributeValue> current() {
            return current(Codec.attribute());
        }

        /**
         * Returns the entry as it was when the transaction was refused, with its value decoded.
         *
         * @param <V> the type of the value
         * @param codec decodes the value, usually the {@linkplain Partition#codec() partition's}
         * @return the entry; null if it did not exist, or was not the reason
         */
        public <V> @Nullable Entry<V> current(Codec<V> codec) {
            return current == null ? null : current.entry(codec);
        }

        @Override
        public String toString() {
            String where = "action " + action + ", " + address;
            return switch (reason) {
                case EXISTS -> where + ", already exists" + at();
                case MODIFIED -> where + ", was modified meanwhile" + at();
                case NOT_FOUND -> where + ", was not found";
                case STALE_FENCE -> where + ", " + message + at();
                case BUSY -> where + ", is being written by other clients";
                case THROTTLED -> where + ", was throttled";
                case TOO_LARGE -> where + ", is larger than " + ItemFormat.MAX_ITEM_BYTES + " bytes";
                case OTHER -> where + ", failed: " + message;
            };
        }

        private String at() {
            return current == null ? "" : " and is at " + current.describeRevision();
        }
    }
}
