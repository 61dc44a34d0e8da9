package io.dynastore;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Thrown by {@code create} if the entry exists already. The exception carries the entry, which came with DynamoDB's refusal
 * and costs no further request.
 */
public final class KeyExistsException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    private final transient StoredItem current;

    /**
     * Creates an exception, for a test's own implementation of {@link Partition}.
     *
     * @param <V> the type of the value
     * @param current the existing entry
     * @param codec encodes its value
     */
    public <V> KeyExistsException(Entry<V> current, Codec<V> codec) {
        this(new Address(current.table(), current.partition(), current.key()), StoredItem.of(current, codec));
    }

    KeyExistsException(Address address, StoredItem current) {
        super(
                address,
                "Already exists: " + address + ", at " + current.describeRevision()
                        + ". Use update to change it, or put to write it in any case.",
                null);
        this.current = current;
    }

    /**
     * Returns the existing entry, with its payload as DynamoDB stores it.
     *
     * @return the entry as it was when the write was refused
     * @throws MalformedItemException if another program wrote it and it is not an entry
     */
    public Entry<AttributeValue> current() {
        return current.entry(Codec.attribute());
    }

    /**
     * Returns the existing entry, with its value decoded.
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
