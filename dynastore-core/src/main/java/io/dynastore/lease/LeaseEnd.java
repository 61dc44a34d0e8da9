package io.dynastore.lease;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The end of a lease and the reason for it. Serializable if its cause is.
 *
 * @param reason the kind of end
 * @param token if the lease was taken over, the token of the new holder; otherwise null
 * @param cause if the lease expired, the failure of the last renewal; null if there was none, or it had not ended by then
 * @serial exclude
 */
@SuppressWarnings("InvalidBlockTag") // The tag is for javadoc, which documents the serialized form otherwise.
public record LeaseEnd(
        Reason reason, @Nullable Long token, @Nullable Throwable cause) implements Serializable {

    /** The kinds of end. */
    public enum Reason {
        /** The holder released the lease, here or in another process. */
        RELEASED,
        /** The deadline passed before the lease was renewed: DynamoDB could not be reached, or this process stood still. */
        EXPIRED,
        /** Another process has acquired the lease. */
        TAKEN_OVER,
        /** The item of the lease was deleted. */
        DELETED,
        /** The {@link Leases} that the lease belongs to were closed, and released it. */
        CLOSED
    }

    /**
     * Creates an end.
     *
     * @param reason the kind of end
     * @param token the token of the new holder, or null
     * @param cause the failure of the last renewal, or null
     */
    public LeaseEnd {
        Objects.requireNonNull(reason, "reason");
    }

    static LeaseEnd of(Reason reason) {
        return new LeaseEnd(reason, null, null);
    }

    static LeaseEnd expired(@Nullable Throwable cause) {
        return new LeaseEnd(Reason.EXPIRED, null, cause);
    }

    static LeaseEnd takenOver(long token) {
        return new LeaseEnd(Reason.TAKEN_OVER, token, null);
    }

    /** Returns why an item is no longer a lease's; null if it is. */
    static @Nullable LeaseEnd found(@Nullable LeaseItem current, LeaseHandle lease) {
        if (current == null) {
            return of(Reason.DELETED);
        }
        if (current.token() != lease.token()) {
            return takenOver(current.token());
        }
        if (current.isOwnedBy(lease.owner())) {
            return null;
        }
        return current.isFree() ? of(Reason.RELEASED) : takenOver(current.token());
    }

    /** {@return the end as the rest of a sentence, such as "it was released"} */
    @Override
    public String toString() {
        return switch (reason) {
            case RELEASED -> "it was released";
            case EXPIRED -> "it was not renewed before its deadline" + (cause == null ? "" : " (" + cause + ")");
            case TAKEN_OVER -> "it was taken over" + (token == null ? "" : " with token " + token);
            case DELETED -> "its item was deleted";
            case CLOSED -> "the leases of this process were closed";
        };
    }
}
