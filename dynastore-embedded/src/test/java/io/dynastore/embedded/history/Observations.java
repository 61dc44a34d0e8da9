package io.dynastore.embedded.history;

import io.dynastore.embedded.history.Call.Effect;
import io.dynastore.testkit.history.Event;
import io.dynastore.testkit.history.Recorder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What clients did and saw. Thread-safe. */
final class Observations {
    private final Recorder<Call> recorder = new Recorder<>();
    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private final Set<String> listed = ConcurrentHashMap.newKeySet();

    /** Records a request that begins now, and may have any effect or none. */
    Call begin(String what) {
        return recorder.begin((number, now) -> new Call(number + " " + what, state -> state, now, Event.NEVER));
    }

    /** Records the answer to a request, right after it came. */
    void end(Call begun, String answer, Effect effect) {
        recorder.end(begun, now -> new Call(begun.what() + answer, effect, begun.invoked(), now));
    }

    /** Records that a value was written by a request that succeeded. */
    void wrote(String value) {
        written.add(value);
    }

    /** Records that a list had a value. It may be of another moment than the rest of the list, but not of no moment. */
    void listed(String value) {
        listed.add(value);
    }

    /** What is in no serial order: values that were listed though no request that succeeded wrote them. */
    Set<String> listedButNeverWritten() {
        Set<String> values = new TreeSet<>(listed);
        values.removeAll(written);
        return values;
    }

    List<Call> calls() {
        return recorder.events();
    }
}
