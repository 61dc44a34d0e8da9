package io.dynastore.embedded.internal.wire;

/**
 * A request for one operation.
 *
 * @param operation the operation's name, such as {@code PutItem}
 * @param body the JSON of the request, which nobody changes
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
public record Request(String operation, byte[] body) {}
