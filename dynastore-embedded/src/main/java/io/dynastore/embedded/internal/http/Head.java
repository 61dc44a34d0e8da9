package io.dynastore.embedded.internal.http;

import org.jspecify.annotations.Nullable;

/**
 * The head of a request.
 *
 * @param method the method
 * @param authority the host and port of a target in absolute form, which counts in place of {@code Host}
 * @param path the path without the query
 * @param query the query without its question mark, which is empty if there is none
 * @param modern whether the version is HTTP/1.1 rather than HTTP/1.0
 * @param fields the fields
 */
record Head(String method, @Nullable String authority, String path, String query, boolean modern, Fields fields) {
    /** Returns whether the client keeps the connection open for another request. */
    boolean keepsAlive() {
        return modern ? !fields.contains("connection", "close") : fields.contains("connection", "keep-alive");
    }
}
