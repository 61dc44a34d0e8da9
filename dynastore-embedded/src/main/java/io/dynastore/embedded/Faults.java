package io.dynastore.embedded;

import io.dynastore.embedded.internal.wire.Answer;
import io.dynastore.embedded.internal.wire.Handler;
import io.dynastore.embedded.internal.wire.Request;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The faults that requests meet on their way to an {@link EmbeddedDynamoDb}, and replies on their way back. They are set for
 * each attempt; each retry by the AWS SDK is an attempt. Faults affect clients in process and over HTTP in the same way.
 *
 * <pre>{@code
 * database.faults().next("UpdateItem", loseReply(), pass()); // the next attempt, and the one after it
 * database.faults().always("PutItem", accessDenied());
 * database.faults().randomly(RandomFaults.seeded(42).with(drop(), 0.1));
 * }</pre>
 *
 * <p>The fault of an attempt is the first that exists of these: the next step of its operation's script, the next step of the
 * script for any operation, the standing fault of its operation, the standing fault of all operations, a random fault.
 * Otherwise the attempt passes. Operations are named as in DynamoDB's API: {@code UpdateItem}.
 *
 * <p>Thread-safe.
 */
public final class Faults {
    private final FaultScript script = new FaultScript();
    private final FaultCounts counts = new FaultCounts();
    private final Queue<Hold> holds = new ConcurrentLinkedQueue<>();
    private volatile RandomFaults chance = RandomFaults.none();

    /** Creates faults that do nothing at first. */
    public Faults() {}

    /**
     * Scripts the next attempts of an operation, after those that are scripted already.
     *
     * @param operation the operation
     * @param faults their faults, in order
     * @return this
     * @throws IllegalArgumentException if a fault does not suit the operation
     */
    public Faults next(String operation, Fault... faults) {
        for (Fault fault : faults) {
            check(operation, fault);
        }
        for (Fault fault : faults) {
            script.add(operation, Step.Attempt.of(fault));
        }
        return this;
    }

    /**
     * Scripts the same fault for several next attempts of an operation, after those that are scripted already.
     *
     * @param operation the operation
     * @param attempts the number of attempts
     * @param fault the fault of each attempt
     * @return this
     * @throws IllegalArgumentException if the fault does not suit the operation
     */
    public Faults next(String operation, int attempts, Fault fault) {
        check(operation, fault);
        for (int attempt = 0; attempt < attempts; attempt++) {
            script.add(operation, Step.Attempt.of(fault));
        }
        return this;
    }

    /**
     * Scripts the next attempts of any operation without a script of its own. A fault that does not suit an operation is kept
     * for the next operation that it suits.
     *
     * @param faults their faults, in order
     * @return this
     */
    public Faults next(Fault... faults) {
        for (Fault fault : faults) {
            script.add(FaultScript.ANY, Step.Attempt.of(fault));
        }
        return this;
    }

    /**
     * Runs an action before the next attempt of an operation that is not scripted yet, on that attempt's thread. The action may
     * use clients and these faults. An exception that it throws is thrown to a client in process.
     *
     * @param operation the operation
     * @param action the action
     * @return this
     */
    public Faults before(String operation, Runnable action) {
        script.add(operation, new Step.Act(action));
        return this;
    }

    /**
     * Runs an action between the attempt that was scripted last and the next one of its operation, as {@link #before} does.
     *
     * @param action the action
     * @return this
     * @throws IllegalStateException if no attempt is scripted
     */
    public Faults between(Runnable action) {
        script.addToLast(new Step.Act(action));
        return this;
    }

    /**
     * Scripts the next attempt of an operation to be held until it is released, and then to be executed.
     *
     * @param operation the operation
     * @param atMost the longest time that it is held
     * @return a handle that releases it
     */
    public Hold hold(String operation, Duration atMost) {
        Hold hold = newHold(atMost);
        script.add(operation, new Step.Attempt(Fault.delay(atMost), hold::hold, Pause.NONE, null));
        return hold;
    }

    /**
     * Scripts the next attempt of an operation to be executed, and its reply to be held until it is released.
     *
     * @param operation the operation
     * @param atMost the longest time that it is held
     * @return a handle that releases it
     */
    public Hold holdReply(String operation, Duration atMost) {
        Hold hold = newHold(atMost);
        script.add(operation, new Step.Attempt(Fault.delayReply(atMost), Pause.NONE, hold::hold, null));
        return hold;
    }

    private Hold newHold(Duration atMost) {
        Hold hold = new Hold(atMost);
        holds.add(hold);
        return hold;
    }

    /**
     * Scripts the next attempt of an operation to fail for its client with a reset connection, and to be executed when it is
     * delivered.
     *
     * @param operation the operation
     * @return a handle that delivers it
     */
    public LateRequest late(String operation) {
        return late(operation, Fault.drop());
    }

    /**
     * Scripts the next attempt of an operation to fail for its client in some way, and to be executed when it is delivered:
     * after a gateway's time-out, for instance.
     *
     * @param operation the operation
     * @param seen what the client sees: {@link Fault#drop()}, or an error that is not {@link Fault#afterExecution()}
     * @return a handle that delivers it
     * @throws IllegalArgumentException if the client would see the result of an execution, or if the fault does not suit the
     *     operation
     */
    public LateRequest late(String operation, Fault seen) {
        check(operation, seen);
        LateRequest late = new LateRequest();
        script.add(operation, Step.Attempt.late(Fault.late(seen), late));
        return late;
    }

    /**
     * Sets the fault of all attempts of an operation that are not scripted, until it is {@linkplain #clear cleared}.
     *
     * @param operation the operation
     * @param fault the fault of each attempt
     * @return this
     * @throws IllegalArgumentException if the fault does not suit the operation
     */
    public Faults always(String operation, Fault fault) {
        check(operation, fault);
        script.setStanding(operation, fault);
        return this;
    }

    /**
     * Sets the fault of all attempts of operations that have neither a script nor a fault of their own and that the fault
     * suits, until {@link #reset()}.
     *
     * @param fault the fault of each attempt
     * @return this
     */
    public Faults always(Fault fault) {
        script.setStanding(FaultScript.ANY, fault);
        return this;
    }

    /**
     * Sets random faults for attempts that have neither a scripted nor a standing fault.
     *
     * @param faults the random faults; {@link RandomFaults#none()} ends them
     * @return this
     */
    public Faults randomly(RandomFaults faults) {
        chance = faults;
        return this;
    }

    /**
     * Removes the script of an operation and its standing fault.
     *
     * @param operation the operation
     * @return this
     */
    public Faults clear(String operation) {
        script.clear(operation);
        return this;
    }

    /** Removes all scripts, standing faults, random faults and counts. Attempts that are held are released. */
    public void reset() {
        script.clear();
        chance = RandomFaults.none();
        counts.clear();
        for (Hold hold = holds.poll(); hold != null; hold = holds.poll()) {
            hold.release();
        }
    }

    /**
     * Returns the number of steps of the scripts that were not used, actions included.
     *
     * @return the number; 0 if all scripted steps were used
     */
    public int unused() {
        return script.size();
    }

    /**
     * Returns the number of attempts of an operation, whatever their outcome.
     *
     * @param operation the operation
     * @return the number
     */
    public long attempts(String operation) {
        return counts.sum(counted -> counted.operation().equals(operation));
    }

    /**
     * Returns the number of attempts of an operation that met a fault.
     *
     * @param operation the operation
     * @param fault the fault; one by {@link #hold} is a {@link Fault#delay}, one by {@link #holdReply} a
     *     {@link Fault#delayReply}, of the same duration
     * @return the number
     */
    public long count(String operation, Fault fault) {
        return counts.sum(new FaultCounts.Counted(operation, fault)::equals);
    }

    /** {@return the number of attempts of all operations that met a fault} */
    public long count() {
        return counts.sum(FaultCounts.Counted::isFault);
    }

    Answer answer(Request request, Handler database) throws InterruptedException {
        Step step = take(request.operation());
        while (step instanceof Step.Act act) {
            act.action().run();
            step = take(request.operation());
        }
        Step.Attempt attempt = (Step.Attempt) step;
        counts.add(request.operation(), attempt.fault());
        return attempt.send(request, database, chance.random());
    }

    private Step take(String operation) {
        return script.take(operation).orElseGet(() -> chance.draw(operation));
    }

    private static void check(String operation, Fault fault) {
        if (!fault.suits(operation)) {
            throw new IllegalArgumentException("Invalid fault " + fault + " for \"" + operation
                    + "\": DynamoDB does not give this answer to the operation. Choose another fault.");
        }
    }

    @Override
    public String toString() {
        return "Faults[" + script + ", " + chance + "]";
    }
}
