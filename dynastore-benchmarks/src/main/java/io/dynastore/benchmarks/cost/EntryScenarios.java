package io.dynastore.benchmarks.cost;

import io.dynastore.benchmarks.cost.EntryContender.Entries;
import io.dynastore.benchmarks.cost.EntryContender.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The rows of the table of entries. */
final class EntryScenarios {
    static final int PAGE = 100;
    static final String VALUE = "x".repeat(500);
    private static final String CHANGED = "y".repeat(VALUE.length());

    static final String CREATE = "create";
    static final String DELETE = "conditional delete";
    static final String LIST = "list of " + PAGE;
    static final String ALONE = modify(0, false);
    static final String TRANSACTION = "transaction of 2: create both";

    private static final String ATOMIC_PUT = "`AtomicPutWithContext`";
    private static final String LOOP =
            "`GetWithContext` and `AtomicPutWithContext`, in a loop of the user's own: `ErrKeyModified` brings no entry";

    private EntryScenarios() {}

    static List<EntryScenario> all() {
        List<EntryScenario> all = new ArrayList<>(List.of(
                new EntryScenario(
                        CREATE,
                        stage -> stage.measure(() -> stage.entries().create(stage.key(), VALUE)),
                        GoOriginal.one("UpdateItem", ATOMIC_PUT + " without a previous entry")),
                new EntryScenario("put", EntryScenarios::put, GoOriginal.one("UpdateItem", "`PutWithContext`")),
                new EntryScenario(
                        "update",
                        EntryScenarios::update,
                        GoOriginal.one("UpdateItem", ATOMIC_PUT + " with a previous entry")),
                new EntryScenario(
                        DELETE,
                        EntryScenarios::delete,
                        GoOriginal.readAndWrite(
                                "DeleteItem", 0, "`AtomicDeleteWithContext`, which calls `getKey` before it deletes")),
                new EntryScenario(
                        "get",
                        EntryScenarios::get,
                        GoOriginal.one("GetItem", "`GetWithContext`, which calls `getKey`; consistent")),
                new EntryScenario(
                        "exists",
                        EntryScenarios::exists,
                        GoOriginal.one("GetItem", "`ExistsWithContext`; reads the whole item, consistently")),
                new EntryScenario(
                        LIST,
                        EntryScenarios::list,
                        GoOriginal.page(
                                PAGE, EntryRuns.key(0), VALUE, "`ListPageWithContext`; consistent; one page"))));
        for (int rivals : new int[] {0, 1, 3, 10}) {
            all.add(modification(rivals, false));
        }
        for (int rivals : new int[] {0, 1, 3, 10}) {
            all.add(modification(rivals, true));
        }
        all.add(new EntryScenario(
                TRANSACTION,
                stage -> stage.measure(() -> stage.entries().createBoth(stage.key(), stage.key() + "-2", VALUE)),
                GoOriginal.notOffered("no function")));
        return List.copyOf(all);
    }

    /** The title of a row. */
    static String modify(int rivals, boolean consistently) {
        return "modify, "
                + switch (rivals) {
                    case 0 -> "alone";
                    case 1 -> "1 rival write";
                    default -> rivals + " rival writes";
                }
                + (consistently ? ", all reading consistently" : "");
    }

    private static EntryScenario modification(int rivals, boolean consistently) {
        return new EntryScenario(
                modify(rivals, consistently),
                stage -> modify(stage, rivals, consistently),
                GoOriginal.readAndWrite("UpdateItem", rivals, LOOP));
    }

    private static Cost put(EntryStage stage) {
        stage.rival().create(stage.key(), VALUE);
        return stage.measure(() -> stage.entries().put(stage.key(), CHANGED));
    }

    private static Cost update(EntryStage stage) {
        Stored stored = stored(stage);
        return stage.measure(() -> stored.update(CHANGED));
    }

    private static Cost delete(EntryStage stage) {
        Stored stored = stored(stage);
        return stage.measure(stored::delete);
    }

    private static Stored stored(EntryStage stage) {
        stage.rival().create(stage.key(), VALUE);
        return stage.entries().get(stage.key());
    }

    private static Cost get(EntryStage stage) {
        stage.rival().create(stage.key(), VALUE);
        return stage.measure(() -> stage.entries().get(stage.key()));
    }

    private static Cost exists(EntryStage stage) {
        stage.rival().create(stage.key(), VALUE);
        return stage.measure(() -> expect(stage.entries().exists(stage.key())));
    }

    private static Cost list(EntryStage stage) {
        return stage.measure(() -> expect(stage.entries().list(PAGE) == PAGE));
    }

    /** Each of the rivals writes after an entry was read and before it is written. */
    private static Cost modify(EntryStage stage, int rivals, boolean consistently) {
        stage.rival().create(stage.key(), VALUE);
        int[] tries = new int[1];
        UnaryOperator<String> change = value -> {
            if (tries[0]++ < rivals) {
                stage.rival().get(stage.key()).update(CHANGED);
            }
            return VALUE;
        };
        Entries entries = stage.entries();
        Cost cost = stage.measure(() -> {
            if (consistently) {
                entries.modifyConsistently(stage.key(), change);
            } else {
                entries.modify(stage.key(), change);
            }
        });
        expect(tries[0] == rivals + 1);
        return cost;
    }

    private static void expect(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("It did not end as the row says.");
        }
    }
}
