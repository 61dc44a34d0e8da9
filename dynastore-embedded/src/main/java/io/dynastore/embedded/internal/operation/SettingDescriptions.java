package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.wire.Types;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes the settings of tables. */
final class SettingDescriptions {
    private static final String KMS = "arn:aws:kms:us-east-1:000000000000:";

    /** The key that AWS manages for the account has an id of its own there. */
    private static final String MANAGED_KEY = "key/00000000-0000-0000-0000-000000000000";

    private SettingDescriptions() {}

    /** Adds the settings in a definition to the description of a table. */
    static void put(Map<String, @Nullable Object> description, Map<String, @Nullable Object> definition) {
        Object maxima = definition.get("OnDemandThroughput");
        if (maxima != null) {
            description.put("OnDemandThroughput", maxima(maxima));
        }
        putWarmThroughput(description, definition);
        putTableClass(description, definition);
        putEncryption(description, definition);
        Replicas.describe(description, definition);
        description.put("DeletionProtectionEnabled", definition.getOrDefault("DeletionProtectionEnabled", false));
    }

    /** Describes a table's or an index's maxima; -1 means that there is none. */
    static Map<String, @Nullable Object> maxima(Object given) {
        Map<String, @Nullable Object> maxima = new LinkedHashMap<>();
        maxima.put("MaxReadRequestUnits", BigDecimal.ONE.negate());
        maxima.put("MaxWriteRequestUnits", BigDecimal.ONE.negate());
        maxima.putAll(Types.structure(given));
        return maxima;
    }

    /** Adds the warm throughput of a table or an index, if a client has set it. */
    static void putWarmThroughput(Map<String, @Nullable Object> description, Map<String, @Nullable Object> of) {
        Object given = of.get("WarmThroughput");
        if (given != null) {
            Map<String, @Nullable Object> warm = new LinkedHashMap<>(TableSettings.WARM);
            warm.putAll(Types.structure(given));
            warm.put("Status", "ACTIVE");
            description.put("WarmThroughput", warm);
        }
    }

    private static void putTableClass(
            Map<String, @Nullable Object> description, Map<String, @Nullable Object> definition) {
        Object tableClass = definition.get("TableClass");
        if (tableClass == null) {
            return;
        }
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("TableClass", tableClass);
        Object updated = definition.get("TableClassUpdated");
        if (updated != null) {
            summary.put("LastUpdateDateTime", updated);
        }
        description.put("TableClassSummary", summary);
    }

    /** A table without encryption by a key of the account is encrypted by one of DynamoDB's, which is not described. */
    private static void putEncryption(
            Map<String, @Nullable Object> description, Map<String, @Nullable Object> definition) {
        Object given = definition.get("SSESpecification");
        Input encryption = given == null ? null : new Input(Types.structure(given));
        if (encryption == null || !encryption.truth("Enabled")) {
            return;
        }
        Map<String, @Nullable Object> described = new LinkedHashMap<>();
        described.put("Status", "ENABLED");
        described.put("SSEType", "KMS");
        described.put("KMSMasterKeyArn", keyArn(encryption.text("KMSMasterKeyId")));
        description.put("SSEDescription", described);
    }

    private static String keyArn(@Nullable String id) {
        if (id == null) {
            return KMS + MANAGED_KEY;
        }
        if (id.startsWith("arn:")) {
            return id;
        }
        return KMS + (id.startsWith("alias/") ? id : "key/" + id);
    }
}
