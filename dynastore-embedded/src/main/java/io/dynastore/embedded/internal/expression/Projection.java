package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Value;
import java.util.Map;
import java.util.Set;

/** A selection of attributes and of parts of them. Immutable. */
public interface Projection {
    /** {@return the selected parts of an item, inside the maps and lists that contain them; empty if it has none} */
    Map<String, Value> apply(Map<String, Value> item);

    /** {@return the top-level attributes that the projection names} */
    Set<String> attributes();

    /** {@return the top-level attributes inside of which the projection selects} */
    Set<String> nested();
}
