package io.dynastore.embedded.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Random values: so few that they occur again, and among them those at the limits of orders. */
final class RandomValues {
    private static final List<AttributeValue> STRINGS = Stream.of(
                    "a",
                    "a\0",
                    "a\0\0",
                    "a\0b",
                    "ab",
                    "b",
                    "B",
                    "z",
                    "\uFFFD",
                    "\uD83D\uDE00",
                    "\u00e9",
                    "\u0001",
                    "10",
                    "9")
            .map(Values::s)
            .toList();
    private static final List<AttributeValue> NUMBERS = Stream.of(
                    "0",
                    "1",
                    "2",
                    "-1",
                    "10",
                    "9",
                    "-10",
                    "-9.5",
                    "1.5",
                    "100",
                    "1E-130",
                    "-1E-130",
                    "0.001",
                    "9.9999999999999999999999999999999999999E+125",
                    "-9.9999999999999999999999999999999999999E+125",
                    "12345678901234567890123456789012345678",
                    "12345678901234567890123456789012345679")
            .map(Values::n)
            .toList();
    private static final List<AttributeValue> BYTES = List.of(
            Values.b(0),
            Values.b(0, 0),
            Values.b(0, 1),
            Values.b(1),
            Values.b(0x7f),
            Values.b(0x80),
            Values.b(0xff),
            Values.b(0xff, 0),
            Values.b(0xff, 0xff));

    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    boolean in(int chances) {
        return random.nextInt(chances) == 0;
    }

    /** Returns any sort key of a type. */
    AttributeValue sortKey(String type) {
        return written(any(domain(type)));
    }

    /** Returns one of three partition keys of a type, two of which begin alike. */
    AttributeValue partitionKey(String type) {
        return written(any(domain(type).subList(0, 3)));
    }

    private static List<AttributeValue> domain(String type) {
        return switch (type) {
            case "S" -> STRINGS;
            case "N" -> NUMBERS;
            default -> BYTES;
        };
    }

    /** Returns the value, or another text of the same number. */
    private AttributeValue written(AttributeValue value) {
        if (value.n() == null || in(2) || value.n().length() > 30) {
            return value;
        }
        String number = value.n();
        if (number.contains("E")) {
            return Values.n(number.replace("E", ".0E"));
        }
        return Values.n(
                number.contains(".") ? number + "0" : any(List.of(number + ".0", number + "e0", number + "0E-1")));
    }

    /** Returns a value for an attribute, usually of the type that belongs to its name. */
    AttributeValue valueOf(String attribute) {
        if (in(8)) {
            return value(2);
        }
        return switch (attribute) {
            case "nn", "size", "k1" -> scalar("N");
            case "tt", "größe" -> set();
            case "ll" -> list(2);
            case "mm" -> map(2);
            case "x-y" -> scalar("S");
            default -> value(2);
        };
    }

    AttributeValue scalar(String type) {
        return type.equals("S") && in(10) ? Values.s("") : sortKey(type);
    }

    /** Returns a value that has an order. */
    AttributeValue ordered() {
        return scalar(any(List.of("S", "N", "N", "B")));
    }

    AttributeValue value(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0, 1, 2 -> ordered();
            case 3 -> AttributeValue.fromBool(random.nextBoolean());
            case 4 -> AttributeValue.fromNul(true);
            case 5 -> set();
            case 6 -> list(depth - 1);
            default -> map(depth - 1);
        };
    }

    AttributeValue list(int depth) {
        List<AttributeValue> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(value(depth));
        }
        return AttributeValue.fromL(elements);
    }

    AttributeValue map(int depth) {
        Map<String, AttributeValue> members = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            members.put(any(Names.MEMBERS), value(depth));
        }
        return AttributeValue.fromM(members);
    }

    AttributeValue set() {
        String type = any(List.of("S", "N", "B"));
        List<AttributeValue> elements = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            elements.add(sortKey(type));
        }
        Stream<AttributeValue> distinct = elements.stream().map(Values::normal);
        return Sets.of(AttributeValue.Type.valueOf(type + "S"), distinct);
    }

    Path path() {
        return path(any(Names.ATTRIBUTES));
    }

    /** Returns the path of an attribute, or of a value that it sometimes contains. */
    Path path(String attribute) {
        List<Object> steps = new ArrayList<>(List.of(attribute));
        boolean nests = attribute.equals("ll") || attribute.equals("mm") || in(6);
        while (nests && steps.size() < 4 && !in(3)) {
            boolean index = steps.size() == 1 ? attribute.equals("ll") : random.nextBoolean();
            steps.add(index ? (Object) random.nextInt(in(10) ? 20 : 4) : any(Names.MEMBERS));
        }
        return new Path(List.copyOf(steps));
    }

    /** Returns paths that one expression can name together. */
    List<Path> paths(int most) {
        List<Path> paths = new ArrayList<>();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            addIfItFits(paths, path());
        }
        return paths;
    }

    static boolean addIfItFits(List<Path> paths, Path path) {
        return paths.stream().noneMatch(path::clashesWith) && paths.add(path);
    }
}
