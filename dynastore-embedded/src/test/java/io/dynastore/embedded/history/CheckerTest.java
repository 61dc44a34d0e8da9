package io.dynastore.embedded.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.history.Call.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checker accepts histories that have a serial order, and no others. */
class CheckerTest {
    private final List<Call> calls = new ArrayList<>();

    @Test
    void aReadOfTheLastWriteIsAccepted() {
        call(1, 2, put("x", "1"));
        call(3, 4, Effect.found("x", "1"));
        assertThat(Checker.violation(calls)).isEmpty();
    }

    @Test
    void aStaleReadIsFound() {
        call(1, 2, put("x", "1"));
        call(3, 4, put("x", "2"));
        call(5, 6, Effect.found("x", "1"));
        assertThat(Checker.violation(calls)).isPresent();
    }

    @Test
    void aReadDuringTheWriteMayGiveEither() {
        call(1, 2, put("x", "1"));
        call(3, 9, put("x", "2"));
        call(4, 5, Effect.found("x", "1"));
        call(6, 7, Effect.found("x", "2"));
        assertThat(Checker.violation(calls)).isEmpty();
        call(8, 10, Effect.found("x", "1"));
        assertThat(Checker.violation(calls)).isPresent();
    }

    @Test
    void twoConditionalWritesThatBothSucceedAreFound() {
        call(1, 2, put("x", "1"));
        call(3, 6, Effect.found("x", "1").and(put("x", "2")));
        call(4, 5, Effect.found("x", "1").and(put("x", "3")));
        assertThat(Checker.violation(calls)).isPresent();
    }

    @Test
    void aTransactionThatIsSeenByHalvesIsFound() {
        call(1, 4, put("x", "1").and(put("y", "1")));
        call(2, 3, Effect.found("x", "1").and(Effect.found("y", null)));
        assertThat(Checker.violation(calls)).isPresent();
    }

    @Test
    void aTransactionMayBeSeenByHalvesBySeparateReads() {
        call(1, 4, put("x", "1").and(put("y", "1")));
        call(2, 5, Effect.found("y", null));
        call(3, 6, Effect.found("x", "1"));
        assertThat(Checker.violation(calls)).isEmpty();
    }

    @Test
    void twoTransactionsThatReadWhatTheOtherWritesAreFound() {
        call(1, 3, Effect.found("x", null).and(put("y", "1")));
        call(2, 4, Effect.found("y", null).and(put("x", "1")));
        assertThat(Checker.violation(calls)).isPresent();
    }

    @Test
    void aRefusalWithoutAReasonIsFound() {
        call(1, 2, put("x", "1"));
        call(3, 4, Effect.otherThan("x", "1"));
        assertThat(Checker.violation(calls)).isPresent();
    }

    @Test
    void aWriteWithoutAnAnswerMayHappenLaterOrNever() {
        call(1, Call.NEVER, put("x", "1"));
        call(2, 3, Effect.found("x", null));
        assertThat(Checker.violation(calls)).isEmpty();
        call(4, 5, Effect.found("x", "1"));
        assertThat(Checker.violation(calls)).isEmpty();
        call(6, 7, Effect.found("x", null));
        assertThat(Checker.violation(calls)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aLongHistoryIsAcceptedAndOneWrongAnswerInItIsFound(long seed) {
        Random random = new Random(seed);
        simulate(random);
        assertThat(Checker.violation(calls)).isEmpty();
        int at = random.nextInt(calls.size() / 2);
        Call call = calls.get(at);
        calls.set(
                at, new Call("wrong", Effect.found("x", "never").and(call.effect()), call.invoked(), call.returned()));
        assertThat(Checker.violation(calls)).isPresent();
    }

    /** Returns transactions of a store without concurrency, as if each had lasted for some time around its execution. */
    private void simulate(Random random) {
        Map<String, String> state = new HashMap<>();
        for (int i = 1; i <= 600; i++) {
            String one = "key-" + random.nextInt(4);
            String other = "key-" + random.nextInt(4);
            Effect effect = Effect.found(one, state.get(one)).and(Effect.found(other, state.get(other)));
            if (random.nextBoolean()) {
                effect = effect.and(put(one, "value-" + i));
                state.put(one, "value-" + i);
            }
            call(i * 10 - random.nextInt(40), i * 10 + random.nextInt(40) + 1, effect);
        }
    }

    private void call(long invoked, long returned, Effect effect) {
        calls.add(new Call("call " + calls.size(), effect, invoked, returned));
    }

    private static Effect put(String item, String value) {
        return Effect.left(item, value);
    }
}
