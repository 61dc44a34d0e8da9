package io.dynastore.embedded.history;

import io.dynastore.testkit.history.Event;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a client did with some items, and what came of it.
 *
 * @param effect what it comes to
 * @param invoked the moment before the request
 * @param returned the moment after the answer; {@link #NEVER} if there was none, so that it may happen later or never
 */
record Call(String what, Effect effect, long invoked, long returned) implements Event {
    /** One step of a store without concurrency. States map items that are there to their values. */
    @FunctionalInterface
    interface Effect {
        /** The state afterwards; null if the call cannot have had its answer in the state before. */
        @Nullable
        Map<String, String> on(Map<String, String> state);

        /** This and then another, in one step. */
        default Effect and(Effect other) {
            return state -> {
                Map<String, String> after = on(state);
                return after == null ? null : other.on(after);
            };
        }

        /** Finds a value, or null for no item. */
        static Effect found(String item, @Nullable String value) {
            return state -> Objects.equals(state.get(item), value) ? state : null;
        }

        /** Finds anything but a value. */
        static Effect otherThan(String item, @Nullable String value) {
            return state -> Objects.equals(state.get(item), value) ? null : state;
        }

        /** Leaves a value, or null for no item. */
        static Effect left(String item, @Nullable String value) {
            return state -> {
                Map<String, String> after = new TreeMap<>(state);
                if (value == null) {
                    after.remove(item);
                } else {
                    after.put(item, value);
                }
                return after;
            };
        }
    }

    @Override
    public boolean optional() {
        return returned == NEVER;
    }

    @Override
    public String toString() {
        return "[" + invoked + ".." + (optional() ? "" : returned) + "] " + what;
    }
}
