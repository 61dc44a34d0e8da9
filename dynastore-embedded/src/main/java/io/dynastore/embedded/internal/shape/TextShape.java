package io.dynastore.embedded.internal.shape;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A string.
 *
 * @param pattern the pattern of the whole string, if it has one
 * @param least the smallest length, 0 for any
 * @param most the largest length
 * @param values the allowed values in the order in which messages list them; empty if others are allowed
 */
record TextShape(@Nullable Pattern pattern, int least, int most, Set<String> values) implements Shape {
    static final TextShape ANY = new TextShape(null, 0, Integer.MAX_VALUE, Set.of());

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
    private static final String ARN = "arn:";

    /** The name of a table or an index. */
    static final TextShape TABLE_NAME = new TextShape(NAME, 3, 255, Set.of());

    /** Returns a string whose length is limited. */
    static TextShape ofLength(int least, int most) {
        return new TextShape(null, least, most, Set.of());
    }

    /** Returns an enumeration. */
    static TextShape oneOf(String... values) {
        Set<String> ordered = new java.util.LinkedHashSet<>(java.util.List.of(values));
        return new TextShape(null, 0, Integer.MAX_VALUE, java.util.Collections.unmodifiableSet(ordered));
    }

    /** Returns whether the text satisfies the constraints. */
    boolean allows(String text) {
        return (values.isEmpty() || values.contains(text))
                && (isArn(text) || pattern == null || pattern.matcher(text).matches())
                && allowsLength(text);
    }

    /** Returns whether the text is neither too short nor too long. */
    boolean allowsLength(String text) {
        return isArn(text) || (text.length() >= least && text.length() <= most);
    }

    /** Returns whether a table is named by its ARN, which is longer and has other characters. */
    private boolean isArn(String text) {
        return pattern != null && text.startsWith(ARN);
    }

    @Override
    public String constraints() {
        return "[Member must have length less than or equal to " + most
                + ", Member must have length greater than or equal to " + least
                + ", Member must satisfy regular expression pattern: " + pattern + "]";
    }

    @Override
    public void checkType(Object tree) {
        if (!(tree instanceof String)) {
            throw Mismatch.scalar(tree, "String");
        }
    }

    @Override
    public void validate(String path, Object tree, Violations violations) {
        String text = (String) tree;
        if (!values.isEmpty() && !values.contains(text)) {
            violations.add(path, text, "Member must satisfy enum value set: [" + String.join(", ", values) + "]");
        }
        if (isArn(text)) {
            return;
        }
        if (pattern != null && !pattern.matcher(text).matches()) {
            violations.add(path, text, "Member must satisfy regular expression pattern: " + pattern);
        }
        violations.checkLength(path, text, text.length(), least, most);
    }
}
