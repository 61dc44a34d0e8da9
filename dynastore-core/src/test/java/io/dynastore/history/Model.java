package io.dynastore.history;

import org.jspecify.annotations.Nullable;

/** What one key does when operations come one at a time. States are immutable and have equals and hashCode. */
interface Model<S> {
    S initial();

    /**
     * The state after the operation took effect with its result; for an unknown result, after it took effect at all. Null
     * if it cannot have, from this state.
     */
    @Nullable
    S apply(S state, Operation operation);
}
