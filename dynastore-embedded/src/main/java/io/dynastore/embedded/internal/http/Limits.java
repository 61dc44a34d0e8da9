package io.dynastore.embedded.internal.http;

import java.time.Duration;

/**
 * The limits of what the server accepts from clients.
 *
 * @param headBytes the longest head of a request: its first line and its fields
 * @param fields the largest number of fields
 * @param bodyBytes the longest body
 * @param connections the largest number of open connections, each of which has a thread; others wait in the backlog
 * @param idle the time that a connection stays open without a request
 * @param head the time that a client may take to send the head, from its first byte
 * @param body the time that a client may take to send the body
 */
record Limits(int headBytes, int fields, int bodyBytes, int connections, Duration idle, Duration head, Duration body) {
    /** The limits of every server outside tests. DynamoDB takes requests of up to 16 MB. */
    static final Limits DEFAULT = new Limits(
            64 * 1024,
            100,
            16 * 1024 * 1024,
            512,
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60));
}
