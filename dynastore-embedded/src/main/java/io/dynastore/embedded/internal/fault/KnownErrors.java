package io.dynastore.embedded.internal.fault;

import io.dynastore.embedded.internal.fault.ErrorReply.Plain;
import io.dynastore.embedded.internal.wire.ErrorType;

/** Errors of DynamoDB with the texts of AWS. */
public final class KnownErrors {
    public static final ErrorReply INTERNAL_SERVER_ERROR =
            new Plain(ErrorType.INTERNAL_SERVER_ERROR, "Internal server error");

    public static final ErrorReply SERVICE_UNAVAILABLE =
            new Plain(ErrorType.SERVICE_UNAVAILABLE, "DynamoDB is currently unavailable.");

    public static final ErrorReply THROTTLING =
            new Plain(ErrorType.THROTTLING, "Rate of requests exceeds the allowed throughput.");

    public static final ErrorReply THROUGHPUT_EXCEEDED = new Plain(
            ErrorType.PROVISIONED_THROUGHPUT_EXCEEDED,
            "The level of configured provisioned throughput for the table was exceeded. Consider increasing your"
                    + " provisioning level with the UpdateTable API.");

    public static final ErrorReply REQUEST_LIMIT_EXCEEDED = new Plain(
            ErrorType.REQUEST_LIMIT_EXCEEDED,
            "Throughput exceeds the current throughput limit for your account. Please contact AWS Support at"
                    + " https://aws.amazon.com/support to request a limit increase.");

    public static final ErrorReply TRANSACTION_IN_PROGRESS = new Plain(
            ErrorType.TRANSACTION_IN_PROGRESS,
            "The transaction with the given request token is already in progress.",
            "TransactWriteItems");

    public static final ErrorReply REPLICATED_WRITE_CONFLICT = new Plain(
            ErrorType.REPLICATED_WRITE_CONFLICT,
            "The request was rejected because one or more items in the request are being modified by a request in another"
                    + " Region.",
            "PutItem",
            "UpdateItem",
            "DeleteItem",
            "BatchWriteItem");

    public static final ErrorReply EXPIRED_CREDENTIALS = new Plain(
            400, ErrorType.qualified("ExpiredTokenException"), "The security token included in the request is expired");

    public static final ErrorReply UNKNOWN_CREDENTIALS =
            new Plain(ErrorType.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid.");

    private KnownErrors() {}
}
