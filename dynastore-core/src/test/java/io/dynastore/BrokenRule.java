package io.dynastore;

import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** A rule about the outcome of a transaction, and what a store that breaks it would do and say. */
enum BrokenRule {
    NONE,

    /** A request that is repeated has another token each time. */
    ONE_TOKEN_FOR_ALL_ATTEMPTS {
        @Override
        DynamoDbRequest sent(DynamoDbRequest request) {
            return request instanceof TransactWriteItemsRequest transaction
                    ? transaction.toBuilder()
                            .clientRequestToken(UUID.randomUUID().toString())
                            .build()
                    : request;
        }
    },

    /** A cancellation is taken for the outcome of attempts before it, which may still be executed. */
    A_CANCELLATION_SPEAKS_FOR_ITSELF_ALONE {
        @Override
        boolean saysNotWritten(OutcomeUnknownException unknown) {
            return isCancelled(unknown);
        }
    },

    /** After a cancellation, the transaction is sent under a second token, although an attempt with the first may live. */
    NO_SECOND_TOKEN_WHILE_THE_FIRST_MAY_LIVE {
        @Override
        boolean sendsAgain(OutcomeUnknownException unknown) {
            return isCancelled(unknown);
        }
    },

    /** What got no answer is taken for not executed. */
    AN_ATTEMPT_WITHOUT_AN_ANSWER_MAY_BE_EXECUTED_LATE {
        @Override
        boolean saysNotWritten(OutcomeUnknownException unknown) {
            return !isCancelled(unknown);
        }
    };

    /** Returns the request that is sent. */
    DynamoDbRequest sent(DynamoDbRequest request) {
        return request;
    }

    /** Returns whether it would be said that nothing was written, where the outcome is unknown. */
    boolean saysNotWritten(OutcomeUnknownException unknown) {
        return false;
    }

    /** Returns whether the transaction would be sent under another token, where the outcome is unknown. */
    boolean sendsAgain(OutcomeUnknownException unknown) {
        return false;
    }

    private static boolean isCancelled(OutcomeUnknownException unknown) {
        return unknown.getCause() instanceof TransactionCanceledException;
    }
}
