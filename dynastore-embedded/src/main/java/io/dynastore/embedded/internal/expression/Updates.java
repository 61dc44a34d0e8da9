package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Value;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An update that was parsed, checked and resolved. Immutable. */
final class Updates implements Update {
    private final List<Action> actions;
    private final Selection targets;

    private Updates(List<Action> actions) {
        this.actions = actions;
        this.targets = new Selection(actions.stream().map(Action::target).toList());
    }

    /** {@return an update of an expression} */
    static Updates of(String text, Placeholders placeholders) {
        List<Syntax.Clause> clauses = UpdateParser.parse(text);
        new Vocabulary(Parameter.UPDATE).check(clauses);
        checkOnce(clauses);
        Binder binder = new Binder(Parameter.UPDATE, placeholders);
        List<Action> actions = clauses.stream()
                .flatMap(clause -> clause.actions().stream())
                .map(action -> Action.of(action, binder))
                .toList();
        Paths.checkApart(Parameter.UPDATE, actions.stream().map(Action::target).toList());
        actions.forEach(Action::checkAddedOrDeleted);
        actions.forEach(Action::checkOperand);
        return new Updates(actions);
    }

    private static void checkOnce(List<Syntax.Clause> clauses) {
        Set<Token.Kind> seen = EnumSet.noneOf(Token.Kind.class);
        for (Syntax.Clause clause : clauses) {
            if (!seen.add(clause.keyword())) {
                throw Parameter.UPDATE.invalid(
                        "The \"" + clause.keyword() + "\" section can only be used once in an update expression;");
            }
        }
    }

    @Override
    public Map<String, Value> apply(Map<String, Value> item) {
        return rewrite(actions, item);
    }

    @Override
    public Map<String, Value> create(Map<String, Value> key) {
        return rewrite(actions.stream().filter(action -> !action.removes()).toList(), key);
    }

    private static Map<String, Value> rewrite(List<Action> actions, Map<String, Value> item) {
        PathTree<Edit> edits = new PathTree<>();
        for (Action action : actions) {
            edits.put(action.target(), action.edit(item));
        }
        return Rewriting.members(edits, item);
    }

    @Override
    public boolean onlyRemoves() {
        return actions.stream().allMatch(Action::removes);
    }

    @Override
    public Set<String> attributes() {
        return targets.attributes();
    }

    @Override
    public Set<String> nested() {
        return targets.nested();
    }

    @Override
    public Map<String, Value> updatedParts(Map<String, Value> item) {
        return targets.apply(item);
    }

    /**
     * An action.
     *
     * @param clause the keyword of its clause
     * @param target its path
     * @param operand its operand, or null for {@code REMOVE}
     */
    private record Action(
            Token.Kind clause, Path target, @Nullable Term operand) {
        private static final Map<String, String> TYPE_NAMES = Map.of(
                "S", "STRING", "N", "NUMBER", "B", "BINARY", "NULL", "NULL", "BOOL", "BOOLEAN", "L", "LIST", "M",
                "MAP");

        static Action of(Syntax.Action action, Binder binder) {
            Path target = binder.path(action.target());
            return new Action(action.clause(), target, action.operand() == null ? null : binder.term(action.operand()));
        }

        boolean removes() {
            return clause == Token.Kind.REMOVE || clause == Token.Kind.DELETE;
        }

        /** Checks that only numbers and sets are added, and only sets deleted. */
        void checkAddedOrDeleted() {
            if (clause != Token.Kind.ADD && clause != Token.Kind.DELETE) {
                return;
            }
            String type = constant().type();
            String name = TYPE_NAMES.get(type);
            if (name != null && !(clause == Token.Kind.ADD && type.equals("N"))) {
                throw Parameter.UPDATE.invalid("Incorrect operand type for operator or function; operator: " + clause
                        + ", operand type: " + name + ", typeSet: ALLOWED_FOR_" + clause + "_OPERAND");
            }
        }

        void checkOperand() {
            if (operand != null) {
                new OperandCheck(Parameter.UPDATE).check(operand);
            }
        }

        Edit edit(Map<String, Value> item) {
            return switch (clause) {
                case ADD -> Edit.add(constant());
                case DELETE -> Edit.delete(constant());
                case SET -> Edit.set(ValueFunction.present(operand == null ? null : operand.in(item)));
                default -> Edit.REMOVE;
            };
        }

        private Value constant() {
            return ValueFunction.present(operand == null ? null : operand.in(Map.of()));
        }
    }
}
