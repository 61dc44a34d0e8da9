package io.dynastore.embedded.history;

import io.dynastore.embedded.history.Call.Effect;
import io.dynastore.testkit.history.Event;
import io.dynastore.testkit.history.Recorder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The recorded calls and observations of clients. Thread-safe. */
final class Observations {
    private final Recorder<Call> recorder = new Recorder<>();
    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private final Set<String> listed = ConcurrentHashMap.newKeySet();

    /** Records a request that begins now and may or may not take effect. */
    Call begin(String what) {
        return recorder.begin((number, now) -> new Call(number + " " + what, state -> state, now, Event.NEVER));
    }

    /** Records the answer to a request right after its arrival. */
    void end(Call begun, String answer, Effect effect) {
        recorder.end(begun, now -> new Call(begun.what() + answer, effect, begun.invoked(), now));
    }

    /** Records that a value was written by a request that succeeded. */
    void wrote(String value) {
        written.add(value);
    }

    /** Records that a list contained a value. Its values may be from different moments, but each was committed. */
    void listed(String value) {
        listed.add(value);
    }

    /** Returns the values that were listed although no successful request wrote them. */
    Set<String> listedButNeverWritten() {
        Set<String> values = new TreeSet<>(listed);
        values.removeAll(written);
        return values;
    }

    List<Call> calls() {
        return recorder.events();
    }
}
