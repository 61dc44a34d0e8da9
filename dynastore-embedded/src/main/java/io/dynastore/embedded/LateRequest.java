package io.dynastore.embedded;

import io.dynastore.embedded.internal.wire.Handler;
import io.dynastore.embedded.internal.wire.Request;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that failed for its client, and that reaches the database when {@link #deliver} is called. Thread-safe.
 *
 * @see Faults#late
 */
public final class LateRequest {
    private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();

    private record Kept(Request request, Handler database) {}

    LateRequest() {}

    void keep(Request request, Handler database) {
        kept.set(new Kept(request, database));
    }

    /**
     * Executes the request, once.
     *
     * @return the HTTP status of the reply, which no client sees: 200 if the request was executed, 400 if it was refused
     * @throws IllegalStateException if there was no attempt yet, if it was delivered before, or if the thread is interrupted,
     *     in which case its interrupt status is kept
     */
    public int deliver() {
        Kept late = kept.getAndSet(null);
        if (late == null) {
            throw new IllegalStateException(
                    "There is no request to deliver: it was not attempted yet, or was delivered before.");
        }
        try {
            return late.database.handle(late.request).status();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the late request was executed.", e);
        }
    }

    @Override
    public String toString() {
        return "LateRequest[" + (kept.get() == null ? "nothing to deliver" : "to be delivered") + "]";
    }
}
