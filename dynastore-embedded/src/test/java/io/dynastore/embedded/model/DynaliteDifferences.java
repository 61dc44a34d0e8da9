package io.dynastore.embedded.model;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The differences between dynalite and the embedded database that are known, each with its reason. */
final class DynaliteDifferences {
    private static final Map<Class<? extends Step>, String> NOT_THERE = Map.of(
            TransactWriteStep.class, "dynalite has no transactions",
            TransactGetStep.class, "dynalite has no transactions",
            IndexStep.class, "dynalite fills an index after its reply, so that it would have to be waited for");

    private DynaliteDifferences() {}

    /** Returns whether requests of the kind cannot be compared. */
    static boolean concern(Step step) {
        return NOT_THERE.containsKey(step.getClass());
    }

    /** Returns whether two answers are the same, apart from known differences. */
    static boolean agree(Step step, @Nullable Object theirs, @Nullable Object ours) {
        if (theirs instanceof Refused refused && ours instanceof Refused found) {
            // dynalite does not know ReturnValuesOnConditionCheckFailure.
            return refused.type().equals(found.type());
        }
        return Objects.equals(theirs, ours) || step.matches(theirs, ours);
    }
}
