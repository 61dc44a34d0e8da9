package io.dynastore;

/** There is no live entry under the key: it was never written, was deleted, or has expired. */
public final class KeyNotFoundException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    KeyNotFoundException(Address address) {
        super(address, "Not found: " + address + ". It was never written, was deleted, or has expired.", null);
    }
}
