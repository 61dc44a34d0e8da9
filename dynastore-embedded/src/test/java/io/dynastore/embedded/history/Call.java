package io.dynastore.embedded.history;

import io.dynastore.testkit.history.Event;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A call by a client on some items, and its result.
 *
 * @param effect the effect that its answer implies
 * @param invoked the moment before the request
 * @param returned the moment after the answer; {@link #NEVER} if there was none, so that the effect may come later or never
 */
record Call(String what, Effect effect, long invoked, long returned) implements Event {
    /** A step of a store without concurrency. A state maps existing items to their values. */
    @FunctionalInterface
    interface Effect {
        /** Returns the state afterwards; null if the call cannot have had its answer in the state before. */
        @Nullable
        Map<String, String> on(Map<String, String> state);

        /** Returns this effect followed by another, in one step. */
        default Effect and(Effect other) {
            return state -> {
                Map<String, String> after = on(state);
                return after == null ? null : other.on(after);
            };
        }

        /** Returns the effect of finding a value, or null for no item. */
        static Effect found(String item, @Nullable String value) {
            return state -> Objects.equals(state.get(item), value) ? state : null;
        }

        /** Returns the effect of finding anything but a value. */
        static Effect otherThan(String item, @Nullable String value) {
            return state -> Objects.equals(state.get(item), value) ? null : state;
        }

        /** Returns the effect of writing a value, or null for deleting the item. */
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
