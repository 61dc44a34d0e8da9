package io.dynastore;

/**
 * What a write does to the expiry of its entry.
 *
 * @param kind whether the expiry is set, removed or left alone
 * @param second the epoch second at which the entry ceases to exist, if it is set
 */
record ExpiryChange(Kind kind, long second) {
    static final ExpiryChange NONE = new ExpiryChange(Kind.REMOVE, 0);
    static final ExpiryChange KEEP = new ExpiryChange(Kind.KEEP, 0);

    enum Kind {
        SET,
        REMOVE,
        KEEP
    }

    static ExpiryChange to(long second) {
        return new ExpiryChange(Kind.SET, second);
    }
}
