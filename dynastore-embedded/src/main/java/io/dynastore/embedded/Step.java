package io.dynastore.embedded;

import io.dynastore.embedded.internal.fault.KnownErrors;
import io.dynastore.embedded.internal.fault.SplitBatch;
import io.dynastore.embedded.internal.wire.Answer;
import io.dynastore.embedded.internal.wire.Handler;
import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Request;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A step of a script: an action before an attempt, or the fault of an attempt. */
sealed interface Step {
    /** An action before the next attempt. */
    record Act(Runnable action) implements Step {}

    /**
     * One attempt.
     *
     * @param fault the fault that it is counted as
     * @param before the pause before the request arrives
     * @param after the pause before the reply arrives
     * @param late the place that keeps the request, if it is late
     */
    record Attempt(
            Fault fault,
            Pause before,
            Pause after,
            @Nullable LateRequest late) implements Step {

        static Attempt of(Fault fault) {
            return new Attempt(fault, Pause.of(fault.before()), Pause.of(fault.after()), null);
        }

        static Attempt late(Fault fault, LateRequest late) {
            return new Attempt(fault, Pause.NONE, Pause.NONE, late);
        }

        Answer send(Request request, Handler database, Random random) throws InterruptedException {
            before.pause();
            Reply executed = execute(request, database, random);
            after.pause();
            return fault.ending().answer(request, executed);
        }

        private @Nullable Reply execute(Request request, Handler database, Random random) throws InterruptedException {
            return switch (fault.execution()) {
                case NONE -> null;
                case ONCE -> database.handle(request);
                case TWICE -> {
                    database.handle(request);
                    yield database.handle(request);
                }
                case PART -> executePart(request, database, random);
                case LATE -> {
                    if (late != null) {
                        late.keep(request, database);
                    }
                    yield null;
                }
            };
        }

        private static Reply executePart(Request request, Handler database, Random random) throws InterruptedException {
            Optional<SplitBatch> batch = SplitBatch.of(request, random);
            return batch.isEmpty()
                    ? KnownErrors.THROUGHPUT_EXCEEDED.to(request)
                    : batch.get().addTo(database.handle(batch.get().request()));
        }
    }
}
