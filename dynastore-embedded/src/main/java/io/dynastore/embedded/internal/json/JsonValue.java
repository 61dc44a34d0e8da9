package io.dynastore.embedded.internal.json;

import tools.jackson.core.JsonGenerator;

/** Something in a tree that writes itself. */
public interface JsonValue {
    /** Writes one JSON value. */
    void write(JsonGenerator generator);
}
