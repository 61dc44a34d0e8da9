package io.dynastore.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

/** Histories of one register that is 0 at first. */
class SearchTest {
    private final Recorder<Call> recorder = new Recorder<>();

    private record Call(long number, boolean write, int value, long invoked, long returned) implements Event {
        @Override
        public boolean optional() {
            return returned == NEVER;
        }
    }

    private static final class Register implements Model<Integer, Call> {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer apply(Integer state, Call call) {
            return call.write || call.value == state ? Integer.valueOf(call.value) : null;
        }
    }

    @Test
    void callsAreExplainedInTheOrderInWhichTheyCameOneByOne() {
        end(read(0));
        end(write(1));
        end(read(1));
        assertThat(Search.violation(new Register(), recorder.events())).isEmpty();
        end(read(0));
        assertThat(Search.violation(new Register(), recorder.events()).orElseThrow())
                .startsWith("Explained 3 of 4 known operations");
    }

    @Test
    void callsAtTheSameTimeHaveAnyOrder() {
        Call write = write(1);
        Call early = read(0);
        Call late = read(1);
        end(early);
        end(late);
        end(write);
        assertThat(Search.violation(new Register(), recorder.events())).isEmpty();
    }

    @Test
    void aReadCannotGoBackBehindAnother() {
        Call write = write(1);
        end(read(1));
        end(read(0));
        end(write);
        assertThat(Search.violation(new Register(), recorder.events())).isPresent();
    }

    @Test
    void aCallThatHasNotEndedMayHappenLaterOrNever() {
        write(1);
        end(read(0));
        assertThat(Search.violation(new Register(), recorder.events())).isEmpty();
        end(read(1));
        assertThat(Search.violation(new Register(), recorder.events())).isEmpty();
        end(read(0));
        assertThat(Search.violation(new Register(), recorder.events())).isPresent();
    }

    @Test
    void aForgottenCallHasNotHappened() {
        Call write = write(1);
        recorder.forget(write);
        end(read(1));
        assertThat(Search.violation(new Register(), recorder.events())).isPresent();
        assertThatIllegalStateException().isThrownBy(() -> end(write));
    }

    private Call read(int value) {
        return recorder.begin((number, now) -> new Call(number, false, value, now, Event.NEVER));
    }

    private Call write(int value) {
        return recorder.begin((number, now) -> new Call(number, true, value, now, Event.NEVER));
    }

    private void end(Call call) {
        recorder.end(call, now -> new Call(call.number, call.write, call.value, call.invoked, now));
    }
}
