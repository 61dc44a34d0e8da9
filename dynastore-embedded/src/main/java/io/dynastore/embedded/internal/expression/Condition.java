package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Value;
import java.util.Map;
import java.util.Set;

/** A condition or a filter. Immutable. */
public interface Condition {
    /** {@return whether an item fulfils the condition} */
    boolean matches(Map<String, Value> item);

    /** {@return the top-level attributes that the condition names} */
    Set<String> attributes();

    /** {@return the top-level attributes inside of which the condition reads} */
    Set<String> nested();
}
