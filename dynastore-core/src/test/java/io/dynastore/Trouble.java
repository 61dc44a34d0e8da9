package io.dynastore;

import io.dynastore.MatrixCell.Mode;
import io.dynastore.MatrixCell.Sight;
import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Hold;
import io.dynastore.testkit.net.Harm;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** Something that happens to an attempt. */
final class Trouble {
    private final String name;
    private final Set<Sight> sights;
    private final boolean executes;
    private final Meeting meeting;

    /** What its client sees if the request asks for nothing; null if that makes no difference. */
    private @Nullable Set<Sight> sightsWithoutAttributes;

    /** Whether the exceptions of the SDK and its HTTP clients tell what happened, without an observer of the transmissions. */
    private boolean known = true;

    /** Whether they still tell if the SDK has made a further attempt, and keeps only the message. */
    private boolean knownByMessage = true;

    /** The only operation that can meet it; null if all can. */
    private @Nullable MatrixOperation only;

    /** Whether it is a time-out, which on a busy machine further attempts may meet as well. */
    private boolean timeOut;

    /** What happens before the operation begins. */
    private Consumer<MatrixStore> beforehand = store -> {};

    /** Whether the operation may end before the HTTP client is called. */
    private boolean mayComeEarly;

    /** Whether no further attempt can be made, so that there is nothing to distinguish. */
    private boolean last;

    @FunctionalInterface
    interface Meeting {
        HttpExecuteResponse meet(
                MatrixStore store, MatrixOperation operation, HttpExecuteRequest request, TroubledHttp.Attempt attempt)
                throws IOException;
    }

    private Trouble(String name, Set<Sight> sights, boolean executes, Meeting meeting) {
        this.name = name;
        this.sights = sights;
        this.executes = executes;
        this.meeting = meeting;
    }

    boolean executes() {
        return executes;
    }

    boolean suits(Mode mode) {
        return mode == Mode.EVERY ? !timeOut : !last;
    }

    boolean suits(MatrixOperation operation) {
        return only == null || only == operation;
    }

    boolean isTimeOut() {
        return timeOut;
    }

    void prepare(MatrixStore store) {
        beforehand.accept(store);
    }

    boolean mayComeEarly() {
        return mayComeEarly;
    }

    /**
     * Returns what the client can have seen.
     *
     * @param observed whether its transmissions are observed
     * @param hidden whether a further attempt was made
     */
    Set<Sight> sights(MatrixOperation operation, boolean observed, boolean hidden) {
        Set<Sight> seen = EnumSet.copyOf(
                sightsWithoutAttributes == null || operation.asksForAttributes ? sights : sightsWithoutAttributes);
        if (!observed && (!known || (hidden && !knownByMessage))) {
            seen.add(Sight.UNCLEAR);
        }
        return seen;
    }

    HttpExecuteResponse meet(
            MatrixStore store, MatrixOperation operation, HttpExecuteRequest request, TroubledHttp.Attempt attempt)
            throws IOException {
        return meeting.meet(store, operation, request, attempt);
    }

    @Override
    public String toString() {
        return name;
    }

    Trouble unknownWithoutObserver() {
        known = false;
        return this;
    }

    Trouble unknownByMessage() {
        knownByMessage = false;
        return this;
    }

    private Trouble last() {
        last = true;
        return this;
    }

    Trouble ifNothingIsAsked(Sight... seen) {
        sightsWithoutAttributes = EnumSet.copyOf(List.of(seen));
        return this;
    }

    Trouble onlyOf(MatrixOperation operation) {
        only = operation;
        return this;
    }

    /** An attempt that fails before a byte of the request is read. */
    static Trouble unsent(String name, Supplier<Exception> thrown) {
        return new Trouble(
                "not sent: " + name, EnumSet.of(Sight.NOT_SENT), false, (store, operation, request, attempt) -> {
                    throw sneaky(thrown.get());
                });
    }

    /** An attempt that fails on its way, without being sent, at a socket. */
    static Trouble unsentTo(String name, Function<MatrixStore, URI> endpoint) {
        return new Trouble(
                "not sent: " + name,
                EnumSet.of(Sight.NOT_SENT),
                false,
                (store, operation, request, attempt) -> store.http.redirect(request, endpoint.apply(store)));
    }

    /** An attempt for which its HTTP client has no free connection. */
    static Trouble fullPool() {
        return new Trouble(
                "not sent: no free connection, really",
                EnumSet.of(Sight.NOT_SENT),
                false,
                (store, operation, request, attempt) -> store.fullPool().send(request));
    }

    /** What the caller's side has done before the operation begins. */
    static Trouble before(String name, Consumer<MatrixStore> action) {
        Trouble trouble = new Trouble(
                        "not sent: " + name,
                        EnumSet.of(Sight.NOT_SENT),
                        false,
                        (store, operation, request, attempt) -> attempt.send())
                .last();
        trouble.beforehand = action;
        trouble.mayComeEarly = true;
        return trouble;
    }

    /** Some HTTP clients do not notice. */
    static Trouble closedBefore() {
        Trouble trouble = before("client closed", MatrixStore::closeClient).unknownWithoutObserver();
        trouble.sights.add(Sight.ANSWERED);
        return trouble;
    }

    static Trouble fault(Fault fault, boolean executes, Sight... seen) {
        return new Trouble(
                fault.toString(), EnumSet.copyOf(List.of(seen)), executes, (store, operation, request, attempt) -> {
                    store.faults.next(operation.request, fault);
                    return attempt.send();
                });
    }

    /** An error that is seen whether or not the request was executed. */
    static List<Trouble> either(Fault error) {
        return List.of(fault(error, false, Sight.UNCLEAR), fault(error.afterExecution(), true, Sight.UNCLEAR));
    }

    static Trouble late(Fault seen) {
        return new Trouble("late, " + seen, EnumSet.of(Sight.UNCLEAR), false, (store, operation, request, attempt) -> {
            store.late.add(store.faults.late(operation.request, seen));
            return attempt.send();
        });
    }

    static Trouble harm(Harm harm) {
        Sight[] seen =
                harm == Harm.RESET_UNREAD ? new Sight[] {Sight.NOT_SENT, Sight.UNCLEAR} : new Sight[] {Sight.UNCLEAR};
        Trouble trouble = new Trouble(
                harm.toString(),
                EnumSet.copyOf(List.of(seen)),
                harm.forwards(),
                (store, operation, request, attempt) -> {
                    store.proxy().next(harm);
                    return attempt.send();
                });
        // HttpURLConnection takes half a head for a whole one, and DynamoDB's content type says whose it is.
        return harm == Harm.HALF_HEAD ? trouble.ifNothingIsAsked(Sight.ANSWERED, Sight.UNCLEAR) : trouble;
    }

    /** An attempt after which the connection stays open and silent for longer than its client waits. */
    static Trouble silence(Harm harm) {
        Trouble trouble = harm(harm);
        trouble.timeOut = true;
        return trouble;
    }

    /** An attempt that takes longer than its client waits. */
    static Trouble timeOut(boolean executes) {
        Trouble trouble = new Trouble(
                "time-out" + (executes ? ", executed" : ""),
                EnumSet.of(Sight.UNCLEAR),
                executes,
                (store, operation, request, attempt) -> {
                    if (executes) {
                        store.faults.holdReply(operation.request, Duration.ofSeconds(10));
                    } else {
                        store.faults.hold(operation.request, Duration.ofSeconds(10));
                    }
                    return attempt.send();
                });
        trouble.timeOut = true;
        return trouble;
    }

    /** Something that the caller's side does while an attempt waits, before or after it is executed. */
    static Trouble during(String name, boolean executes, Consumer<MatrixStore> action) {
        String when = executes ? ", after the execution" : ", before the execution";
        return new Trouble(name + when, EnumSet.of(Sight.UNCLEAR), executes, (store, operation, request, attempt) -> {
                    store.faults.before(operation.request, () -> action.accept(store));
                    Hold held = executes
                            ? store.faults.holdReply(operation.request, Duration.ofSeconds(10))
                            : store.faults.hold(operation.request, Duration.ofSeconds(10));
                    try {
                        return attempt.send();
                    } finally {
                        held.release();
                    }
                })
                .last();
    }

    /** The same at a socket, whose reading neither an interrupt nor the end of the pool ends, so that an answer may be read. */
    static Trouble duringAtSocket(String name, boolean executes, Consumer<MatrixStore> action) {
        return new Trouble(
                        name + (executes ? ", answered" : ", reset"),
                        EnumSet.of(Sight.UNCLEAR, executes ? Sight.ANSWERED : Sight.UNCLEAR),
                        executes,
                        (store, operation, request, attempt) -> {
                            store.faults
                                    .before(operation.request, () -> action.accept(store))
                                    .next(operation.request, executes ? Fault.pass() : Fault.drop());
                            return attempt.send();
                        })
                .last();
    }

    /** An attempt that is executed, and then fails with something that is no exception of the SDK. */
    static Trouble throwing(String name, Supplier<Exception> thrown) {
        return new Trouble(name, EnumSet.of(Sight.UNCLEAR), true, (store, operation, request, attempt) -> {
            attempt.send();
            throw sneaky(thrown.get());
        });
    }

    @SuppressWarnings("unchecked") // The HTTP clients of the SDK declare less than they throw.
    private static <X extends Exception> IOException sneaky(Exception thrown) throws X {
        if (thrown instanceof IOException e) {
            return e;
        }
        throw (X) thrown;
    }
}
