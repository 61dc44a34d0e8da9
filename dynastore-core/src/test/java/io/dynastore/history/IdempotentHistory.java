package io.dynastore.history;

import io.dynastore.testkit.history.Event;
import io.dynastore.testkit.history.Model;
import io.dynastore.testkit.history.Recorder;
import io.dynastore.testkit.history.Search;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What several threads did by idempotent operations, each of which adds a text to a log and returns it, and whether it is
 * linearizable: whether each call can be thought to happen at one moment between its begin and its end, the first of a key by
 * adding its text, and all others by returning the same one. Thread-safe.
 */
public final class IdempotentHistory {
    private final Recorder<Step> recorder = new Recorder<>();

    /**
     * A call.
     *
     * @param key the key; null if the call reads the log
     * @param text the text that it adds if it is the first of its key
     * @param result what it returned; null if that is unknown
     */
    record Step(
            long number,
            @Nullable String key,
            String text,
            @Nullable String result,
            long invoked,
            long returned,
            boolean optional)
            implements Event {}

    /** The results by key, and the log. */
    private record State(Map<String, String> results, String log) {}

    private static final class Log implements Model<State, Step> {
        @Override
        public State initial() {
            return new State(Map.of(), "");
        }

        @Override
        public @Nullable State apply(State state, Step step) {
            if (step.key() == null) {
                return state.log().equals(step.result()) ? state : null;
            }
            String recorded = state.results().get(step.key());
            String result = recorded == null ? step.text() : recorded;
            if (step.result() != null && !step.result().equals(result)) {
                return null;
            }
            if (recorded != null) {
                return state;
            }
            Map<String, String> results = new TreeMap<>(state.results());
            results.put(step.key(), result);
            return new State(results, state.log() + step.text() + ";");
        }
    }

    /** Begins a call right before it is made. */
    public Running begin(String key, String text) {
        return new Running(recorder.begin((number, now) -> new Step(number, key, text, null, now, Event.NEVER, true)));
    }

    /** Begins to read the log. */
    public Running beginRead() {
        return new Running(recorder.begin((number, now) -> new Step(number, null, "", null, now, Event.NEVER, true)));
    }

    /** Returns why the history is not linearizable, or empty if it is. */
    public Optional<String> violation() {
        return Search.violation(new Log(), recorder.events());
    }

    /** A call between its begin and its end. End it once, or never if its outcome is unknown. */
    public final class Running {
        private final Step begun;

        private Running(Step begun) {
            this.begun = begun;
        }

        /** The call has returned. */
        public void returned(String result) {
            recorder.end(
                    begun,
                    now -> new Step(begun.number(), begun.key(), begun.text(), result, begun.invoked(), now, false));
        }

        /** Nothing was written. */
        public void noEffect() {
            recorder.forget(begun);
        }
    }
}
