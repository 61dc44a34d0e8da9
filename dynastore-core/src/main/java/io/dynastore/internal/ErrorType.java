package io.dynastore.internal;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The type of an error, which DynamoDB names in the body of its answer, as in {@code "__type":
 * "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"}. An answer without such a type comes from something
 * between the client and DynamoDB. Pure.
 */
public final class ErrorType {
    private static final String MEMBER = "__type";
    private static final String IN_PROGRESS = "TransactionInProgressException";
    private static final Set<String> THROTTLING =
            Set.of("ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException");

    private ErrorType() {}

    /**
     * Returns the type that an error's body names.
     *
     * @param body the body, or its start
     * @param length the number of its bytes
     * @return the value of the member {@code __type} of the JSON object; null if the bytes do not contain all of it
     */
    public static @Nullable String find(byte[] body, int length) {
        int depth = 0;
        String name = null;
        for (int i = 0; i < length; i++) {
            switch (body[i]) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case ',' -> name = depth == 1 ? null : name;
                case '"' -> {
                    int end = endOfString(body, i, length);
                    if (end < 0) {
                        return null;
                    }
                    String text = depth == 1 ? new String(body, i + 1, end - i - 1, StandardCharsets.UTF_8) : null;
                    if (MEMBER.equals(name) && text != null) {
                        return text;
                    }
                    name = name == null ? text : name;
                    i = end;
                }
                default -> {}
            }
        }
        return null;
    }

    /** Returns the position of the quotation mark that ends a string; -1 if the bytes end before it. */
    private static int endOfString(byte[] body, int start, int length) {
        for (int i = start + 1; i < length; i++) {
            if (body[i] == '\\') {
                i++;
            } else if (body[i] == '"') {
                return i;
            }
        }
        return -1;
    }

    /**
     * Returns whether a type is one of DynamoDB's.
     *
     * @param type the type; null if the answer named none
     * @return whether it is one of DynamoDB's
     */
    public static boolean isOfDynamoDb(@Nullable String type) {
        return type != null && (type.startsWith("com.amazonaws.dynamodb") || type.startsWith("com.amazon.coral"));
    }

    /**
     * Returns whether an error with a status of 4xx means that DynamoDB has not executed the request. The only one that does not
     * is a transaction in progress, which is an earlier attempt of the same transaction.
     *
     * @param type the type; null if the answer named none
     * @return whether the request was refused
     */
    public static boolean isRefusal(@Nullable String type) {
        return type != null && isOfDynamoDb(type) && !simpleName(type).equals(IN_PROGRESS);
    }

    /**
     * Returns whether DynamoDB has refused a request because there are too many.
     *
     * @param type the type; null if the answer named none
     * @return whether the request was throttled
     */
    public static boolean isThrottling(@Nullable String type) {
        return type != null && isOfDynamoDb(type) && THROTTLING.contains(simpleName(type));
    }

    /**
     * Returns a type without its namespace.
     *
     * @param type the type
     * @return for example {@code ValidationException}
     */
    public static String simpleName(String type) {
        return type.substring(type.indexOf('#') + 1);
    }
}
