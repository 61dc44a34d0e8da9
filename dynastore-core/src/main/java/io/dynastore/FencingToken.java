package io.dynastore;

import java.util.Objects;
import java.util.function.LongSupplier;

/** Where a view of a partition takes the fencing token of each of its writes from. */
final class FencingToken {
    /** Instead of a token, of a write that is not fenced. Tokens are positive. */
    static final long NONE = 0;

    /** Of a view that is not fenced. */
    static final LongSupplier UNFENCED = () -> NONE;

    private FencingToken() {}

    static LongSupplier of(Address address, long token) {
        checkPositive(address, token);
        return () -> token;
    }

    /** Asks at each write, and fails if the right is known to be lost. */
    static LongSupplier of(Address address, Fence fence) {
        Objects.requireNonNull(fence, "fence");
        return () -> {
            fence.ensureHeld();
            return checkPositive(address, fence.token());
        };
    }

    private static long checkPositive(Address address, long token) {
        if (token <= NONE) {
            throw new IllegalArgumentException("The fencing token must be positive, but is " + token + " (" + address
                    + "). Take the token of a lease.");
        }
        return token;
    }
}
