package io.dynastore;

import io.dynastore.internal.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The expiry and the fields of one write. Options are passed to a lambda, as in
 * {@code customers.put(id, customer, with -> with.timeToLive(Duration.ofDays(30)).field("created", now))}.
 *
 * <p>If no expiry is set, {@code put} and {@code create} give the entry the partition's default time to live, or none;
 * {@code update} keeps the entry's expiry. Fields that a write does not name stay as they are.
 *
 * <p>A field that DynamoDB would refuse or change is refused with an {@link IllegalArgumentException} before anything is sent:
 * a name or a string with an unpaired surrogate, a name of 64 KB or more, a number out of range, an empty set, nesting deeper
 * than 32 levels, and, if the table's definition has an index on the field, another type, an empty value, or one longer than an
 * index's keys may be. So is a put or an update of more fields than an update expression of DynamoDB, with 4 KB, can name: about
 * 280.
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
     * @param value its value
     * @return this
     * @throws ReservedFieldException if the name is reserved
     * @throws IllegalArgumentException if the number is infinite or NaN, has more than 38 significant digits, or its magnitude is
     *     neither zero nor from 1E-130 to 9.99E+125, DynamoDB's range
     */
    public WriteOptions field(String name, Number value) {
        return field(name, FieldValues.of(Objects.requireNonNull(value, name), refusal(name)));
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
        return field(name, AttributeValue.fromB(SdkBytes.fromByteArray(Objects.requireNonNull(value, name))));
    }

    /**
     * Sets a field to an instant, as a string (S) in UTC with milliseconds, such as {@code 2026-01-31T09:00:00.000Z}, which an
     * index sorts by time.
     *
     * @param name the field's name
     * @param value its value, which is truncated to milliseconds
     * @return this
     * @throws ReservedFieldException if the name is reserved
     * @throws IllegalArgumentException if its year is not 0000 to 9999: its text would not sort by time
     */
    public WriteOptions field(String name, Instant value) {
        return field(name, FieldValues.of(Objects.requireNonNull(value, name), refusal(name)));
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
        layout.checkField(address, name);
        layout.checkValue(name, Objects.requireNonNull(value, name), refusal(name));
        fields.put(name, value);
        return this;
    }

    private Function<String, IllegalArgumentException> refusal(String field) {
        return problem ->
                new IllegalArgumentException("The field " + Texts.quote(field) + " of " + address + " " + problem);
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
        return "WriteOptions[" + address + ", fields "
                + fields.keySet().stream().map(Texts::escape).toList() + "]";
    }
}
