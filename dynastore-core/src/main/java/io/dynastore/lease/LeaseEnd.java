package io.dynastore.lease;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a lease ended.
 *
 * @param reason the kind of end
 * @param token of a lease that was taken over: the token of the new holder; null otherwise
 * @param cause of a lease that expired: what the last renewal failed with; null if none was tried, or it hung until then
 */
public record LeaseEnd(
        Reason reason, @Nullable Long token, @Nullable Throwable cause) {

    /** The kinds of end. */
    public enum Reason {
        /** Its holder released it, here or in another process. */
        RELEASED,
        /** Its deadline passed before it was renewed: DynamoDB could not be reached, or this process stood still. */
        EXPIRED,
        /** Somebody else has it. */
        TAKEN_OVER,
        /** Its item was deleted. */
        DELETED,
        /** The {@link Leases} that it belongs to were closed, and released it. */
        CLOSED
    }

    /**
     * Creates a end.
     *
     * @param reason the kind of end
     * @param token the token of the new holder, or null
     * @param cause what the last renewal failed with, or null
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

    @Override
    public String toString() {
        return switch (reason) {
            case RELEASED -> "it was released";
            case EXPIRED -> "it was not renewed before its deadline" + (cause == null ? "" : " (" + cause + ")");
            case TAKEN_OVER -> "it was taken over with token " + token;
            case DELETED -> "its item was deleted";
            case CLOSED -> "the leases of this process were closed";
        };
    }
}
