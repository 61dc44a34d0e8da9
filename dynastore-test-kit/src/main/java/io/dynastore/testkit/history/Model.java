package io.dynastore.testkit.history;

import org.jspecify.annotations.Nullable;

/**
 * What a store does when calls come one at a time.
 *
 * @param <S> the states, which are immutable and have equals and hashCode
 * @param <E> the calls
 */
public interface Model<S, E extends Event> {
    S initial();

    /**
     * Returns the state after the call took effect with its result; for an unknown result, after it took effect at all. Null
     * if it cannot have, from this state.
     */
    @Nullable
    S apply(S state, E event);
}
