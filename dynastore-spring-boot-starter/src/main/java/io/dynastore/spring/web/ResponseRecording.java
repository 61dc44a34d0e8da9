package io.dynastore.spring.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is recorded of the responses of idempotent handler methods. Immutable.
 *
 * @param maxBodySize the largest size of the body of a request, in bytes; a larger one is refused before anything is run
 * @param headers the names of the headers of a response that are recorded
 * @param statuses the statuses with which a response is recorded, such as {@code 2xx} or {@code 409}. Other responses give the key
 *     back, and so do errors whose page the container makes
 */
public record ResponseRecording(long maxBodySize, List<String> headers, List<String> statuses) {
    private static final Set<String> NEVER = Set.of("set-cookie", "set-cookie2");

    /**
     * Creates the settings.
     *
     * @param maxBodySize the largest size of the body of a request
     * @param headers the names of the headers
     * @param statuses the statuses
     * @throws IllegalArgumentException if the size is negative, a status is none, or a header is one that sets cookies
     */
    public ResponseRecording {
        if (maxBodySize < 0) {
            throw new IllegalArgumentException("The size of a body must not be negative, but is " + maxBodySize + ".");
        }
        for (String status : statuses) {
            if (!status.matches("[2-5](xx|\\d\\d)")) {
                throw new IllegalArgumentException("'" + status
                        + "' is not a status from 200 to 599, such as 201, nor a class of them, such as 2xx.");
            }
        }
        for (String header : headers) {
            if (NEVER.contains(header.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "'" + header + "' must not be sent again: it would resume a session.");
            }
        }
        headers = List.copyOf(headers);
        statuses = List.copyOf(statuses);
    }

    boolean records(CapturedResponse response) {
        String status = Integer.toString(response.getStatus());
        return !response.isLeftToTheContainer()
                && statuses.stream().anyMatch(recorded -> status.matches(recorded.replace('x', '.')));
    }
}
