package io.dynastore.internal;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * One attempt of a request as the HTTP client saw it. Thread-safe: some HTTP clients read the body of a request on a thread of
 * their own.
 */
public final class Transmission {
    private enum State {
        PREPARED,
        SENT,
        GIVEN_UP
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.PREPARED);
    private volatile @Nullable SdkHttpResponse answer;
    private volatile @Nullable String errorType;
    private volatile @Nullable Throwable failure;

    Transmission() {}

    /**
     * Notes that the HTTP client begins to read the body, and so to send it.
     *
     * @return false if the attempt was given up, so that nothing may be sent any more
     */
    public boolean begin() {
        return state.compareAndExchange(State.PREPARED, State.SENT) != State.GIVEN_UP;
    }

    /**
     * Gives the attempt up unless the HTTP client has begun to send it.
     *
     * @return whether nothing was sent, and nothing will be
     */
    public boolean isUnsent() {
        return state.compareAndExchange(State.PREPARED, State.GIVEN_UP) != State.SENT;
    }

    /**
     * Notes the answer.
     *
     * @param answered its head
     * @param type the error type that its body names; null if it names none, or was not read
     */
    public void answered(SdkHttpResponse answered, @Nullable String type) {
        answer = answered;
        errorType = type;
    }

    /**
     * Notes that no answer came.
     *
     * @param thrown what the HTTP client threw
     */
    public void failed(Throwable thrown) {
        failure = thrown;
    }

    /** {@return the HTTP status of the answer; 0 if none came} */
    public int status() {
        SdkHttpResponse answered = answer;
        return answered == null ? 0 : answered.statusCode();
    }

    /** {@return the id that AWS gave the request; null if no answer came, or it has none} */
    public @Nullable String requestId() {
        SdkHttpResponse answered = answer;
        return answered == null
                ? null
                : answered.firstMatchingHeader("x-amzn-RequestId").orElse(null);
    }

    /** {@return the error type that the answer names; null if it names none} */
    public @Nullable String errorType() {
        return errorType;
    }

    /** {@return what the HTTP client threw; null if an answer came} */
    public @Nullable Throwable failure() {
        return failure;
    }
}
