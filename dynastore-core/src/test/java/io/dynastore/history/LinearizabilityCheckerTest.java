package io.dynastore.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynastore.Revision;
import io.dynastore.history.History.Running;
import org.junit.jupiter.api.Test;

/** Histories by hand: what can be explained, and what cannot. */
class LinearizabilityCheckerTest {
    private static final LinearizabilityChecker STRICT = LinearizabilityChecker.strict();
    private static final LinearizabilityChecker OWN_WORK = STRICT.deleteMayFindItsOwnWork();
    private static final LinearizabilityChecker REPEATING = STRICT.writesMayRepeat(1);
    private static final Revision A1 = new Revision(1, "a");
    private static final Revision B2 = new Revision(2, "b");
    private static final Revision C2 = new Revision(2, "c");
    private static final Revision C3 = new Revision(3, "c");

    private final History history = new History();

    @Test
    void anEmptyHistoryIsExplained() {
        good();
    }

    @Test
    void oneAfterTheOther() {
        history.get("k").absent();
        history.update("k", A1, "x").absent();
        created();
        history.create("k", "x").exists(A1);
        history.update("k", A1, "b").ok(B2);
        history.update("k", A1, "x").modified(B2);
        history.put("k", "c").ok(C3);
        history.get("k").ok("c", C3);
        history.delete("k", B2).modified(C3);
        history.delete("k", C3).ok();
        history.delete("k").absent();
        good();
    }

    @Test
    void keysAreIndependent() {
        created();
        history.get("other").absent();
        good();
    }

    @Test
    void aReadMayOverlapAWriteEitherWay() {
        created();
        Running update = history.update("k", A1, "b");
        history.get("k").ok("a", A1);
        history.get("k").ok("b", B2);
        update.ok(B2);
        good();
    }

    @Test
    void twoOverlappingReadsCannotGoBackInTime() {
        created();
        Running update = history.update("k", A1, "b");
        history.get("k").ok("b", B2);
        history.get("k").ok("a", A1);
        update.ok(B2);
        bad();
    }

    @Test
    void aStaleReadAfterAConfirmedWrite() {
        created();
        history.update("k", A1, "b").ok(B2);
        history.get("k").ok("a", A1);
        bad();
    }

    @Test
    void aLostUpdate() {
        created();
        history.update("k", A1, "b").ok(B2);
        history.put("k", "c").ok(C2);
        bad();
    }

    @Test
    void twoConditionalWritesFromOneRevision() {
        created();
        Running one = history.update("k", A1, "b");
        Running other = history.update("k", A1, "c");
        one.ok(B2);
        other.ok(C2);
        bad();
    }

    @Test
    void twoCreatesSucceed() {
        Running one = history.create("k", "a");
        Running other = history.create("k", "b");
        one.ok(A1);
        other.ok(new Revision(1, "b"));
        bad();
    }

    @Test
    void aFalseConflict() {
        created();
        history.update("k", A1, "b").modified(null);
        bad();
    }

    @Test
    void aConflictWithItself() {
        created();
        history.update("k", A1, "b").modified(B2);
        history.get("k").ok("b", B2);
        bad();
    }

    @Test
    void aConflictThatNamesAnEntryNobodyWrote() {
        created();
        history.update("k", A1, "b").ok(B2);
        history.update("k", A1, "c").modified(C2);
        bad();
    }

    @Test
    void aReincarnatedEntryPassesForTheOldOne() {
        created();
        history.delete("k", A1).ok();
        history.create("k", "b").ok(new Revision(1, "b"));
        history.update("k", A1, "c").ok(C2);
        bad();
    }

    @Test
    void anUnknownWriteMayHaveHappened() {
        created();
        history.update("k", A1, "b").unknown();
        history.get("k").ok("b", B2);
        history.update("k", B2, "c").ok(C3);
        good();
    }

    @Test
    void anUnknownWriteMayNeverHappen() {
        created();
        history.update("k", A1, "b").unknown();
        history.update("k", A1, "c").ok(C2);
        good();
    }

    @Test
    void anUnknownWriteMayHappenLater() {
        created();
        history.put("k", "late").unknown();
        history.get("k").ok("a", A1);
        history.get("k").ok("late", B2);
        good();
    }

    @Test
    void anUnknownWriteCannotBothHaveHappenedAndNot() {
        created();
        history.update("k", A1, "b").unknown();
        history.get("k").ok("b", B2);
        history.update("k", A1, "c").ok(C2);
        bad();
    }

    @Test
    void anUnknownWriteHasOneRevision() {
        created();
        history.put("k", "b").unknown();
        history.get("k").ok("b", B2);
        history.get("k").ok("b", C2);
        bad();
    }

    @Test
    void anUnknownWriteDoesNotTakeTheRevisionOfAnother() {
        created();
        history.put("k", "b").unknown();
        history.get("k").ok("b", C2);
        history.put("k", "c").ok(new Revision(3, "c"));
        bad();
    }

    @Test
    void twoUnknownWritesDoNotShareARevision() {
        Revision unseen = new Revision(1, "u");
        history.put("k", "one").unknown();
        history.put("k", "other").unknown();
        history.update("k", unseen, "a").ok(new Revision(2, "a"));
        history.delete("k").ok();
        history.update("k", unseen, "b").ok(B2);
        bad();
    }

    @Test
    void anUnknownDeleteMayHaveHappened() {
        created();
        history.delete("k", A1).unknown();
        history.get("k").absent();
        good();
    }

    @Test
    void whatHadNoEffectIsForgotten() {
        created();
        history.put("k", "b").noEffect();
        history.get("k").ok("a", A1);
        good();
        assertThat(history.size()).isEqualTo(2);
    }

    @Test
    void whatIsStillRunningIsUnknown() {
        created();
        history.put("k", "b");
        history.get("k").ok("b", B2);
        good();
    }

    @Test
    void modifiesAddUp() {
        history.create("k", 0).ok(A1);
        Running one = history.modify("k", value -> (int) value + 1);
        Running other = history.modify("k", value -> (int) value + 1);
        one.ok(2, C3);
        other.ok(1, B2);
        history.modify("k", value -> (int) value + 1).unknown();
        history.get("k").ok(3, new Revision(4, "d"));
        history.modify("other", value -> value).absent();
        good();
    }

    @Test
    void aModifyThatIsAppliedTwice() {
        history.create("k", 0).ok(A1);
        history.modify("k", value -> (int) value + 1).ok(2, C3);
        bad();
    }

    @Test
    void aModifyFromAnOldValue() {
        history.create("k", 0).ok(A1);
        Running one = history.modify("k", value -> (int) value + 1);
        Running other = history.modify("k", value -> (int) value + 1);
        one.ok(1, B2);
        other.ok(1, C3);
        bad();
    }

    @Test
    void aConditionalDeleteThatFindsNothingIsAllowedOnlyWhenToldSo() {
        created();
        history.delete("k", A1).ok();
        history.delete("k", A1).ok();
        bad();
        assertThat(OWN_WORK.violation(history)).isEmpty();
    }

    @Test
    void aDeleteThatSaysTrueThoughThereIsNothingIsAllowedOnlyWhenToldSo() {
        created();
        history.delete("k").ok();
        history.delete("k").ok();
        bad();
        assertThat(OWN_WORK.violation(history)).isEmpty();
    }

    @Test
    void aDeleteThatSaysFalseThoughItDeletedIsNeverAllowed() {
        created();
        history.delete("k").absent();
        history.get("k").absent();
        bad();
        assertThat(OWN_WORK.violation(history)).isNotEmpty();
    }

    @Test
    void aConditionalDeleteOfAnotherRevisionIsNeverAllowed() {
        created();
        history.delete("k", B2).ok();
        bad();
        assertThat(OWN_WORK.violation(history)).isNotEmpty();
    }

    @Test
    void aPutThatHappensTwiceIsAllowedOnlyWhenToldSo() {
        created();
        Running put = history.put("k", "p");
        history.update("k", new Revision(2, "p"), "b").ok(new Revision(3, "b"));
        put.ok(new Revision(4, "p"));
        history.get("k").ok("p", new Revision(4, "p"));
        bad();
        assertThat(REPEATING.violation(history)).isEmpty();
    }

    @Test
    void aPutThatHappensAgainAfterItReturnedIsNeverAllowed() {
        created();
        history.put("k", "p").ok(new Revision(2, "p"));
        history.update("k", new Revision(2, "p"), "b").ok(new Revision(3, "b"));
        history.get("k").ok("p", new Revision(4, "p"));
        bad();
        assertThat(REPEATING.violation(history)).isNotEmpty();
    }

    @Test
    void theViolationTellsHowFarItGot() {
        created();
        history.update("k", A1, "b").modified(null);
        assertThatThrownBy(() -> STRICT.check(history))
                .isInstanceOf(AssertionError.class)
                .hasMessage("Key k is not linearizable. Explained 1 of 2 known operations, the last of them:"
                        + "\n  #1 [1..2] CREATE a -> OK \"1-a\" from absent"
                        + "\nThen, at a at version 1 by a, one of these had to come next:"
                        + "\n  #2 [3..4] UPDATE at \"1-a\" b -> MODIFIED");
    }

    @Test
    void anOperationIsClosedOnce() {
        Running get = history.get("k");
        get.absent();
        assertThatThrownBy(get::absent).isInstanceOf(IllegalStateException.class);
    }

    private void created() {
        history.create("k", "a").ok(A1);
    }

    private void good() {
        STRICT.check(history);
    }

    private void bad() {
        assertThat(STRICT.violation(history)).isNotEmpty();
    }
}
