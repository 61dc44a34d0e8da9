package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import io.dynastore.embedded.internal.wire.Types;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DescribeContinuousBackups and UpdateContinuousBackups. The settings are stored and described; nothing can be restored. */
final class ContinuousBackups {
    private static final String MEMBER = "PointInTimeRecovery";
    private static final String SINCE = "Since";
    private static final String DAYS = "RecoveryPeriodInDays";
    private static final long MOST_DAYS = 35;

    /** "LatestRestorableDateTime is typically 5 minutes before the current time", as AWS says. */
    private static final Duration DELAY = Duration.ofMinutes(5);

    private final Context context;

    ContinuousBackups(Context context) {
        this.context = context;
    }

    Map<String, @Nullable Object> describe(Input input) {
        checkName(new Constraints(), input).check();
        return reply(table(input));
    }

    Map<String, @Nullable Object> update(Input input) {
        Input setting = input.structure("PointInTimeRecoverySpecification");
        Constraints constraints =
                checkName(new Constraints(), input).required("pointInTimeRecoverySpecification", setting);
        if (setting != null) {
            String path = "pointInTimeRecoverySpecification.";
            constraints
                    .required(
                            path + "pointInTimeRecoveryEnabled", setting.tree().get("PointInTimeRecoveryEnabled"))
                    .atLeast(path + "recoveryPeriodInDays", setting.integer(DAYS), 1)
                    .atMost(path + "recoveryPeriodInDays", setting.integer(DAYS), MOST_DAYS);
        }
        constraints.check();
        Table table = table(input);
        Map<String, @Nullable Object> changes = new HashMap<>();
        changes.put(MEMBER, changed(table, input.requiredStructure("PointInTimeRecoverySpecification")));
        return reply(context.tables().change(table, schema -> schema.with(changes)));
    }

    private static Constraints checkName(Constraints constraints, Input input) {
        return constraints.required("tableName", input.text("TableName")).name("tableName", input.text("TableName"));
    }

    private Table table(Input input) {
        String name = input.requiredText("TableName");
        try {
            return context.tableToManage(name);
        } catch (ApiError e) {
            throw new ApiError(ErrorType.TABLE_NOT_FOUND, "Table not found: " + name);
        }
    }

    private @Nullable Map<String, @Nullable Object> changed(Table table, Input setting) {
        if (!setting.truth("PointInTimeRecoveryEnabled")) {
            return null;
        }
        Map<String, @Nullable Object> current = current(table);
        Long days = setting.integer(DAYS);
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        changed.put(SINCE, current == null ? epochSeconds(context.clock().millis()) : current.get(SINCE));
        changed.put(
                DAYS,
                days != null
                        ? BigDecimal.valueOf(days)
                        : current == null ? BigDecimal.valueOf(MOST_DAYS) : current.get(DAYS));
        return changed;
    }

    private static @Nullable Map<String, @Nullable Object> current(Table table) {
        Object current = table.schema().definition().get(MEMBER);
        return current == null ? null : Types.structure(current);
    }

    private Map<String, @Nullable Object> reply(Table table) {
        Map<String, @Nullable Object> recovery = new LinkedHashMap<>();
        Map<String, @Nullable Object> current = current(table);
        recovery.put("PointInTimeRecoveryStatus", current == null ? "DISABLED" : "ENABLED");
        if (current != null) {
            long now = context.clock().millis();
            Object days = current.get(DAYS);
            Duration period = Duration.ofDays(days instanceof BigDecimal number ? number.longValue() : MOST_DAYS);
            BigDecimal since = current.get(SINCE) instanceof BigDecimal number ? number : epochSeconds(now);
            BigDecimal earliest = since.max(epochSeconds(now - period.toMillis()));
            recovery.put(DAYS, days);
            recovery.put("EarliestRestorableDateTime", earliest);
            recovery.put("LatestRestorableDateTime", earliest.max(epochSeconds(now - DELAY.toMillis())));
        }
        Map<String, @Nullable Object> backups = new LinkedHashMap<>();
        backups.put("ContinuousBackupsStatus", "ENABLED");
        backups.put("PointInTimeRecoveryDescription", recovery);
        Map<String, @Nullable Object> reply = Returns.reply();
        reply.put("ContinuousBackupsDescription", backups);
        return reply;
    }

    private static BigDecimal epochSeconds(long millis) {
        return BigDecimal.valueOf(millis, 3);
    }
}
