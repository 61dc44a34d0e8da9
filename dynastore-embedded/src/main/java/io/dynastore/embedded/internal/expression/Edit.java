package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Bytes;
import io.dynastore.embedded.internal.value.Numbers;
import io.dynastore.embedded.internal.value.Value;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A change of the value at the end of a path, made by an action of an update. */
@FunctionalInterface
interface Edit {
    /** Removes the value. */
    Edit REMOVE = current -> null;

    /** {@return the value that replaces the current one; null stands for no value in both places} */
    @Nullable
    Value apply(@Nullable Value current);

    /** {@return an edit that sets a value} */
    static Edit set(Value value) {
        return current -> value;
    }

    /** {@return an edit that adds a number or elements of a set} */
    static Edit add(Value added) {
        return current -> {
            if (current == null) {
                return added;
            }
            if (current instanceof Value.Num number && added instanceof Value.Num other) {
                return new Value.Num(Numbers.add(number.number(), other.number()));
            } else if (current instanceof Value.TextSet set && added instanceof Value.TextSet other) {
                return new Value.TextSet(union(set.texts(), other.texts()));
            } else if (current instanceof Value.NumSet set && added instanceof Value.NumSet other) {
                return new Value.NumSet(union(set.numbers(), other.numbers()));
            } else if (current instanceof Value.BinarySet set && added instanceof Value.BinarySet other) {
                return new Value.BinarySet(union(set.elements(), other.elements()));
            }
            throw ValueFunction.wrongType();
        };
    }

    /** {@return an edit that deletes elements of a set, and the set itself once it is empty} */
    static Edit delete(Value deleted) {
        return current -> {
            if (current == null) {
                return null;
            }
            if (current instanceof Value.TextSet set && deleted instanceof Value.TextSet other) {
                Set<String> rest = difference(set.texts(), other.texts());
                return rest.isEmpty() ? null : new Value.TextSet(rest);
            } else if (current instanceof Value.NumSet set && deleted instanceof Value.NumSet other) {
                Set<BigDecimal> rest = difference(set.numbers(), other.numbers());
                return rest.isEmpty() ? null : new Value.NumSet(rest);
            } else if (current instanceof Value.BinarySet set && deleted instanceof Value.BinarySet other) {
                Set<Bytes> rest = difference(set.elements(), other.elements());
                return rest.isEmpty() ? null : new Value.BinarySet(rest);
            }
            throw ValueFunction.wrongType();
        };
    }

    private static <T> Set<T> union(Set<T> left, Set<T> right) {
        Set<T> union = new LinkedHashSet<>(left);
        union.addAll(right);
        return Collections.unmodifiableSet(union);
    }

    private static <T> Set<T> difference(Set<T> left, Set<T> right) {
        Set<T> difference = new LinkedHashSet<>(left);
        difference.removeAll(right);
        return Collections.unmodifiableSet(difference);
    }
}
