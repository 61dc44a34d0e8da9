package io.dynastore.embedded.internal.shape;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A structure. Members that it does not have are ignored, as AWS does, and null is the same as absence.
 *
 * @param name its name in the API's model
 * @param members its members, in the order in which their constraints are reported
 */
record StructureShape(String name, List<Member> members) implements Shape {
    /**
     * A member.
     *
     * @param name its name
     * @param path its name in messages
     * @param required whether it must be there
     * @param shape its shape
     */
    record Member(String name, String path, boolean required, Shape shape) {}

    static StructureShape structure(String name, Member... members) {
        return new StructureShape(name, List.of(members));
    }

    static Member required(String name, Shape shape) {
        return new Member(name, path(name), true, shape);
    }

    static Member optional(String name, Shape shape) {
        return new Member(name, path(name), false, shape);
    }

    private static String path(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    @Override
    public void checkType(Object tree) {
        if (!(tree instanceof Map<?, ?> given)) {
            throw Mismatch.structure(tree, name);
        }
        for (Member member : members) {
            Object value = given.get(member.name());
            if (value != null) {
                member.shape().checkType(value);
            }
        }
    }

    @Override
    public void validate(String path, Object tree, Violations violations) {
        Map<?, ?> given = (Map<?, ?>) tree;
        for (Member member : members) {
            Object value = given.get(member.name());
            String place = path.isEmpty() ? member.path() : path + "." + member.path();
            if (value != null) {
                member.shape().validate(place, value, violations);
            } else if (member.required()) {
                violations.addMissing(place);
            }
        }
    }

    @Override
    public String shown(@Nullable Object tree) {
        return tree instanceof Map<?, ?> given
                ? members.stream()
                        .map(member -> member.path() + "=" + member.shape().shown(given.get(member.name())))
                        .collect(Collectors.joining(", ", name + "(", ")"))
                : "null";
    }
}
