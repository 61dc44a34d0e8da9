package io.dynastore;

import io.dynastore.MatrixCell.Mode;
import io.dynastore.MatrixCell.Sight;
import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Hold;
import io.dynastore.testkit.net.FaultyProxy;
import io.dynastore.testkit.net.Harm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** Something that happens to an attempt. */
final class Trouble {
    private static final Set<Fault> THROTTLING =
            Set.of(Fault.throttling(), Fault.throughputExceeded(), Fault.requestLimitExceeded());

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

    private boolean unclearToLeases;

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
        if (unclearToLeases && operation.isOfLeases()) {
            seen.add(Sight.UNCLEAR);
        }
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

    private Trouble unknownWithoutObserver() {
        known = false;
        return this;
    }

    private Trouble unknownByMessage() {
        knownByMessage = false;
        return this;
    }

    private Trouble last() {
        last = true;
        return this;
    }

    private Trouble ifNothingIsAsked(Sight... seen) {
        sightsWithoutAttributes = EnumSet.copyOf(List.of(seen));
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

    /** What the caller's side has done before the operation begins. */
    private static Trouble before(String name, Consumer<MatrixStore> action) {
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

    /** Some HTTP clients do not notice. With time-outs, as leases set them, the SDK fails before its HTTP client is asked. */
    private static Trouble closedBefore() {
        Trouble trouble = before("client closed", MatrixStore::closeClient).unknownWithoutObserver();
        trouble.sights.add(Sight.ANSWERED);
        trouble.unclearToLeases = true;
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
    private static List<Trouble> either(Fault error) {
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

    /** An attempt that takes longer than its client waits. */
    private static Trouble timeOut(boolean executes) {
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
    private static Trouble during(String name, boolean executes, Consumer<MatrixStore> action) {
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
    private static Trouble duringAtSocket(String name, boolean executes, Consumer<MatrixStore> action) {
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
    private static Trouble throwing(String name, Supplier<Exception> thrown) {
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

    /** {@return the ways not to be sent that every transport can meet} */
    static List<Trouble> unsent() {
        return List.of(
                unsent("connection refused", () -> new ConnectException("Connection refused")),
                unsent("unknown host", () -> new UnknownHostException("dynamodb.nowhere.amazonaws.com"))
                        .unknownByMessage(),
                unsent("TLS", () -> new SSLHandshakeException("PKIX path building failed")),
                unsent(
                        "no free connection",
                        () -> new ConnectionRequestTimeoutException(
                                "Timeout deadline: 10000 MILLISECONDS, actual: 10001 MILLISECONDS")),
                unsent("connect timed out", () -> new SocketTimeoutException("Connect timed out"))
                        .unknownWithoutObserver(),
                unsent("no route", () -> new NoRouteToHostException("No route to host"))
                        .unknownWithoutObserver(),
                unsent("pool shut down", () -> new IllegalStateException("Connection pool shut down"))
                        .unknownWithoutObserver());
    }

    /** {@return refusals by DynamoDB itself} */
    static List<Trouble> refused() {
        List<Fault> errors = new ArrayList<>(List.of(
                Fault.throttling(),
                Fault.throughputExceeded(),
                Fault.requestLimitExceeded(),
                Fault.accessDenied(),
                Fault.expiredCredentials(),
                Fault.unknownCredentials(),
                Fault.error(400, "ValidationException", "One or more parameter values were invalid"),
                Fault.error(400, "LimitExceededException", "Too many requests"),
                Fault.error(400, "com.amazonaws.dynamodb.v20120810#BrandNewException", "Not in the SDK yet"),
                Fault.error(400, "com.amazon.coral.service#ThrottledByPolicyException", "Not in the SDK either"),
                Fault.error(400, "com.amazonaws.dynamodb.v20120810#ReplicatedWriteConflictException", "Try again"),
                Fault.error(400, "ItemCollectionSizeLimitExceededException", "Collection size exceeded.")));
        return errors.stream()
                .map(error -> {
                    Trouble refused = fault(error, false, Sight.REFUSED);
                    // The text of an earlier attempt's error is all that is left of it.
                    return THROTTLING.contains(error) ? refused : refused.unknownByMessage();
                })
                .toList();
    }

    /** {@return answers after which nobody knows whether the request was executed} */
    static List<Trouble> unclear() {
        List<Trouble> all = new ArrayList<>(List.of(
                fault(Fault.drop(), false, Sight.UNCLEAR),
                fault(Fault.loseReply(), true, Sight.UNCLEAR),
                late(Fault.drop()),
                late(Fault.internalServerError()),
                late(Fault.intermediary(504)),
                late(Fault.intermediary(408)),
                fault(Fault.wrongChecksum(), true, Sight.UNCLEAR),
                fault(Fault.cutBody(0), true, Sight.UNCLEAR),
                fault(Fault.cutBody(1), true, Sight.UNCLEAR),
                fault(Fault.cutBody(1_000_000), true, Sight.UNCLEAR),
                // All that was asked for has arrived, but an intermediary has handled it.
                fault(Fault.contentType("text/html"), true, Sight.UNCLEAR, Sight.ANSWERED)
                        .ifNothingIsAsked(Sight.UNCLEAR),
                fault(Fault.emptyObject(), true, Sight.UNCLEAR).ifNothingIsAsked(Sight.ANSWERED),
                fault(Fault.emptyBody(), true, Sight.UNCLEAR).ifNothingIsAsked(Sight.ANSWERED, Sight.UNCLEAR),
                timeOut(false),
                timeOut(true),
                throwing("IllegalStateException", () -> new IllegalStateException("Connection pool shut down")),
                throwing("NullPointerException", NullPointerException::new),
                throwing("UncheckedIOException", () -> new UncheckedIOException(new IOException("gone")))));
        List.of(
                        Fault.internalServerError(),
                        Fault.serviceUnavailable(),
                        Fault.intermediary(200),
                        Fault.intermediary(200, "text/plain", ""),
                        Fault.intermediary(200, "application/json", "{\"status\":\"ok\"}"),
                        Fault.intermediary(302),
                        Fault.intermediary(400),
                        Fault.intermediary(403, "application/json", "{\"message\":\"Forbidden\"}"),
                        Fault.intermediary(404),
                        Fault.intermediary(408),
                        Fault.intermediary(429),
                        Fault.intermediary(429, "application/json", "{\"message\":\"Limit Exceeded\"}"),
                        Fault.intermediary(502),
                        Fault.intermediary(503, "text/plain", ""),
                        Fault.error(400, "com.example.gateway#ThrottlingException", "An intermediary's"))
                .forEach(error -> all.addAll(either(error)));
        either(Fault.transactionInProgress()).forEach(trouble -> {
            trouble.only = MatrixOperation.TRANSACT;
            all.add(trouble);
        });
        return all;
    }

    /** {@return what the caller's side does to its own request} */
    static List<Trouble> ofTheCaller() {
        List<Trouble> all = new ArrayList<>(before());
        for (boolean executes : new boolean[] {false, true}) {
            all.add(during("client closed", executes, MatrixStore::closeClient));
            all.add(during("thread interrupted", executes, store -> store.caller.interrupt()));
        }
        return all;
    }

    private static List<Trouble> before() {
        return List.of(
                before("no credentials", MatrixStore::loseCredentials),
                before("thread interrupted", store -> store.caller.interrupt()),
                closedBefore());
    }

    /** {@return what only a socket can show} */
    static List<Trouble> ofTheSocket() {
        List<Trouble> all = new ArrayList<>(List.of(
                unsentTo("connection refused, really", store -> refusing()),
                unsentTo("unknown host, really", store -> URI.create("http://dynamodb.invalid"))
                        .unknownByMessage(),
                // That the server does not speak TLS is no exception of its own.
                unsentTo("TLS, really", store -> store.proxy().tlsEndpoint()).unknownWithoutObserver()));
        all.addAll(before());
        for (boolean executes : new boolean[] {false, true}) {
            all.add(duringAtSocket("client closed", executes, MatrixStore::closeClient));
            all.add(duringAtSocket("thread interrupted", executes, store -> store.caller.interrupt()));
        }
        for (Harm harm : Harm.values()) {
            if (harm != Harm.NONE && harm != Harm.SILENCE_BEFORE && harm != Harm.SILENCE_AFTER) {
                all.add(harm(harm));
            }
        }
        return all;
    }

    private static URI refusing() {
        try {
            return FaultyProxy.refusing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return some answers that are the same over HTTP} */
    static List<Trouble> overHttp() {
        return List.of(
                fault(Fault.throughputExceeded(), false, Sight.REFUSED),
                fault(Fault.accessDenied(), false, Sight.REFUSED),
                late(Fault.drop()),
                fault(Fault.internalServerError(), false, Sight.UNCLEAR),
                fault(Fault.emptyObject(), true, Sight.UNCLEAR).ifNothingIsAsked(Sight.ANSWERED),
                fault(Fault.wrongChecksum(), true, Sight.UNCLEAR),
                fault(Fault.intermediary(408).afterExecution(), true, Sight.UNCLEAR),
                fault(Fault.intermediary(200), false, Sight.UNCLEAR));
    }
}
