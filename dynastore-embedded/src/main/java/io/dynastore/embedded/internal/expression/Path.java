package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document path with its placeholders resolved.
 *
 * @param attribute the top-level attribute
 * @param steps the steps inside it
 */
record Path(String attribute, List<Step> steps) {
    Path {
        steps = List.copyOf(steps);
    }

    /** {@return the value at this path, or null if the item has none} */
    @Nullable
    Value in(Map<String, Value> item) {
        Value value = item.get(attribute);
        for (Step step : steps) {
            value = step(value, step);
        }
        return value;
    }

    private static @Nullable Value step(@Nullable Value value, Step step) {
        if (value instanceof Value.Document map && step instanceof Step.Member member) {
            return map.members().get(member.name());
        }
        if (value instanceof Value.Array list
                && step instanceof Step.Element element
                && element.position() < list.elements().size()) {
            return list.elements().get((int) element.position());
        }
        return null;
    }

    /** {@return whether the paths are equal or one leads into the other} */
    boolean overlaps(Path other) {
        int common = Math.min(steps.size(), other.steps.size());
        return attribute.equals(other.attribute) && steps.subList(0, common).equals(other.steps.subList(0, common));
    }

    /** {@return whether the paths treat the same value as a map and as a list} */
    boolean conflictsWith(Path other) {
        if (!attribute.equals(other.attribute)) {
            return false;
        }
        int common = Math.min(steps.size(), other.steps.size());
        for (int i = 0; i < common; i++) {
            Step mine = steps.get(i);
            Step others = other.steps.get(i);
            if (!mine.equals(others)) {
                return mine instanceof Step.Member != others instanceof Step.Member;
            }
        }
        return false;
    }

    /** {@return the path as DynamoDB's messages show it} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[").append(attribute);
        for (Step step : steps) {
            text.append(", ").append(step);
        }
        return text.append(']').toString();
    }
}
