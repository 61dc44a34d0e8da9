package io.dynastore.embedded.internal.shape;

import java.math.BigDecimal;

/**
 * An integer; AWS cuts off a fraction.
 *
 * @param type its type in Java, as messages name it
 * @param least the smallest value
 * @param most the largest value
 */
record NumberShape(String type, long least, long most) implements Shape {
    static NumberShape integer(long least, long most) {
        return new NumberShape("Integer", least, most);
    }

    static NumberShape longer(long least) {
        return new NumberShape("Long", least, Long.MAX_VALUE);
    }

    @Override
    public void checkType(Object tree) {
        if (!(tree instanceof BigDecimal)) {
            throw Mismatch.scalar(tree, type);
        }
    }

    @Override
    public void validate(String path, Object tree, Violations violations) {
        BigDecimal number = (BigDecimal) tree;
        // With a large exponent, an integer would have all its zeros.
        String shown =
                number.scale() < 0 ? number.toString() : number.toBigInteger().toString();
        if (number.compareTo(BigDecimal.valueOf(least)) < 0) {
            violations.add(path, shown, "Member must have value greater than or equal to " + least);
        }
        if (number.compareTo(BigDecimal.valueOf(most)) > 0) {
            violations.add(path, shown, "Member must have value less than or equal to " + most);
        }
    }
}
