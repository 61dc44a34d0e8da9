package io.dynastore;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What one write says beside its value: when the entry expires, and which fields it has. Handed to a lambda, as in
 * {@code customers.put(id, customer, with -> with.timeToLive(Duration.ofDays(30)).field("created", now))}.
 *
 * <p>Without a word about the expiry, {@code put} and {@code create} give the entry the partition's default time to live,
 * or none; {@code update} keeps the expiry that is there. Fields that a write does not name stay as they are.
 *
 * <p>Not thread-safe, and of no use after the call that it was made for. What several writes share is best kept as a
 * {@code Consumer<WriteOptions>}.
 */
public final class WriteOptions {
    private final Layout layout;
    private final Address address;
    private final Instant now;
    private final Map<String, @Nullable AttributeValue> fields = new LinkedHashMap<>();
    private ExpiryChange expiry;

    WriteOptions(Layout layout, Address address, Instant now, ExpiryChange expiry) {
        this.layout = layout;
        this.address = address;
        this.now = now;
        this.expiry = expiry;
    }

    ExpiryChange expiry() {
        return expiry;
    }

    Map<String, @Nullable AttributeValue> fields() {
        return fields;
    }

    /**
     * Lets the entry expire after a time, from now on. Expiry is in whole seconds, rounded up.
     *
     * @param timeToLive how long the entry lives; positive
     * @return this
     * @throws IllegalArgumentException if it is zero, negative, or ends after all time
     */
    public WriteOptions timeToLive(Duration timeToLive) {
        expiry = ExpiryChange.to(Expiry.after(address, now, timeToLive));
        return this;
    }

    /**
     * Lets the entry expire at a time. Expiry is in whole seconds, rounded up.
     *
     * @param expiresAt when the entry ceases to exist; in the future
     * @return this
     * @throws IllegalArgumentException if it is not in the future
     */
    public WriteOptions expiresAt(Instant expiresAt) {
        expiry = ExpiryChange.to(Expiry.at(address, now, expiresAt));
        return this;
    }

    /**
     * Lets the entry live until it is deleted, whatever the partition's default is.
     *
     * @return this
     */
    public WriteOptions noExpiry() {
        expiry = ExpiryChange.NONE;
        return this;
    }

    /**
     * Leaves the expiry as it is. An entry that the write creates has none.
     *
     * @return this
     */
    public WriteOptions keepExpiry() {
        expiry = ExpiryChange.KEEP;
        return this;
    }

    /**
     * Sets a field to a string (S).
     *
     * @param name the field's name
     * @param value its value
     * @return this
     * @throws ReservedFieldException if the name is reserved
     */
    public WriteOptions field(String name, String value) {
        return field(name, AttributeValue.fromS(Objects.requireNonNull(value, name)));
    }

    /**
     * Sets a field to a number (N).
     *
     * @param name the field's name
     * @param value its value; finite, and of at most 38 digits
     * @return this
     * @throws ReservedFieldException if the name is reserved
     * @throws IllegalArgumentException if the number is infinite or NaN
     */
    public WriteOptions field(String name, Number value) {
        if (!FieldValues.isFinite(Objects.requireNonNull(value, name))) {
            throw new IllegalArgumentException(
                    "The field '" + name + "' is " + value + " (" + address + "): DynamoDB's numbers are finite.");
        }
        return field(name, FieldValues.ofNumber(name, value));
    }

    /**
     * Sets a field to bytes (B).
     *
     * @param name the field's name
     * @param value its value, copied
     * @return this
     * @throws ReservedFieldException if the name is reserved
     */
    public WriteOptions field(String name, byte[] value) {
        return field(name, FieldValues.of(name, Objects.requireNonNull(value, name)));
    }

    /**
     * Sets a field to a point in time, as a string (S) in UTC with three digits of a second, such as
     * {@code 2026-01-31T09:00:00.000Z}: in an index it sorts by time.
     *
     * @param name the field's name
     * @param value its value, cut to milliseconds
     * @return this
     * @throws ReservedFieldException if the name is reserved
     */
    public WriteOptions field(String name, Instant value) {
        return field(name, FieldValues.ofInstant(Objects.requireNonNull(value, name)));
    }

    /**
     * Sets a field to any of DynamoDB's types.
     *
     * @param name the field's name
     * @param value its value
     * @return this
     * @throws ReservedFieldException if the name is reserved
     */
    public WriteOptions field(String name, AttributeValue value) {
        fields.put(layout.checkField(address, name), Objects.requireNonNull(value, name));
        return this;
    }

    /**
     * Sets several fields, for instance those of another {@link Entry#fields() entry}.
     *
     * @param fields the fields by name
     * @return this
     * @throws ReservedFieldException if a name is reserved
     */
    public WriteOptions fields(Map<String, AttributeValue> fields) {
        fields.forEach(this::field);
        return this;
    }

    /**
     * Removes a field. One that is not there is no error.
     *
     * @param name the field's name
     * @return this
     * @throws ReservedFieldException if the name is reserved
     */
    public WriteOptions removeField(String name) {
        fields.put(layout.checkField(address, name), null);
        return this;
    }

    /** Returns where the write goes and the names of its fields; not their values, which may be sensitive. */
    @Override
    public String toString() {
        return "WriteOptions[" + address + ", fields " + fields.keySet() + "]";
    }
}
