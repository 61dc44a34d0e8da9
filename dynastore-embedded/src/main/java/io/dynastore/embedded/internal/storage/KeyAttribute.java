package io.dynastore.embedded.internal.storage;

/**
 * An attribute of a key.
 *
 * @param name its name
 * @param type its type: S, N or B
 */
public record KeyAttribute(String name, String type) {}
