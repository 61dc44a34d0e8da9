package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Resolves the placeholders of an expression, in the order in which they are written. Not thread-safe. */
final class Binder {
    private final Parameter parameter;
    private final Placeholders placeholders;
    private final Set<String> attributes = new LinkedHashSet<>();
    private final Set<String> nested = new LinkedHashSet<>();

    Binder(Parameter parameter, Placeholders placeholders) {
        this.parameter = parameter;
        this.placeholders = placeholders;
    }

    /** {@return the top-level attributes of the paths that were resolved} */
    Set<String> attributes() {
        return attributes;
    }

    /** {@return the top-level attributes of the paths that lead into them} */
    Set<String> nested() {
        return nested;
    }

    /** {@return operands with their placeholders resolved} */
    List<Term> terms(List<Syntax.Operand> operands) {
        return operands.stream().map(this::term).toList();
    }

    /** {@return an operand with its placeholders resolved} */
    Term term(Syntax.Operand operand) {
        if (operand instanceof Syntax.Reference reference) {
            return new Term.Attribute(path(reference));
        } else if (operand instanceof Syntax.Placeholder placeholder) {
            return new Term.Constant(value(placeholder));
        }
        Syntax.Call call = (Syntax.Call) operand;
        return new Term.Result(ValueFunction.of(call.name()), terms(call.operands()));
    }

    /** {@return the value of a placeholder} */
    Value value(Syntax.Placeholder placeholder) {
        Value value = placeholders.value(placeholder.name());
        if (value == null) {
            throw parameter.invalid("An expression attribute value used in expression is not defined; attribute value: "
                    + placeholder.name());
        }
        return value;
    }

    /** {@return a path with its placeholders resolved} */
    Path path(Syntax.Reference reference) {
        List<Step> steps = new ArrayList<>();
        for (Step step : reference.steps()) {
            steps.add(step instanceof Step.Member member ? new Step.Member(name(member.name())) : step);
        }
        String attribute = ((Step.Member) steps.get(0)).name();
        attributes.add(attribute);
        if (steps.size() > 1) {
            nested.add(attribute);
        }
        return new Path(attribute, steps.subList(1, steps.size()));
    }

    private String name(String written) {
        if (written.charAt(0) != '#') {
            return written;
        }
        String name = placeholders.name(written);
        if (name == null) {
            throw parameter.invalid(
                    "An expression attribute name used in the document path is not defined; attribute name: "
                            + written);
        }
        return name;
    }
}
