package io.dynastore.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A property of dynastore, such as {@code dynastore.partitions.*.type}, where {@code *} stands for a name that the application
 * chooses.
 *
 * @param elements the elements of the key
 */
record KnownKey(List<String> elements) {
    static final String CHOSEN = "*";

    private static final List<String> OF_A_TABLE = List.of(
            "name",
            "partition-key",
            "sort-key",
            "local-indexes.*",
            "local-indexes.*.sort-key",
            "local-indexes.*.sort-key-type",
            "global-indexes.*.partition-key",
            "global-indexes.*.partition-key-type",
            "global-indexes.*.sort-key",
            "global-indexes.*.sort-key-type",
            "billing-mode",
            "read-capacity",
            "write-capacity",
            "stream");

    private static final List<String> OTHERS = List.of(
            "enabled",
            "endpoint",
            "region",
            "client.max-connections",
            "client.connection-acquisition-timeout",
            "client.api-call-timeout",
            "client.api-call-attempt-timeout",
            "initialize-tables",
            "partitions.*.name",
            "partitions.*.table",
            "partitions.*.type",
            "partitions.*.fields",
            "partitions.*.time-to-live",
            "partitions.*.consistent-reads",
            "partitions.*.event-group",
            "leases.enabled",
            "leases.partition",
            "leases.duration",
            "leases.renewal",
            "leases.holder",
            "leases.clock-skew",
            "leases.takeover-by-deadline",
            "leases.poll-interval",
            "leases.retention",
            "leases.expiry-warning",
            "leases.max-concurrent-requests",
            "leases.spring-integration.enabled",
            "leases.spring-integration.prefix",
            "leases.shedlock.enabled",
            "leases.shedlock.prefix",
            "idempotency.enabled",
            "idempotency.partition",
            "idempotency.retention",
            "idempotency.lease",
            "idempotency.clock-skew",
            "idempotency.waiting",
            "idempotency.look-first",
            "idempotency.web.scope",
            "idempotency.web.max-body-size",
            "idempotency.web.recorded-headers",
            "idempotency.web.recorded-statuses",
            "idempotency.web.filter-order",
            "watch.enabled",
            "watch.groups.*.from",
            "watch.groups.*.poll-interval",
            "watch.groups.*.lease",
            "watch.groups.*.clock-skew",
            "watch.groups.*.on-failure",
            "watch.groups.*.max-attempts",
            "watch.groups.*.on-gap",
            "embedded.enabled",
            "embedded.port",
            "embedded.path",
            "health.timeout",
            "health.feed-stalled-after",
            "priming.enabled",
            "web.enabled");

    private static final Set<String> DURATIONS = Set.of(
            "time-to-live",
            "duration",
            "clock-skew",
            "poll-interval",
            "retention",
            "lease",
            "waiting",
            "timeout",
            "feed-stalled-after",
            "connection-acquisition-timeout",
            "api-call-timeout",
            "api-call-attempt-timeout");

    private static final Set<String> LISTS = Set.of("fields", "recorded-headers", "recorded-statuses");

    /** All of them. The classes of the properties are not all known in this package; a test compares. */
    static final List<KnownKey> ALL = all();

    // The keys are compared at each start: here and below are loops, because each lambda would be a class to load.
    private static List<KnownKey> all() {
        List<KnownKey> all = new ArrayList<>();
        add(all, "dynastore.", OTHERS);
        add(all, "dynastore.table.", OF_A_TABLE);
        add(all, "dynastore.tables.*.", OF_A_TABLE);
        return List.copyOf(all);
    }

    private static void add(List<KnownKey> all, String prefix, List<String> keys) {
        for (String key : keys) {
            all.add(new KnownKey(List.of((prefix + key).split("\\.", -1))));
        }
    }

    /** Returns an element as Spring Boot compares it: without upper case and punctuation. */
    static String uniform(String element) {
        String lower = element.toLowerCase(Locale.ROOT);
        StringBuilder uniform = new StringBuilder(lower.length());
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                uniform.append(c);
            }
        }
        return uniform.length() == lower.length() ? lower : uniform.toString();
    }

    boolean isDuration() {
        return DURATIONS.contains(last());
    }

    boolean isList() {
        return LISTS.contains(last());
    }

    /** Returns whether the application chooses the element at an index. */
    boolean isChosen(int index) {
        return elements.get(index).equals(CHOSEN);
    }

    private String last() {
        return elements.get(elements.size() - 1);
    }

    /** Returns whether a name has the form of this key. */
    boolean matches(List<String> name) {
        return name.size() == elements.size() && startsWith(name);
    }

    /** Returns whether a name has the form of a group of properties that this key is in. */
    boolean isIn(List<String> group) {
        return group.size() < elements.size() && startsWith(group);
    }

    private boolean startsWith(List<String> name) {
        for (int i = 0; i < name.size(); i++) {
            String element = elements.get(i);
            if (!element.equals(CHOSEN) && !uniform(element).equals(uniform(name.get(i)))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns this key with the names in an environment variable, which has an underscore instead of each dash or none; null if
     * the variable does not set this property. Where an underscore may also separate elements, Spring Boot finds no new name.
     */
    @Nullable
    List<String> read(List<String> variable) {
        List<String> read = read(variable, false);
        return read == null ? read(variable, true) : read;
    }

    private @Nullable List<String> read(List<String> variable, boolean divided) {
        List<String> read = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            boolean chosen = isChosen(i);
            if (words.size() >= variable.size() || (chosen && words.size() > i)) {
                return null;
            }
            String element = chosen ? variable.get(words.size()) : elements.get(i);
            read.add(element);
            words.addAll(divided ? List.of(element.split("-", -1)) : List.of(uniform(element)));
        }
        return words.equals(variable) ? read : null;
    }

    /** Returns the elements with each chosen name taken from another name, {@code shift} places further on. */
    List<String> filledFrom(List<String> name, int shift) {
        List<String> filled = new ArrayList<>(elements);
        for (int i = 0; i < filled.size(); i++) {
            int from = i + shift;
            if (filled.get(i).equals(CHOSEN)) {
                filled.set(i, from > 0 && from < name.size() ? name.get(from) : CHOSEN);
            }
        }
        return filled;
    }

    @Override
    public String toString() {
        return String.join(".", elements);
    }
}
