package io.dynastore.embedded.internal.json;

import tools.jackson.core.JsonGenerator;

/** A part of a tree that writes itself as JSON. */
public interface JsonValue {
    /** Writes one JSON value. */
    void write(JsonGenerator generator);
}
