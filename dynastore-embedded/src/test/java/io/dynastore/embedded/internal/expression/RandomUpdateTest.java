package io.dynastore.embedded.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random updates of lists and maps have the results of a naive model, which first marks removed values and closes the gaps at
 * the end.
 */
class RandomUpdateTest {
    private static final int UPDATES = 500;

    private Random random = new Random(0);
    private final Map<String, List<String>> clauses = new TreeMap<>();
    private final Map<String, Value> values = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void updatesDoWhatTheModelDoes(long seed) {
        random = new Random(seed);
        for (int i = 0; i < UPDATES; i++) {
            clauses.clear();
            values.clear();
            List<Integer> list = numbers(random.nextInt(6));
            List<Integer> nested = numbers(random.nextInt(4));
            Map<String, Value> item =
                    Items.item("ll", list(list), "mm", Items.map("ll", list(nested), "nn", Items.number("7")));

            List<Integer> changedList = change("ll", list, list);
            List<Integer> changedNested = change("mm.ll", nested, list);
            int number = changeNumber();
            Map<String, Value> expected = Items.item(
                    "ll",
                    list(changedList),
                    "mm",
                    Items.map("ll", list(changedNested), "nn", Items.number(Integer.toString(number))));
            if (clauses.isEmpty()) {
                continue;
            }
            List<String> shuffled = new ArrayList<>(clauses.keySet());
            Collections.shuffle(shuffled, random);
            String update = shuffled.stream()
                    .map(clause -> clause + " " + actions(clauses.get(clause)))
                    .collect(Collectors.joining(" "));

            assertThat(Expressions.update(update, new Placeholders(null, values))
                            .apply(item))
                    .as("%s with %s on %s", update, values, item)
                    .isEqualTo(expected);
        }
    }

    private String actions(List<String> actions) {
        Collections.shuffle(actions, random);
        return String.join(", ", actions);
    }

    /** Adds actions for the elements of a list, each at most once, and returns the resulting list. */
    private List<Integer> change(String path, List<Integer> before, List<Integer> other) {
        List<Integer> slots = new ArrayList<>(before);
        Map<Integer, Integer> appended = new TreeMap<>();
        for (int position = 0; position < before.size() + 3; position++) {
            boolean exists = position < before.size();
            switch (random.nextInt(5)) {
                case 0 -> {
                    add("REMOVE", path + "[" + position + "]");
                    if (exists) {
                        slots.set(position, null);
                    }
                }
                case 1 -> set(path, position, constant(position), position + 100, slots, appended);
                case 2 -> {
                    if (!other.isEmpty()) {
                        int from = random.nextInt(other.size());
                        set(path, position, "ll[" + from + "]", other.get(from), slots, appended);
                    }
                }
                case 3 -> {
                    add("ADD", path + "[" + position + "] " + constant(position));
                    if (exists) {
                        slots.set(position, before.get(position) + position + 100);
                    } else {
                        appended.put(position, position + 100);
                    }
                }
                default -> {}
            }
        }
        List<Integer> after = new ArrayList<>();
        slots.stream().filter(slot -> slot != null).forEach(after::add);
        after.addAll(appended.values());
        return after;
    }

    private void set(
            String path, int position, String operand, int value, List<Integer> slots, Map<Integer, Integer> appended) {
        add("SET", path + "[" + position + "] = " + operand);
        if (position < slots.size()) {
            slots.set(position, value);
        } else {
            appended.put(position, value);
        }
    }

    private int changeNumber() {
        int operand = random.nextInt(4);
        String placeholder = constant(operand);
        return switch (random.nextInt(4)) {
            case 0 -> {
                add("SET", "mm.nn = mm.nn - " + placeholder);
                yield 7 - (operand + 100);
            }
            case 1 -> {
                add("SET", "mm.nn = " + placeholder + "+if_not_exists(mm.oo, mm.nn)");
                yield 7 + operand + 100;
            }
            case 2 -> {
                add("ADD", "mm.nn " + placeholder);
                yield 7 + operand + 100;
            }
            default -> 7;
        };
    }

    private void add(String clause, String action) {
        clauses.computeIfAbsent(clause, any -> new ArrayList<>()).add(action);
    }

    private String constant(int number) {
        String placeholder = ":v" + number;
        values.put(placeholder, Items.number(Integer.toString(number + 100)));
        return placeholder;
    }

    private List<Integer> numbers(int size) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            numbers.add(random.nextInt(50));
        }
        return numbers;
    }

    private static Value list(List<Integer> numbers) {
        return new Value.Array(
                numbers.stream().map(number -> Items.number(number.toString())).toList());
    }
}
