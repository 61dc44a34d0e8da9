package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.Types;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change of the provisioned throughput of a table or a global index, whose time is recorded. */
final class ThroughputChange {
    private static final String READS = "ReadCapacityUnits";
    private static final String WRITES = "WriteCapacityUnits";
    private static final String DECREASES = "NumberOfDecreasesToday";
    private static final long MOST_UNITS = 1_000_000_000_000L;

    private ThroughputChange() {}

    /** Refuses units beyond the bounds of AWS. */
    static void checkBounds(Input of) {
        Input throughput = of.structure("ProvisionedThroughput");
        if (throughput == null) {
            return;
        }
        for (String member : List.of(READS, WRITES)) {
            Long units = throughput.integer(member);
            if (units != null && units > MOST_UNITS) {
                throw ApiError.validation("Given value " + units + " for " + member + " is out of bounds"
                        + (of.has("IndexName") ? " for index " + of.text("IndexName") : ""));
            }
        }
    }

    /** Returns the changed throughput with the times of the last changes. */
    static Map<String, @Nullable Object> of(@Nullable Object current, Input given, BigDecimal now) {
        Map<String, @Nullable Object> old = current == null ? Map.of() : Types.structure(current);
        int reads = compare(given, old, READS);
        int writes = compare(given, old, WRITES);
        if (reads == 0 && writes == 0) {
            throw unchanged(old, given);
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(old);
        changed.putAll(given.tree());
        if (reads > 0 || writes > 0) {
            changed.put("LastIncreaseDateTime", now);
        }
        if (reads < 0 || writes < 0) {
            changed.put("LastDecreaseDateTime", now);
        }
        if (reads <= 0 && writes <= 0) {
            changed.put(DECREASES, units(old, DECREASES).add(BigDecimal.ONE));
        }
        return changed;
    }

    private static int compare(Input given, Map<String, @Nullable Object> old, String member) {
        return units(given.tree(), member).compareTo(units(old, member));
    }

    private static BigDecimal units(Map<String, @Nullable Object> throughput, String member) {
        return throughput.get(member) instanceof BigDecimal units ? units : BigDecimal.ZERO;
    }

    private static ApiError unchanged(Map<String, @Nullable Object> old, Input given) {
        StringBuilder message =
                new StringBuilder("The provisioned throughput for the table will not change. The requested"
                        + " value equals the current value. ");
        for (String member : List.of(READS, WRITES)) {
            message.append("Current ").append(member).append(" provisioned for the table: ");
            message.append(units(old, member))
                    .append(". Requested ")
                    .append(member)
                    .append(": ");
            message.append(units(given.tree(), member)).append(". ");
        }
        return ApiError.validation(
                message + "Refer to the Amazon DynamoDB Developer Guide for current limits and how to"
                        + " request higher limits.");
    }

    /** Puts the units of before a change into a description, since the reply to the change still shows them. */
    static void putPrevious(Map<String, @Nullable Object> description, @Nullable Object before) {
        Object now = description.get("ProvisionedThroughput");
        if (before == null || now == null) {
            return;
        }
        Map<String, @Nullable Object> throughput = new LinkedHashMap<>(Types.structure(now));
        for (String member : List.of(READS, WRITES)) {
            throughput.put(member, Types.structure(before).get(member));
        }
        description.put("ProvisionedThroughput", throughput);
    }
}
