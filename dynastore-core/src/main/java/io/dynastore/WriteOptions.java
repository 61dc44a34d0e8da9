package io.dynastore;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The expiry and the fields of one write. Options are passed to a lambda, as in
 * {@code customers.put(id, customer, with -> with.timeToLive(Duration.ofDays(30)).field("created", now))}.
 *
 * <p>If no expiry is set, {@code put} and {@code create} give the entry the partition's default time to live, or none;
 * {@code update} keeps the entry's expiry. Fields that a write does not name stay as they are.
 *
 * <p>Not thread-safe, and invalid after the call. Keep options that several writes share in a
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

    Address address() {
        return address;
    }

    Instant now() {
        return now;
    }

    ExpiryChange expiry() {
        return expiry;
    }

    Map<String, @Nullable AttributeValue> fields() {
        return fields;
    }

    /**
     * Sets the time after which the entry expires, beginning now. It is rounded up to whole seconds.
     *
     * @param timeToLive how long the entry lives; positive
     * @return this
     * @throws IllegalArgumentException if it is zero or negative, or ends after the latest time
     */
    public WriteOptions timeToLive(Duration timeToLive) {
        expiry = ExpiryChange.to(Expiry.after(address, now, timeToLive));
        return this;
    }

    /**
     * Sets the time at which the entry expires. It is rounded up to whole seconds.
     *
     * @param expiresAt the time; in the future
     * @return this
     * @throws IllegalArgumentException if it is not in the future
     */
    public WriteOptions expiresAt(Instant expiresAt) {
        expiry = ExpiryChange.to(Expiry.at(address, now, expiresAt));
        return this;
    }

    /**
     * Removes the expiry, whatever the partition's default is: the entry exists until it is deleted.
     *
     * @return this
     */
    public WriteOptions noExpiry() {
        expiry = ExpiryChange.NONE;
        return this;
    }

    /**
     * Keeps the entry's expiry. An entry that the write creates has none.
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
     * @param value its value; finite, with at most 38 digits
     * @return this
     * @throws ReservedFieldException if the name is reserved
     * @throws IllegalArgumentException if the number is infinite or NaN
     */
    public WriteOptions field(String name, Number value) {
        if (!FieldValues.isFinite(Objects.requireNonNull(value, name))) {
            throw new IllegalArgumentException(
                    "The field '" + name + "' is " + value + " (" + address + "), but numbers in DynamoDB are finite.");
        }
        return field(name, FieldValues.ofNumber(name, value));
    }

    /**
     * Sets a field to bytes (B).
     *
     * @param name the field's name
     * @param value its value, which is copied
     * @return this
     * @throws ReservedFieldException if the name is reserved
     */
    public WriteOptions field(String name, byte[] value) {
        return field(name, FieldValues.of(name, Objects.requireNonNull(value, name)));
    }

    /**
     * Sets a field to an instant, as a string (S) in UTC with milliseconds, such as {@code 2026-01-31T09:00:00.000Z}, which an
     * index sorts by time.
     *
     * @param name the field's name
     * @param value its value, which is truncated to milliseconds
     * @return this
     * @throws ReservedFieldException if the name is reserved
     */
    public WriteOptions field(String name, Instant value) {
        return field(name, FieldValues.ofInstant(Objects.requireNonNull(value, name)));
    }

    /**
     * Sets a field to a value of any type of DynamoDB.
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
     * Removes a field. Removing a missing field is not an error.
     *
     * @param name the field's name
     * @return this
     * @throws ReservedFieldException if the name is reserved
     */
    public WriteOptions removeField(String name) {
        fields.put(layout.checkField(address, name), null);
        return this;
    }

    /** {@return the entry and the names of the fields, without their values, which may be sensitive} */
    @Override
    public String toString() {
        return "WriteOptions[" + address + ", fields " + fields.keySet() + "]";
    }
}
