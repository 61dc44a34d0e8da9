package io.dynastore.embedded.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The path to an attribute or to a value in it: names are strings, positions in lists are integers. */
record Path(List<Object> steps) {
    static Path of(Object... steps) {
        return new Path(List.of(steps));
    }

    String root() {
        return (String) steps.get(0);
    }

    Object last() {
        return steps.get(steps.size() - 1);
    }

    boolean isNested() {
        return steps.size() > 1;
    }

    Path parent() {
        return new Path(steps.subList(0, steps.size() - 1));
    }

    /** Returns whether one projection or update cannot name both paths, because they overlap or conflict. */
    boolean clashesWith(Path other) {
        int common = Math.min(steps.size(), other.steps.size());
        for (int i = 0; i < common; i++) {
            if (!steps.get(i).equals(other.steps.get(i))) {
                return steps.get(i).getClass() != other.steps.get(i).getClass();
            }
        }
        return true;
    }

    @Nullable
    AttributeValue in(Map<String, AttributeValue> item) {
        AttributeValue found = AttributeValue.fromM(item);
        for (Object step : steps) {
            found = found == null ? null : child(found, step);
        }
        return found;
    }

    private static @Nullable AttributeValue child(AttributeValue parent, Object step) {
        if (step instanceof Integer index) {
            return parent.hasL() && index < parent.l().size() ? parent.l().get(index) : null;
        }
        return parent.hasM() ? parent.m().get(step) : null;
    }

    /** Returns the item with a value at this path, whose parent exists; a position beyond the end of a list appends. */
    Map<String, AttributeValue> set(Map<String, AttributeValue> item, AttributeValue value) {
        return set(AttributeValue.fromM(item), steps, value).m();
    }

    private static AttributeValue set(AttributeValue parent, List<Object> steps, AttributeValue value) {
        if (steps.isEmpty()) {
            return value;
        }
        Object step = steps.get(0);
        AttributeValue child = child(parent, step);
        AttributeValue changed = steps.size() == 1
                ? value
                : set(java.util.Objects.requireNonNull(child), steps.subList(1, steps.size()), value);
        if (step instanceof Integer index) {
            List<AttributeValue> elements = new ArrayList<>(parent.l());
            if (index < elements.size()) {
                elements.set(index, changed);
            } else {
                elements.add(changed);
            }
            return AttributeValue.fromL(elements);
        }
        Map<String, AttributeValue> members = new TreeMap<>(parent.m());
        members.put((String) step, changed);
        return AttributeValue.fromM(members);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(root());
        steps.subList(1, steps.size())
                .forEach(step -> text.append(step instanceof Integer ? "[" + step + "]" : "." + step));
        return text.toString();
    }
}
