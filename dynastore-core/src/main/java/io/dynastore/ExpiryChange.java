package io.dynastore;

/**
 * The change that a write makes to the expiry of its entry.
 *
 * @param kind whether the expiry is set, removed or kept
 * @param second the epoch second at which the entry expires, if it is set
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
