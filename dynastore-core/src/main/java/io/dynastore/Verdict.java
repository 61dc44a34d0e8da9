package io.dynastore;

import org.jspecify.annotations.Nullable;

/**
 * The meaning of a failed condition for the write that it refused. The SDK sends a request again if its reply was lost, and
 * then the condition may fail because of the very write that it belongs to. Pure; each kind of write has a method with its
 * rules.
 */
enum Verdict {
    /** An earlier attempt took effect. */
    COMMITTED,
    /** No attempt took effect; an entry prevented it. */
    CONFLICT,
    /** No attempt took effect; the entry does not exist. */
    GONE,
    /** No attempt took effect; an expired item prevented it. */
    LEFTOVER,
    /** No attempt took effect; an item that a newer holder has written prevented it. */
    STALE,
    /** It is unknown whether an attempt took effect. */
    UNKNOWN;

    /**
     * The facts that are known when a condition has failed.
     *
     * @param current the revision of the item that refused it; null if there was none
     * @param live whether that item was live
     * @param retried whether an attempt before the refused one may have been executed
     * @param stale whether that item's fence is higher than the token of the write; not if the write is not fenced
     */
    record Evidence(@Nullable Revision current, boolean live, boolean retried, boolean stale) {
        private Verdict orStale(Verdict otherwise) {
            return stale ? STALE : otherwise;
        }
    }

    /** Returns the verdict on a write to a live entry at a revision. */
    static Verdict ofUpdate(Evidence evidence, Revision expected, String writeId) {
        Revision current = evidence.current();
        if (current == null) {
            return evidence.retried() ? UNKNOWN : GONE;
        }
        if (current.equals(new Revision(expected.version() + 1, writeId))) {
            return COMMITTED;
        }
        // Not even another write at the next version proves that no attempt took effect: the put that began the
        // incarnation may have been retried after a deletion, and then the same incarnation has the same versions
        // again.
        if (evidence.retried() && !current.equals(expected)) {
            return UNKNOWN;
        }
        return evidence.orStale(evidence.live() ? CONFLICT : GONE);
    }

    /** Returns the verdict on a write that requires the key to have no item. */
    static Verdict ofCreate(Evidence evidence, String writeId) {
        Revision current = evidence.current();
        if (current == null) {
            return UNKNOWN;
        }
        if (WriteId.isSameIncarnation(current.writeId(), writeId)) {
            // Only this write can have begun this incarnation, even if other writes have continued it.
            return COMMITTED;
        }
        if (evidence.stale()) {
            return evidence.retried() ? UNKNOWN : STALE;
        }
        if (!evidence.live()) {
            // It had expired before this write began and still exists, so no attempt can have taken effect.
            return LEFTOVER;
        }
        return evidence.retried() ? UNKNOWN : CONFLICT;
    }

    /**
     * Returns the verdict on a write that only leftovers, its own earlier attempt and a higher fence refuse. The fence may
     * have been written after an attempt that took effect and left no trace.
     *
     * @param samePayload whether the item has the payload of this write. The Go library keeps the write id when it writes
     *     over an entry
     */
    static Verdict ofPut(Evidence evidence, String writeId, boolean samePayload) {
        Revision current = evidence.current();
        if (current == null) {
            return UNKNOWN;
        }
        if (writeId.equals(current.writeId())) {
            return samePayload ? COMMITTED : UNKNOWN;
        }
        if (evidence.stale()) {
            return evidence.retried() ? UNKNOWN : STALE;
        }
        return evidence.live() ? CONFLICT : LEFTOVER;
    }

    /** Returns the verdict on a write that replaces a leftover at a revision. After CONFLICT and GONE, the write starts again. */
    static Verdict ofReplace(Evidence evidence, String writeId) {
        Revision current = evidence.current();
        if (current != null && WriteId.isSameIncarnation(current.writeId(), writeId)) {
            return COMMITTED;
        }
        if (evidence.retried()) {
            return UNKNOWN;
        }
        return current == null ? GONE : CONFLICT;
    }

    /** Returns the verdict on a delete of a live entry at a revision. If it is gone after a retry, anybody may have deleted it. */
    static Verdict ofDelete(Evidence evidence, Revision expected) {
        Revision current = evidence.current();
        if (current == null) {
            return evidence.retried() ? UNKNOWN : GONE;
        }
        // Here, too, the same incarnation does not prove that the entry was never deleted.
        if (evidence.retried() && !current.equals(expected)) {
            return UNKNOWN;
        }
        return evidence.orStale(evidence.live() ? CONFLICT : GONE);
    }

    /**
     * Returns the verdict on a delete at any revision, which only a missing item and a higher fence refuse. If there is no item,
     * that is what was asked for, and nobody is told to have removed it.
     */
    static Verdict ofDelete(Evidence evidence) {
        if (evidence.current() == null) {
            return GONE;
        }
        return evidence.stale() && !evidence.retried() ? STALE : UNKNOWN;
    }
}
