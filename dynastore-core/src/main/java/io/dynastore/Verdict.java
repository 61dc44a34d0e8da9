package io.dynastore;

import org.jspecify.annotations.Nullable;

/**
 * What a refused condition means for the write that it refused. The SDK sends a request again when it has lost the reply,
 * and then the condition may be refused because of the very write that it belongs to. Pure; the rules are those of the
 * method for each kind of write.
 */
enum Verdict {
    /** An earlier attempt did it. */
    COMMITTED,
    /** No attempt did it; an entry stands in the way. */
    CONFLICT,
    /** No attempt did it; there is no entry. */
    GONE,
    /** No attempt did it; an expired item stands in the way. */
    LEFTOVER,
    /** No attempt did it; an item that a newer holder has written stands in the way. */
    STALE,
    /** An attempt may have done it, and nothing tells. */
    UNKNOWN;

    /**
     * What is known when a condition was refused.
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

    /** Of a write to a live entry at a revision. */
    static Verdict ofUpdate(Evidence evidence, Revision expected, String writeId) {
        Revision current = evidence.current();
        if (current == null) {
            return evidence.retried() ? UNKNOWN : GONE;
        }
        if (current.equals(new Revision(expected.version() + 1, writeId))) {
            return COMMITTED;
        }
        // Not even a rival at the next version proves that no attempt wrote: the put that began the incarnation may
        // have been
        // retried after a deletion, and then the same incarnation has the same versions again.
        if (evidence.retried() && !current.equals(expected)) {
            return UNKNOWN;
        }
        return evidence.orStale(evidence.live() ? CONFLICT : GONE);
    }

    /** Of a write that needs the key to have no item. */
    static Verdict ofCreate(Evidence evidence, String writeId) {
        Revision current = evidence.current();
        if (current == null) {
            return UNKNOWN;
        }
        if (WriteId.isSameIncarnation(current.writeId(), writeId)) {
            // Nobody but this write began this incarnation, whoever has continued it.
            return COMMITTED;
        }
        if (evidence.stale()) {
            return evidence.retried() ? UNKNOWN : STALE;
        }
        if (!evidence.live()) {
            // It had expired before this write began and is still there, so there was never room for this write.
            return LEFTOVER;
        }
        return evidence.retried() ? UNKNOWN : CONFLICT;
    }

    /**
     * Of a write that is refused only by leftovers, by its own earlier attempt, and by a higher fence. That fence may have
     * come after an attempt which then was executed, and left no trace.
     *
     * @param samePayload whether the item holds the payload that this write brings. The Go library leaves our write id in
     *     what it writes over our entry
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

    /** Of a write that replaces a leftover at a revision. After CONFLICT and GONE it may be tried from the start. */
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

    /** Of a delete of a live entry at a revision. One that is gone after a retry was deleted, by whomever. */
    static Verdict ofDelete(Evidence evidence, Revision expected) {
        Revision current = evidence.current();
        if (current == null) {
            return evidence.retried() ? COMMITTED : GONE;
        }
        // Nor does the same incarnation prove here that it was never deleted.
        if (evidence.retried() && !current.equals(expected)) {
            return UNKNOWN;
        }
        return evidence.orStale(evidence.live() ? CONFLICT : GONE);
    }

    /** Of a delete of whatever is there, which is refused only by nothing, and by a higher fence. */
    static Verdict ofDelete(Evidence evidence) {
        if (evidence.current() == null) {
            return evidence.retried() ? COMMITTED : GONE;
        }
        return evidence.stale() && !evidence.retried() ? STALE : UNKNOWN;
    }
}
