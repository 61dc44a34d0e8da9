package io.dynastore;

import java.util.EnumSet;
import java.util.Set;

/** The words that an operation can say, and those that the facts allow. Shares nothing with the judgement that it checks. */
final class MatrixCell {
    private MatrixCell() {}

    /** Which attempts meet the trouble, and what the next one meets. */
    enum Mode {
        /** The first attempt; the next one is answered. */
        FIRST,
        /** The first attempt; then another client writes, and the next attempt is answered. */
        RIVAL,
        /** Every attempt. */
        EVERY
    }

    /** What a client can see of one attempt. */
    enum Sight {
        /** The request was not handed over. */
        NOT_SENT,
        /** DynamoDB itself has refused it. */
        REFUSED,
        /** DynamoDB's answer, with everything that was asked for. */
        ANSWERED,
        /** Anything else: nothing tells whether it was executed, or is still to be. */
        UNCLEAR
    }

    /** What an operation says. */
    enum Word {
        /** It has taken effect. */
        SUCCESS,
        /** It was not needed, or it is not known to have taken effect: {@code false}, or no lease. */
        FALSE,
        /** Nothing was written. */
        REFUSED,
        /** Its outcome is unknown. */
        UNKNOWN,
        /** The item is said to be another program's. */
        NONSENSE
    }

    static Word said(Object returned, Throwable thrown) {
        if (thrown == null) {
            return Boolean.FALSE.equals(returned) ? Word.FALSE : Word.SUCCESS;
        }
        if (thrown instanceof OutcomeUnknownException
                || (thrown instanceof BatchFailedException && thrown.getCause() instanceof OutcomeUnknownException)) {
            return Word.UNKNOWN;
        }
        // Whatever else is thrown says nothing about the write, so that its caller takes it for not written.
        return thrown instanceof MalformedItemException ? Word.NONSENSE : Word.REFUSED;
    }

    /**
     * Returns the words that are true and as definite as a client can be.
     *
     * @param sights what the client may have seen of each troubled attempt
     * @param passed whether the last attempt was answered undisturbed
     */
    static Set<Word> allowed(MatrixOperation operation, Trouble trouble, Mode mode, Set<Sight> sights, boolean passed) {
        Set<Word> words = EnumSet.noneOf(Word.class);
        for (Sight sight : sights) {
            boolean doubt = sight == Sight.UNCLEAR;
            if (passed) {
                words.add(
                        mode == Mode.RIVAL
                                ? operation.afterRival(doubt, trouble.executes())
                                : operation.afterRetry(doubt && trouble.executes()));
            } else {
                words.add(
                        switch (sight) {
                            case NOT_SENT, REFUSED -> Word.REFUSED;
                            case ANSWERED -> Word.SUCCESS;
                            case UNCLEAR -> Word.UNKNOWN;
                        });
            }
        }
        if (trouble.isTimeOut()) {
            words.add(Word.UNKNOWN);
        }
        return words;
    }
}
