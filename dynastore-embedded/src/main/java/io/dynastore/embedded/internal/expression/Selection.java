package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of items that paths lead to. Immutable. */
final class Selection implements Projection {
    private final PathTree<Path> tree = new PathTree<>();
    private final Set<String> attributes = new LinkedHashSet<>();
    private final Set<String> nested = new LinkedHashSet<>();

    /** Creates a selection of paths that neither overlap nor conflict. */
    Selection(List<Path> paths) {
        for (Path path : paths) {
            tree.put(path, path);
            attributes.add(path.attribute());
            if (!path.steps().isEmpty()) {
                nested.add(path.attribute());
            }
        }
    }

    /** {@return a selection of an expression} */
    static Selection of(String text, Placeholders placeholders) {
        TokenStream tokens = new TokenStream(Parameter.PROJECTION, text);
        OperandParser parser = new OperandParser(tokens);
        List<Syntax.Reference> references = parser.list(parser::path);
        tokens.end();
        Vocabulary vocabulary = new Vocabulary(Parameter.PROJECTION);
        references.forEach(vocabulary::checkNames);
        Binder binder = new Binder(Parameter.PROJECTION, placeholders);
        List<Path> paths = references.stream().map(binder::path).toList();
        Paths.checkApart(Parameter.PROJECTION, paths);
        return new Selection(paths);
    }

    @Override
    public Map<String, Value> apply(Map<String, Value> item) {
        return members(tree, item);
    }

    @Override
    public Set<String> attributes() {
        return Collections.unmodifiableSet(attributes);
    }

    @Override
    public Set<String> nested() {
        return Collections.unmodifiableSet(nested);
    }

    private static Map<String, Value> members(PathTree<Path> tree, Map<String, Value> members) {
        Map<String, Value> selected = new LinkedHashMap<>();
        tree.members().forEach((name, child) -> {
            Value part = part(child, members.get(name));
            if (part != null) {
                selected.put(name, part);
            }
        });
        return selected;
    }

    private static @Nullable Value part(PathTree<Path> tree, @Nullable Value value) {
        if (tree.end() != null) {
            return value;
        }
        if (value instanceof Value.Document map) {
            Map<String, Value> selected = members(tree, map.members());
            return selected.isEmpty() ? null : new Value.Document(Collections.unmodifiableMap(selected));
        }
        if (value instanceof Value.Array list) {
            List<Value> selected = elements(tree, list.elements());
            return selected.isEmpty() ? null : new Value.Array(Collections.unmodifiableList(selected));
        }
        return null;
    }

    private static List<Value> elements(PathTree<Path> tree, List<Value> elements) {
        List<Value> selected = new ArrayList<>();
        tree.elements().headMap((long) elements.size()).forEach((position, child) -> {
            Value part = part(child, elements.get(position.intValue()));
            if (part != null) {
                selected.add(part);
            }
        });
        return selected;
    }
}
