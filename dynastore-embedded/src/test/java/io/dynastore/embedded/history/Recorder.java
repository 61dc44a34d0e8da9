package io.dynastore.embedded.history;

import io.dynastore.embedded.history.Call.Effect;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Records calls with the moments at which they began and ended. Thread-safe. */
final class Recorder {
    private final AtomicLong time = new AtomicLong();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private final Set<String> listed = ConcurrentHashMap.newKeySet();

    /** The moment right before a request. */
    long now() {
        return time.incrementAndGet();
    }

    /** Records a call right after its answer. */
    void returned(long invoked, String what, Effect effect) {
        calls.add(new Call(what, effect, invoked, time.incrementAndGet()));
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
        return List.copyOf(calls);
    }
}
