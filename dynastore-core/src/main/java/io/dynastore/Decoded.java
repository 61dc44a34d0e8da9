package io.dynastore;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A value that was decoded, or the reason why it could not be. Views with a {@linkplain Codec#tolerant() tolerant} codec have
 * such values, so that one broken entry does not hide the others:
 *
 * <pre>{@code
 * for (Entry<Decoded<Order>> entry : orders.as(orders.codec().tolerant()).list(query).items()) {
 *     DynaStoreException problem = entry.value().problem();
 *     ...
 * }
 * }</pre>
 *
 * <p>Immutable if the value is.
 *
 * @param <V> the type of the value
 */
public final class Decoded<V> {
    private final @Nullable AttributeValue payload;
    private final @Nullable V value;
    private final @Nullable DynaStoreException problem;

    private Decoded(@Nullable AttributeValue payload, @Nullable V value, @Nullable DynaStoreException problem) {
        this.payload = payload;
        this.value = value;
        this.problem = problem;
    }

    static <V> Decoded<V> readable(AttributeValue payload, V value) {
        return new Decoded<>(payload, value, null);
    }

    static <V> Decoded<V> unreadable(@Nullable AttributeValue payload, DynaStoreException problem) {
        return new Decoded<>(payload, null, problem);
    }

    /** {@return whether there is a value} */
    public boolean isReadable() {
        return value != null;
    }

    /**
     * {@return the value}
     *
     * @throws DynaStoreException the {@link #problem()}, if there is no value
     */
    public V value() {
        if (value == null) {
            throw Objects.requireNonNull(problem);
        }
        return value;
    }

    /**
     * {@return the reason why there is no value; null if there is one} It is a {@link CodecException}, or a
     * {@link MalformedItemException} if the item has no payload, and names table, partition and key.
     */
    public @Nullable DynaStoreException problem() {
        return problem;
    }

    /** {@return the payload as it is stored; null if the item has none} */
    public @Nullable AttributeValue payload() {
        return payload;
    }

    /** Two are equal if their payloads and values are; problems are not compared. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Decoded<?> that
                && Objects.equals(payload, that.payload)
                && Objects.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(payload);
    }

    /** {@return whether there is a value, or the problem} The value may be sensitive, so it is not part of the text. */
    @Override
    public String toString() {
        return "Decoded[" + (problem == null ? "readable" : problem.getMessage()) + "]";
    }
}
