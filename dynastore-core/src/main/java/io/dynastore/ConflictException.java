package io.dynastore;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A write that was refused because of the current entry, which came with DynamoDB's refusal and cost no further request. */
abstract class ConflictException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** The item that refused the write. */
    private final StoredItem current;

    ConflictException(Address address, String message, StoredItem current) {
        super(address, message, null);
        this.current = current;
    }

    static Address address(Entry<?> entry) {
        return new Address(entry.table(), entry.partition(), entry.key());
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
