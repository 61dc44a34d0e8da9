package io.dynastore;

import io.dynastore.MatrixCell.Sight;
import io.dynastore.MatrixStore.Transport;
import io.dynastore.embedded.Fault;
import io.dynastore.testkit.net.FaultyProxy;
import io.dynastore.testkit.net.Harm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** The troubles that the matrix tries, by what is known after them. */
final class Troubles {
    private static final Set<Fault> THROTTLING =
            Set.of(Fault.throttling(), Fault.throughputExceeded(), Fault.requestLimitExceeded());

    private Troubles() {}

    /** {@return the ways not to be sent that every transport can meet} */
    static List<Trouble> unsent() {
        return List.of(
                Trouble.unsent("connection refused", () -> new ConnectException("Connection refused")),
                Trouble.unsent("unknown host", () -> new UnknownHostException("dynamodb.nowhere.amazonaws.com"))
                        .unknownByMessage(),
                Trouble.unsent("TLS", () -> new SSLHandshakeException("PKIX path building failed")),
                Trouble.unsent(
                        "no free connection",
                        () -> new ConnectionRequestTimeoutException(
                                "Timeout deadline: 10000 MILLISECONDS, actual: 10001 MILLISECONDS")),
                Trouble.unsent("connect timed out", () -> new SocketTimeoutException("Connect timed out"))
                        .unknownWithoutObserver(),
                Trouble.unsent("no route", () -> new NoRouteToHostException("No route to host"))
                        .unknownWithoutObserver(),
                Trouble.unsent("pool shut down", () -> new IllegalStateException("Connection pool shut down"))
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
                    Trouble refused = Trouble.fault(error, false, Sight.REFUSED);
                    // The text of an earlier attempt's error is all that is left of it.
                    return THROTTLING.contains(error) ? refused : refused.unknownByMessage();
                })
                .toList();
    }

    /** {@return answers after which nobody knows whether the request was executed} */
    static List<Trouble> unclear() {
        List<Trouble> all = new ArrayList<>(List.of(
                Trouble.fault(Fault.drop(), false, Sight.UNCLEAR),
                Trouble.fault(Fault.loseReply(), true, Sight.UNCLEAR),
                Trouble.late(Fault.drop()),
                Trouble.late(Fault.internalServerError()),
                Trouble.late(Fault.intermediary(504)),
                Trouble.late(Fault.intermediary(408)),
                Trouble.fault(Fault.wrongChecksum(), true, Sight.UNCLEAR),
                Trouble.fault(Fault.cutBody(0), true, Sight.UNCLEAR),
                Trouble.fault(Fault.cutBody(1), true, Sight.UNCLEAR),
                Trouble.fault(Fault.cutBody(1_000_000), true, Sight.UNCLEAR),
                // All that was asked for has arrived, but an intermediary has handled it.
                Trouble.fault(Fault.contentType("text/html"), true, Sight.UNCLEAR, Sight.ANSWERED)
                        .ifNothingIsAsked(Sight.UNCLEAR),
                Trouble.fault(Fault.emptyObject(), true, Sight.UNCLEAR).ifNothingIsAsked(Sight.ANSWERED),
                Trouble.fault(Fault.emptyBody(), true, Sight.UNCLEAR).ifNothingIsAsked(Sight.ANSWERED, Sight.UNCLEAR),
                Trouble.timeOut(false),
                Trouble.timeOut(true),
                Trouble.throwing("IllegalStateException", () -> new IllegalStateException("Connection pool shut down")),
                Trouble.throwing("NullPointerException", NullPointerException::new),
                Trouble.throwing("UncheckedIOException", () -> new UncheckedIOException(new IOException("gone")))));
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
                .forEach(error -> all.addAll(Trouble.either(error)));
        Trouble.either(Fault.transactionInProgress())
                .forEach(trouble -> all.add(trouble.onlyOf(MatrixOperation.TRANSACT)));
        return all;
    }

    /** {@return what the caller's side does to its own request} */
    static List<Trouble> ofTheCaller() {
        List<Trouble> all = new ArrayList<>(before());
        for (boolean executes : new boolean[] {false, true}) {
            all.add(Trouble.during("client closed", executes, MatrixStore::closeClient));
            all.add(Trouble.during("thread interrupted", executes, store -> store.caller.interrupt()));
        }
        return all;
    }

    private static List<Trouble> before() {
        return List.of(
                Trouble.before("no credentials", MatrixStore::loseCredentials),
                Trouble.before("thread interrupted", store -> store.caller.interrupt()),
                Trouble.closedBefore());
    }

    /** {@return what only a socket can show to a client of some kind} */
    static List<Trouble> ofTheSocket(Transport transport) {
        List<Trouble> all = new ArrayList<>(List.of(
                Trouble.unsentTo("connection refused, really", store -> refusing()),
                Trouble.unsentTo("unknown host, really", store -> URI.create("http://dynamodb.invalid"))
                        .unknownByMessage(),
                // That the server does not speak TLS is no exception of its own.
                Trouble.unsentTo("TLS, really", store -> store.proxy().tlsEndpoint())
                        .unknownWithoutObserver()));
        all.addAll(before());
        for (boolean executes : new boolean[] {false, true}) {
            all.add(Trouble.duringAtSocket("client closed", executes, MatrixStore::closeClient));
            all.add(Trouble.duringAtSocket("thread interrupted", executes, store -> store.caller.interrupt()));
        }
        for (Harm harm : Harm.values()) {
            if (harm == Harm.SILENCE_BEFORE || harm == Harm.SILENCE_AFTER) {
                all.add(Trouble.silence(harm));
            } else if (harm != Harm.NONE) {
                all.add(Trouble.harm(harm));
            }
        }
        if (transport.hasPool()) {
            all.add(Trouble.fullPool());
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
                Trouble.fault(Fault.throughputExceeded(), false, Sight.REFUSED),
                Trouble.fault(Fault.accessDenied(), false, Sight.REFUSED),
                Trouble.late(Fault.drop()),
                Trouble.fault(Fault.internalServerError(), false, Sight.UNCLEAR),
                Trouble.fault(Fault.emptyObject(), true, Sight.UNCLEAR).ifNothingIsAsked(Sight.ANSWERED),
                Trouble.fault(Fault.wrongChecksum(), true, Sight.UNCLEAR),
                Trouble.fault(Fault.intermediary(408).afterExecution(), true, Sight.UNCLEAR),
                Trouble.fault(Fault.intermediary(200), false, Sight.UNCLEAR));
    }
}
