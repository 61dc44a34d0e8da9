package io.dynastore.embedded.internal.wire;

/**
 * A request for one operation.
 *
 * @param operation the operation's name, such as {@code PutItem}
 * @param body the JSON of the request, which must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
public record Request(String operation, byte[] body) {}
