package io.dynastore.lease;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs work under a lease, and releases the lease afterwards. */
final class LeasedWork {
    private LeasedWork() {}

    /** Returns work without a result as a function with one. */
    static Function<Lease, Boolean> of(Consumer<? super Lease> work) {
        Objects.requireNonNull(work, "work");
        return lease -> {
            work.accept(lease);
            return true;
        };
    }

    static <R> Optional<R> call(Optional<Lease> acquired, Function<? super Lease, R> work) {
        try (Lease lease = acquired.orElse(null)) {
            return lease == null ? Optional.empty() : Optional.of(work.apply(lease));
        }
    }
}
