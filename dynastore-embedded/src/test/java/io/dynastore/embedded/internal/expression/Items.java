package io.dynastore.embedded.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynastore.embedded.internal.value.Bytes;
import io.dynastore.embedded.internal.value.Numbers;
import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Makes items for tests of expressions, and placeholders that every test can use. */
final class Items {
    /** An attribute of each type, named by it in lower case, and some that are nested. */
    static final Map<String, Value> ITEM = item(
            "str", text("hello"),
            "num", number("5"),
            "bin", bytes("hello"),
            "yes", new Value.Bool(true),
            "nil", new Value.Null(),
            "strs", texts("x", "y", "z"),
            "nums", numbers("1", "2", "3"),
            "bins", new Value.BinarySet(new LinkedHashSet<>(List.of(rawBytes("x"), rawBytes("y")))),
            "list1", list(number("1"), text("two"), list(number("3"), number("4"))),
            "map1", map("nested", map("deep", number("7")), "elements", list(text("a"), map("b", text("c")))),
            "a.b", text("dotted"),
            "wide", text("é\uD834\uDD1E"));

    private static final Map<String, String> NAMES =
            Map.of("#str", "str", "#num", "num", "#map", "map1", "#nested", "nested", "#dotted", "a.b", "#3", "[3]");
    private static final Map<String, Value> VALUES = Map.ofEntries(
            Map.entry(":hello", text("hello")),
            Map.entry(":hell", text("hell")),
            Map.entry(":x", text("x")),
            Map.entry(":S", text("S")),
            Map.entry(":DOG", text("DOG")),
            Map.entry(":one", number("1")),
            Map.entry(":three", number("3")),
            Map.entry(":five", number("5")),
            Map.entry(":nine", number("9")),
            Map.entry(":bin", bytes("hell")),
            Map.entry(":yes", new Value.Bool(true)),
            Map.entry(":nil", new Value.Null()),
            Map.entry(":strs", texts("z", "y", "x")),
            Map.entry(":nums", numbers("3", "9")),
            Map.entry(":bins", new Value.BinarySet(Set.of(rawBytes("y")))),
            Map.entry(":list", list(number("3"), number("4"))),
            Map.entry(":map", map("deep", number("7"))));

    private Items() {}

    static Value text(String text) {
        return new Value.Text(text);
    }

    static Value number(String number) {
        return new Value.Num(Numbers.parse(number));
    }

    static Bytes rawBytes(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    static Value bytes(String text) {
        return new Value.Binary(rawBytes(text));
    }

    static Value texts(String... texts) {
        return new Value.TextSet(new LinkedHashSet<>(List.of(texts)));
    }

    static Value numbers(String... numbers) {
        Set<BigDecimal> set =
                Arrays.stream(numbers).map(Numbers::parse).collect(Collectors.toCollection(LinkedHashSet::new));
        return new Value.NumSet(set);
    }

    static Value list(Value... elements) {
        return new Value.Array(List.of(elements));
    }

    static Value map(Object... namesAndValues) {
        return new Value.Document(item(namesAndValues));
    }

    static Map<String, Value> item(Object... namesAndValues) {
        Map<String, Value> item = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            item.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return item;
    }

    /** {@return placeholders of all tests, used or not} */
    static Placeholders placeholders() {
        return new Placeholders(NAMES, VALUES);
    }

    /** Asserts that something fails with a validation error of a message. */
    static void assertInvalid(ThrowingCallable code, String message) {
        assertThatThrownBy(code)
                .isInstanceOfSatisfying(
                        ApiError.class, e -> assertThat(e.type()).isEqualTo(ErrorType.VALIDATION))
                .hasMessage(message);
    }
}
