package io.dynastore.spring.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds what a mistyped name was meant to be. */
public final class Suggestion {
    /** The cost of an abbreviation, and of an element that is missing: that of a mistyped letter. */
    private static final int ONE = 1;

    private Suggestion() {}

    /**
     * Returns the end of a sentence about an unknown name: a question if a known one is similar, or nothing.
     *
     * @param name the unknown name
     * @param known the known names
     * @return the question, after a space; empty if none is similar
     */
    public static String question(String name, Collection<String> known) {
        return closest(name, known)
                .map(meant -> " Did you mean '" + meant + "'?")
                .orElse("");
    }

    private static Optional<String> closest(String name, Collection<String> known) {
        String uniform = KnownKey.uniform(name);
        record Candidate(String name, int cost) {}
        return known.stream()
                .map(candidate -> new Candidate(candidate, distance(KnownKey.uniform(candidate), uniform)))
                .filter(candidate -> candidate.cost() <= tolerated(uniform))
                .min(Comparator.comparingInt(Candidate::cost).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    /** Returns the known key that a name was meant to be, with the names that the application chose. */
    static Optional<List<String>> key(List<String> name) {
        record Candidate(List<String> key, int cost) {}
        int tolerated = tolerated(joined(name.subList(1, name.size())));
        return KnownKey.ALL.stream()
                .flatMap(key -> Stream.of(0, -1, 1).map(shift -> key.filledFrom(name, shift)))
                .filter(key -> !key.contains(KnownKey.CHOSEN))
                .map(key -> new Candidate(key, cost(key, name)))
                .filter(candidate -> candidate.cost() <= tolerated)
                .min(Comparator.comparingInt(Candidate::cost)
                        .thenComparingInt(candidate -> candidate.key().size()))
                .map(Candidate::key);
    }

    private static int tolerated(String name) {
        return Math.min(3, Math.max(1, name.length() / 3));
    }

    private static int cost(List<String> key, List<String> name) {
        int cost = distance(joined(key), joined(name));
        if (key.size() == name.size()) {
            cost = Math.min(
                    cost,
                    IntStream.range(0, key.size())
                            .map(i -> abbreviates(name.get(i), key.get(i))
                                    ? ONE
                                    : distance(KnownKey.uniform(key.get(i)), KnownKey.uniform(name.get(i))))
                            .sum());
        }
        return key.size() == name.size() + 1 && lacksOne(key, name) ? Math.min(cost, ONE) : cost;
    }

    /** Returns whether an element is the initials of another one, or one of its words, as {@code ttl} of {@code time-to-live}. */
    private static boolean abbreviates(String element, String meant) {
        List<String> words = List.of(meant.split("-", -1));
        return words.size() > 1
                && (words.contains(element)
                        || element.equals(
                                words.stream().map(word -> word.substring(0, 1)).collect(Collectors.joining())));
    }

    private static boolean lacksOne(List<String> key, List<String> name) {
        return IntStream.range(1, key.size()).anyMatch(missing -> {
            List<String> others = new ArrayList<>(key);
            others.remove(missing);
            return joined(others).equals(joined(name));
        });
    }

    private static String joined(List<String> name) {
        return name.stream().map(KnownKey::uniform).collect(Collectors.joining());
    }

    /** Returns the number of letters to insert, delete, replace or swap with their neighbour. */
    private static int distance(String left, String right) {
        int[][] costs = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    costs[i][j] = i + j;
                    continue;
                }
                int replaced = costs[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                costs[i][j] = Math.min(replaced, 1 + Math.min(costs[i - 1][j], costs[i][j - 1]));
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    costs[i][j] = Math.min(costs[i][j], costs[i - 2][j - 2] + 1);
                }
            }
        }
        return costs[left.length()][right.length()];
    }
}
