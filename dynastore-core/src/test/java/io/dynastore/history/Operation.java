package io.dynastore.history;

import io.dynastore.Revision;
import io.dynastore.testkit.history.Event;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did with one key, and what came of it.
 *
 * @param number the place in the order of invocations
 * @param expected the revision that a conditional write names
 * @param value what was written or found; null where there is none
 * @param change what a MODIFY does to a value
 * @param revision of what was written or found; of the current entry in a refusal, or null if that does not tell
 * @param returned when the caller knew the result; {@link #NEVER} if unknown, for it may happen later still
 */
record Operation(
        long number,
        Kind kind,
        String key,
        @Nullable Revision expected,
        @Nullable Object value,
        @Nullable UnaryOperator<Object> change,
        Result result,
        @Nullable Revision revision,
        long invoked,
        long returned,
        boolean optional)
        implements Event {
    enum Kind {
        GET,
        PUT,
        CREATE,
        UPDATE,
        MODIFY,
        DELETE,
        DELETE_AT
    }

    enum Result {
        OK,
        ABSENT,
        EXISTS,
        MODIFIED,
        UNKNOWN
    }

    Operation {
        if (returned <= invoked) {
            throw new IllegalArgumentException("Returned before it was invoked.");
        }
    }

    boolean isWrite() {
        return kind != Kind.GET;
    }

    Operation with(Result other, @Nullable Revision otherRevision) {
        boolean unknown = other == Result.UNKNOWN;
        return new Operation(
                number,
                kind,
                key,
                expected,
                value,
                change,
                other,
                otherRevision,
                invoked,
                unknown ? NEVER : returned,
                unknown || optional);
    }

    /** Whether nobody can tell, of two unknown operations, which of them took effect. */
    @Override
    public boolean doesTheSameAs(Event event) {
        return event instanceof Operation other
                && returned == other.returned
                && result == other.result
                && (number == other.number || (kind == Kind.DELETE && other.kind == Kind.DELETE));
    }

    /** The same write taking effect once more, or not, while it runs. */
    Operation repeated() {
        return new Operation(
                number, kind, key, expected, value, change, Result.UNKNOWN, revision, invoked, returned, true);
    }

    @Override
    public String toString() {
        return "#" + number + " [" + invoked + ".." + (returned == NEVER ? "" : returned) + "] " + kind
                + (expected == null ? "" : " at " + expected) + (value == null ? "" : " " + value) + " -> " + result
                + (revision == null ? "" : " " + revision);
    }
}
