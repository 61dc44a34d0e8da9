package io.dynastore.embedded.internal.shape;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A list.
 *
 * @param element the shape of its elements
 * @param least the smallest number of elements
 * @param most the largest number of elements
 */
record ListShape(Shape element, int least, int most) implements Shape {
    static ListShape of(Shape element) {
        return new ListShape(element, 0, Integer.MAX_VALUE);
    }

    static ListShape of(Shape element, int least, int most) {
        return new ListShape(element, least, most);
    }

    @Override
    public void checkType(Object tree) {
        if (!(tree instanceof List<?> list)) {
            throw Mismatch.collection(tree, "");
        }
        for (Object each : list) {
            if (each != null) {
                Mismatch.checkElement(element, each);
                element.checkType(each);
            }
        }
    }

    @Override
    public void validate(String path, Object tree, Violations violations) {
        List<?> list = (List<?>) tree;
        if (list.size() < least || list.size() > most) {
            violations.checkLength(path, shown(list), list.size(), least, most);
        }
        validateInside(path, list, violations);
    }

    @Override
    public boolean allowsInMap(Object tree) {
        int size = ((List<?>) tree).size();
        return size >= least && size <= most;
    }

    @Override
    public String constraints() {
        return "[Member must have length less than or equal to " + most
                + ", Member must have length greater than or equal to " + least + "]";
    }

    @Override
    public void validateInside(String path, Object tree, Violations violations) {
        int number = 1;
        for (Object each : (List<?>) tree) {
            String place = path + "." + number++ + ".member";
            if (each != null) {
                element.validate(place, each, violations);
            }
        }
    }

    @Override
    public String shown(@Nullable Object tree) {
        return tree instanceof List<?> list
                ? list.stream().map(element::shown).collect(Collectors.joining(", ", "[", "]"))
                : "null";
    }
}
