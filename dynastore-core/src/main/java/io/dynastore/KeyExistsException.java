package io.dynastore;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A {@code create} found a live entry under the key. The entry came with DynamoDB's refusal, so looking at it costs no
 * further request.
 */
public final class KeyExistsException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    private final transient StoredItem current;

    /**
     * Creates an exception, for a test's own implementation of {@link Partition}.
     *
     * @param <V> the type of the value
     * @param current the entry that stands in the way
     * @param codec encodes its value
     */
    public <V> KeyExistsException(Entry<V> current, Codec<V> codec) {
        this(new Address(current.table(), current.partition(), current.key()), StoredItem.of(current, codec));
    }

    KeyExistsException(Address address, StoredItem current) {
        super(
                address,
                "Already exists: " + address + ", at " + current.describeRevision()
                        + ". Use update to change it, or put to write it whatever is there.",
                null);
        this.current = current;
    }

    /**
     * The entry that is in the way, its payload as DynamoDB holds it.
     *
     * @return the entry as it was when the write was refused
     * @throws MalformedItemException if another program wrote it and it is no entry
     */
    public Entry<AttributeValue> current() {
        return current.entry(Codec.attribute());
    }

    /**
     * The entry that is in the way, its value decoded.
     *
     * @param <V> the type of the value
     * @param codec how to decode it, usually the {@linkplain Partition#codec() partition's}
     * @return the entry as it was when the write was refused
     * @throws MalformedItemException if another program wrote it and it is no entry
     * @throws CodecException if the payload cannot be decoded
     */
    public <V> Entry<V> current(Codec<V> codec) {
        return current.entry(codec);
    }
}
