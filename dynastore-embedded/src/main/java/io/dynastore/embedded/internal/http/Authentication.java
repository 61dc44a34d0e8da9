package io.dynastore.embedded.internal.http;

import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a request is signed in one of the two ways of AWS: by the field {@code Authorization} or by parameters of the
 * query. Credentials and signatures are not verified.
 */
final class Authentication {
    private static final String SCHEME = "AWS4-";
    private static final List<String> PARTS = List.of("Credential", "Signature", "SignedHeaders");
    private static final String ALGORITHM = "X-Amz-Algorithm";
    private static final List<String> PARAMETERS =
            List.of(ALGORITHM, "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date");
    private static final Pattern SEPARATOR = Pattern.compile("[, ]+");

    private Authentication() {}

    /** Returns the error of a request that is not signed, or null. */
    static @Nullable ApiError check(Head head) {
        String field = head.fields().first("authorization");
        if (head.query().matches("(.*&)?" + ALGORITHM + "([=&].*)?")) {
            return field == null || field.isEmpty()
                    ? checkQuery(head.query())
                    : new ApiError(
                            ErrorType.INVALID_SIGNATURE,
                            "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
        }
        if (field == null || !field.startsWith(SCHEME)) {
            return new ApiError(ErrorType.MISSING_AUTHENTICATION_TOKEN, "Request is missing Authentication Token");
        }
        return checkField(field, head.fields());
    }

    private static @Nullable ApiError checkField(String field, Fields fields) {
        String[] words = SEPARATOR.split(field);
        StringBuilder missing = new StringBuilder();
        for (String part : PARTS) {
            if (!has(words, part)) {
                missing.append("Authorization header requires '").append(part).append("' parameter. ");
            }
        }
        if (fields.first("x-amz-date") == null && fields.first("date") == null) {
            missing.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        }
        return missing.isEmpty() ? null : incomplete(missing + "Authorization=" + field);
    }

    private static boolean has(String[] words, String part) {
        for (String word : words) {
            if (word.startsWith(part + "=") && word.length() > part.length() + 1) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable ApiError checkQuery(String query) {
        StringBuilder missing = new StringBuilder();
        for (String parameter : PARAMETERS) {
            if (!query.matches("(.*&)?" + parameter + "=[^&]+(&.*)?")) {
                missing.append("AWS query-string parameters must include '")
                        .append(parameter)
                        .append("'. ");
            }
        }
        return missing.isEmpty() ? null : incomplete(missing + "Re-examine the query-string parameters.");
    }

    private static ApiError incomplete(String message) {
        return new ApiError(ErrorType.INCOMPLETE_SIGNATURE, message);
    }
}
