package io.dynastore.testkit.history;

import org.jspecify.annotations.Nullable;

/**
 * A model of a store that executes one call at a time.
 *
 * @param <S> the states, which are immutable and have equals and hashCode
 * @param <E> the calls
 */
public interface Model<S, E extends Event> {
    S initial();

    /**
     * Returns the state after a call that has taken effect with its result, or with any result if that is unknown. Returns null
     * if this is impossible in the given state.
     */
    @Nullable
    S apply(S state, E event);
}
