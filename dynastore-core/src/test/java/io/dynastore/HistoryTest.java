package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import io.dynastore.embedded.RandomFaults;
import io.dynastore.history.History;
import io.dynastore.history.History.Running;
import io.dynastore.history.LinearizabilityChecker;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories of concurrent writers under faults are linearizable; without a part of the conditions they are not. */
class HistoryTest {
    private static final int ATTEMPTS = 3;

    /** As documented: a put, a create or a delete by key may repeat. */
    private static final LinearizabilityChecker CHECKER =
            LinearizabilityChecker.strict().writesMayRepeat(ATTEMPTS - 1);

    private static final OperationHook INTACT = new OperationHook() {};

    private final TestStore store = new TestStore();

    /** More of them under {@code mvn -Psoak}. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Boolean.getBoolean("dynastore.soak") ? 1_000 : 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void writersUnderFaultsAreLinearizable(long seed) throws Exception {
        CHECKER.check(Writers.run(faulty(INTACT, seed), seed));
    }

    @Test
    void withoutTheWriteIdInTheConditionTheyAreNot() throws Exception {
        assertThat(isFound(BrokenCondition.withoutWriteId())).isTrue();
    }

    @Test
    void withoutTheRevisionInTheConditionTheyAreNot() throws Exception {
        assertThat(isFound(BrokenCondition.withoutRevision())).isTrue();
    }

    @Test
    void anUpdateFromBeforeADeletionIsRefusedByTheWriteIdAlone() {
        assertThat(CHECKER.violation(reincarnation(INTACT))).isEmpty();
        assertThat(CHECKER.violation(reincarnation(BrokenCondition.withoutVersion())))
                .isEmpty();
        assertThat(CHECKER.violation(reincarnation(BrokenCondition.withoutWriteId())))
                .isPresent();
    }

    /** Among our own writers the write id would do; the Go library leaves it as it is and raises the version. */
    @Test
    void anUpdateFromBeforeAWriteOfGosIsRefusedByTheVersionAlone() {
        assertThat(CHECKER.violation(writeOfGos(INTACT))).isEmpty();
        assertThat(CHECKER.violation(writeOfGos(BrokenCondition.withoutWriteId())))
                .isEmpty();
        assertThat(CHECKER.violation(writeOfGos(BrokenCondition.withoutVersion())))
                .isPresent();
    }

    /** Whether as many seeds as an intact store passes find a violation; one in two or three does. */
    private boolean isFound(BrokenCondition hook) throws Exception {
        for (long seed = 1; seed <= 50; seed++) {
            History history = Writers.run(faulty(hook, seed), seed);
            assertThat(hook.broken()).isPositive();
            if (CHECKER.violation(history).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static History reincarnation(OperationHook hook) {
        Partition<String> partition = RecordingHook.hooked(new TestStore(), hook);
        History history = new History();
        Running create = history.create("k", "one");
        Entry<String> old = partition.create("k", "one");
        create.ok(old);
        Running delete = history.delete("k", old.revision());
        partition.delete(old);
        delete.ok();
        Running again = history.create("k", "two");
        again.ok(partition.create("k", "two"));
        update(partition, history, old);
        return history;
    }

    private static History writeOfGos(OperationHook hook) {
        TestStore go = new TestStore();
        Partition<String> partition = RecordingHook.hooked(go, hook);
        History history = new History();
        Running create = history.create("k", "one");
        Entry<String> old = partition.create("k", "one");
        create.ok(old);
        Running put = history.put("k", "rival");
        Rival.GO_PUTS.act(go, "k");
        put.ok(new Revision(2, old.revision().writeId()));
        update(partition, history, old);
        return history;
    }

    private static void update(Partition<String> partition, History history, Entry<String> old) {
        Running update = history.update("k", old.revision(), "late");
        Throwable refused = catchThrowable(() -> update.ok(partition.update(old, "late")));
        if (refused instanceof KeyModifiedException modified) {
            update.modified(modified.current().revision());
        }
    }

    /** A new partition behind faults. */
    private Partition<String> faulty(OperationHook hook, long seed) {
        Faults faults = new Faults()
                .randomly(RandomFaults.seeded(seed)
                        .with(Fault.loseReply(), 0.15)
                        .with(Fault.drop(), 0.05)
                        .with(Fault.internalServerError(), 0.02)
                        .with(Fault.internalServerError().afterExecution(), 0.03)
                        .with(Fault.throughputExceeded(), 0.05)
                        .with(Fault.transactionConflict(), 0.02)
                        .with(Fault.delay(Duration.ofMillis(5)), 0.05));
        return DynaStore.builder(TestDynamoDb.client(faults, ATTEMPTS))
                .clock(store.clock)
                .pause(duration -> {})
                .hook(hook)
                .build()
                .table(TestStore.CRM)
                .partition(TestDynamoDb.uniqueName("history"));
    }
}
