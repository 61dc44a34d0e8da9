package io.dynastore.embedded.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A request of a writer, determined by the numbers of the writer and the job: a write of one item or a transaction. Each writer
 * has its own items, so that its last request determines their values.
 */
record Job(int writer, int number) {
    static final String PLAIN = "plain";
    static final String INDEXED = "indexed";
    static final String ALSO_INDEXED = "also-indexed";
    static final List<String> TABLES = List.of(PLAIN, INDEXED, ALSO_INDEXED);
    /** An item in which all transactions count. */
    static final String TOTAL = "total";

    /** An item that a writer writes often, in the table {@link #PLAIN}. */
    static final String HOT = "item-0";

    private static final int ITEMS = 12;
    private static final int ITEMS_OF_A_TRANSACTION = 6;
    private static final int GROUPS = 5;

    /** The new content of an item: a group and the length of its filler, or null for no item. */
    record Change(String table, String item, @Nullable String group, int length) {
        /** The item as a text, for comparisons. */
        @Nullable
        String value(int number) {
            return group == null ? null : number + " " + group + " " + length;
        }
    }

    boolean isTransaction() {
        return changes().size() > 1;
    }

    List<Change> changes() {
        Random random = new Random(writer * 1_000_003L + number * 31L);
        random.nextInt();
        List<Change> changes = new ArrayList<>();
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> changes.add(write(PLAIN, HOT, random));
            case 3, 4 -> changes.add(write(INDEXED, item(random), random));
            case 5 -> changes.add(new Change(INDEXED, item(random), null, 0));
            default -> transaction(changes, random);
        }
        return changes;
    }

    /** Returns many items of all tables, since large transactions are more likely to meet a commit. */
    private static void transaction(List<Change> changes, Random random) {
        for (String table : TABLES) {
            int first = random.nextInt(ITEMS);
            for (int i = 0; i < ITEMS_OF_A_TRANSACTION; i++) {
                String item = "item-" + (first + i) % ITEMS;
                changes.add(
                        random.nextInt(4) == 0
                                ? new Change(table, item, null, 0)
                                : new Change(table, item, group(random), random.nextInt(300)));
            }
        }
    }

    private static Change write(String table, String item, Random random) {
        int length = random.nextInt(20) == 0 ? random.nextInt(20_000) : random.nextInt(300);
        return new Change(table, item, group(random), length);
    }

    private static String group(Random random) {
        return "group-" + random.nextInt(GROUPS);
    }

    private static String item(Random random) {
        return "item-" + random.nextInt(ITEMS);
    }

    static List<String> groups() {
        return java.util.stream.IntStream.range(0, GROUPS)
                .mapToObj(group -> "group-" + group)
                .toList();
    }

    /** Applies this job to a map of the writer's items. */
    void applyTo(Map<String, String> items) {
        for (Change change : changes()) {
            String name = change.table() + "/" + change.item();
            if (change.group() == null) {
                items.remove(name);
            } else {
                items.put(name, change.value(number));
            }
        }
    }
}
