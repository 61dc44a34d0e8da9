package io.dynastore;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Thrown if the entry exists, but not at the revision that an {@code update} or {@code delete} expected: another client has
 * written it. The exception carries the entry, which came with DynamoDB's refusal and costs no further request.
 */
public final class KeyModifiedException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    private final transient StoredItem current;

    /**
     * Creates an exception, for a test's own implementation of {@link Partition}.
     *
     * @param <V> the type of the value
     * @param expected the revision that the write expected
     * @param current the current entry
     * @param codec encodes its value
     */
    public <V> KeyModifiedException(Revision expected, Entry<V> current, Codec<V> codec) {
        this(new Address(current.table(), current.partition(), current.key()), expected, StoredItem.of(current, codec));
    }

    KeyModifiedException(Address address, Revision expected, StoredItem current) {
        super(
                address,
                "Modified meanwhile: " + address + ", expected at revision " + expected + " but is at "
                        + current.describeRevision() + ". Apply the change to current() and try again.",
                null);
        this.current = current;
    }

    /**
     * Returns the current entry, with its payload as DynamoDB stores it.
     *
     * @return the entry as it was when the write was refused
     * @throws MalformedItemException if another program wrote it and it is not an entry
     */
    public Entry<AttributeValue> current() {
        return current.entry(Codec.attribute());
    }

    /**
     * Returns the current entry, with its value decoded.
     *
     * @param <V> the type of the value
     * @param codec decodes the value, usually the {@linkplain Partition#codec() partition's}
     * @return the entry as it was when the write was refused
     * @throws MalformedItemException if another program wrote it and it is not an entry
     * @throws CodecException if the payload cannot be decoded
     */
    public <V> Entry<V> current(Codec<V> codec) {
        return current.entry(codec);
    }
}
