package io.dynastore;

import io.dynastore.internal.ErrorType;
import io.dynastore.internal.Transmission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * The judgement of the attempts of a request that failed: each was not executed, or it may have been executed and may still be.
 * An attempt was not executed only if it is known that it was never sent, or that DynamoDB itself refused it. Pure and immutable.
 *
 * <p>If the HTTP client {@linkplain io.dynastore.http.ObservedHttpClient notes} what it sends, its notes decide. Otherwise the
 * exception does: it counts the attempts, and suppresses those before the last one, of which the SDK keeps only the messages.
 */
final class Attempts {
    /** No attempt was made. */
    static final Attempts NONE = new Attempts(List.of());

    /** The exceptions of the SDK's HTTP clients without a connection. The classes may be missing, so they are known by name. */
    private static final Set<String> WITHOUT_CONNECTION = Set.of(
            "java.net.ConnectException",
            "java.net.NoRouteToHostException",
            "java.net.UnknownHostException",
            "javax.net.ssl.SSLHandshakeException",
            "javax.net.ssl.SSLPeerUnverifiedException",
            "org.apache.hc.client5.http.ConnectTimeoutException",
            "org.apache.hc.core5.http.ConnectionRequestTimeoutException",
            "org.apache.http.conn.ConnectTimeoutException");

    /** The same in messages: those of earlier attempts, and those that have no class of their own. */
    private static final Pattern UNSENT = Pattern.compile(
            "Connection refused|UnknownHostException|[Cc]onnect timed out|Timeout waiting for connection from pool"
                    + "|Timeout deadline: \\d+ MILLISECONDS|PKIX path|fatal alert: handshake_failure|Unsupported or unrecognized SSL message"
                    + "|Remote host terminated the handshake|Unable to load credentials|contained no credentials");

    private static final Pattern STATUS = Pattern.compile("Status Code: (\\d{3})");

    /**
     * The refusals of DynamoDB that the SDK repeats are those by throttling, which speak of the throughput. The message of a
     * hidden attempt does not contain the error's type, so no other one is known to be DynamoDB's.
     */
    private static final Pattern THROTTLED =
            Pattern.compile("[Tt]hroughput.*Status Code: 400, Request ID: (?!null)", Pattern.DOTALL);

    /** The services by which the SDK gets credentials. */
    private static final Pattern CREDENTIALS =
            Pattern.compile("software\\.amazon\\.awssdk\\.services\\.(sts|sso|ssooidc)\\.");

    private static final String UNREADABLE = "The answer is not DynamoDB's, or lacks attributes that were asked for";

    /** The knowledge about an attempt. */
    private enum Fate {
        UNSENT,
        REFUSED,
        OPEN
    }

    /**
     * One attempt.
     *
     * @param what what it got, for messages
     */
    private record Attempt(Fate fate, String what) {}

    private final List<Attempt> attempts;

    private Attempts(List<Attempt> attempts) {
        this.attempts = attempts;
    }

    /** Judges by the notes of the HTTP client, which are complete: an attempt without a note did not get so far. */
    static Attempts observed(List<Transmission> notes, Throwable failure) {
        List<Attempt> judged = new ArrayList<>();
        notes.forEach(note -> judged.add(judge(note)));
        if (judged.isEmpty()) {
            judged.add(unsent(failure));
        }
        return new Attempts(judged);
    }

    private static Attempt judge(Transmission note) {
        Throwable failure = note.failure();
        int status = note.status();
        if (status / 100 != 2 && note.isUnsent()) {
            return unsent(failure);
        }
        if (status == 0) {
            return new Attempt(Fate.OPEN, "got no answer" + named(failure));
        }
        return answered(status, note.errorType());
    }

    /** Returns an attempt that was answered by an error of a type, or of none. */
    private static Attempt answered(int status, @Nullable String type) {
        return type != null && status / 100 == 4 && ErrorType.isRefusal(type)
                ? refused(ErrorType.simpleName(type))
                : answered(status, ErrorType.isOfDynamoDb(type));
    }

    private static Attempt refused(String type) {
        return new Attempt(Fate.REFUSED, type.isEmpty() ? "got a refusal" : "got a refusal (" + type + ")");
    }

    private static Attempt unsent(@Nullable Throwable failure) {
        return new Attempt(Fate.UNSENT, "never left this process" + named(failure));
    }

    private static String named(@Nullable Throwable failure) {
        return failure == null ? "" : " (" + failure.getClass().getSimpleName() + ")";
    }

    /** Returns an attempt whose answer does not say that it was refused. */
    private static Attempt answered(int status, boolean byDynamoDb) {
        return new Attempt(
                Fate.OPEN,
                switch (status / 100) {
                    case 2 -> "got an answer that cannot be read";
                    case 4 ->
                        byDynamoDb
                                ? "found the transaction in progress"
                                : "got status " + status + ", but not from DynamoDB";
                    case 0 -> "got no answer";
                    default -> "got status " + status;
                });
    }

    /** Returns the failure of an attempt whose answer, with a status of 2xx, is not DynamoDB's, or not to what was asked. */
    static SdkClientException unreadable() {
        return SdkClientException.create(UNREADABLE);
    }

    /** Judges by the exception alone. Whatever is not known is possible. */
    static Attempts of(Throwable failure) {
        int earlier = failure instanceof SdkException sdk && sdk.numAttempts() != null ? sdk.numAttempts() - 1 : 0;
        List<Attempt> judged = new ArrayList<>();
        for (Throwable suppressed : failure.getSuppressed()) {
            if (judged.size() < earlier) {
                judged.add(judge(String.valueOf(suppressed.getMessage())));
            }
        }
        while (judged.size() < earlier) {
            judged.add(new Attempt(Fate.OPEN, "left no trace"));
        }
        judged.add(failure instanceof SdkServiceException service ? judge(service) : judge(failure));
        return new Attempts(judged);
    }

    private static Attempt judge(String message) {
        Matcher status = STATUS.matcher(message);
        if (status.find()) {
            return THROTTLED.matcher(message).find()
                    ? refused("")
                    : new Attempt(Fate.OPEN, "got status " + status.group(1));
        }
        return UNSENT.matcher(message).find() ? unsent(null) : new Attempt(Fate.OPEN, "got no answer");
    }

    private static Attempt judge(SdkServiceException failure) {
        int status = failure.statusCode();
        if (CREDENTIALS.matcher(failure.getClass().getName()).lookingAt()) {
            return unsent(failure);
        }
        AwsErrorDetails details = failure instanceof DynamoDbException e ? e.awsErrorDetails() : null;
        if (details == null || details.rawResponse() == null) {
            // It was not made by the SDK's client, but for instance by a fake in a test: its class is all there is.
            return status / 100 != 5 && isRefusal(failure)
                    ? refused(failure.getClass().getSimpleName())
                    : answered(status, failure instanceof DynamoDbException);
        }
        byte[] body = details.rawResponse().asByteArrayUnsafe();
        return answered(status, ErrorType.find(body, body.length));
    }

    private static boolean isRefusal(SdkServiceException failure) {
        return failure instanceof DynamoDbException
                && failure.getClass() != DynamoDbException.class
                && !(failure instanceof InternalServerErrorException)
                && !(failure instanceof TransactionInProgressException);
    }

    private static Attempt judge(Throwable failure) {
        if (failure instanceof SdkClientException) {
            if (UNREADABLE.equals(failure.getMessage())) {
                return answered(200, true);
            }
            if (UNSENT.matcher(String.valueOf(failure.getMessage())).find()) {
                return unsent(failure);
            }
            for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
                if (isWithoutConnection(cause)) {
                    return unsent(cause);
                }
            }
        }
        Throwable cause = failure instanceof SdkClientException ? failure.getCause() : null;
        return new Attempt(Fate.OPEN, "got no answer" + named(cause == null ? failure : cause));
    }

    private static boolean isWithoutConnection(Throwable cause) {
        for (Class<?> type = cause.getClass(); type != null; type = type.getSuperclass()) {
            if (WITHOUT_CONNECTION.contains(type.getName())) {
                return true;
            }
        }
        return false;
    }

    /** Returns these attempts and later ones. */
    Attempts then(Attempts later) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.addAll(later.attempts);
        return new Attempts(all);
    }

    /** Returns whether any attempt may have been executed. */
    boolean mayHaveBeenExecuted() {
        return isOpen(attempts);
    }

    /** Returns whether an attempt before the last one may have been executed. */
    boolean earlierMayHaveBeenExecuted() {
        return !attempts.isEmpty() && isOpen(attempts.subList(0, attempts.size() - 1));
    }

    private static boolean isOpen(List<Attempt> attempts) {
        return attempts.stream().anyMatch(attempt -> attempt.fate() == Fate.OPEN);
    }

    /** Returns whether DynamoDB refused the last attempt. */
    boolean endedByRefusal() {
        return !attempts.isEmpty() && attempts.get(attempts.size() - 1).fate() == Fate.REFUSED;
    }

    /** Returns a sentence that says what the attempts got, for instance "Attempts 1 and 2 got no answer, attempt 3 …". */
    @Override
    public String toString() {
        if (attempts.size() == 1) {
            return "The only attempt " + attempts.get(0).what() + ".";
        }
        StringBuilder text = new StringBuilder();
        int first = 0;
        while (first < attempts.size()) {
            int next = first + 1;
            while (next < attempts.size() && attempts.get(next).equals(attempts.get(first))) {
                next++;
            }
            text.append(first == 0 ? "A" : ", a").append("ttempt").append(next == first + 1 ? " " : "s ");
            text.append(first + 1).append(next == first + 1 ? "" : " to " + next);
            text.append(' ').append(attempts.get(first).what());
            first = next;
        }
        return text.append('.').toString();
    }
}
