package io.dynastore;

/**
 * Thrown if the entry exists, but not at the revision that an {@code update} or {@code delete} expected: it has been written
 * since. {@code modify} throws it if other clients were faster fifty times in a row. The exception carries the entry, which came
 * with DynamoDB's refusal and costs no further request.
 */
public final class KeyModifiedException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** The revision that the write expected. */
    private final Revision expected;

    /**
     * Creates an exception, for a test's own implementation of {@link Partition}.
     *
     * @param <V> the type of the value
     * @param expected the revision that the write expected
     * @param current the current entry
     * @param codec encodes its value
     */
    public <V> KeyModifiedException(Revision expected, Entry<V> current, Codec<V> codec) {
        this(address(current), expected, StoredItem.of(current, codec));
    }

    KeyModifiedException(Address address, Revision expected, StoredItem current) {
        super(
                address,
                "Modified meanwhile: " + address + ", expected at revision " + expected + " but is at "
                        + current.describeRevision() + ". Apply the change to current() and try again.",
                current);
        this.expected = expected;
    }

    /** {@return the revision that the write expected} */
    public Revision expected() {
        return expected;
    }
}
