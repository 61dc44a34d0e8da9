package io.dynastore.embedded.internal.throughput;

import io.dynastore.embedded.internal.storage.TableSchema;
import io.dynastore.embedded.internal.wire.Types;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rate at which a table, a global index or a range of keys may be read or written.
 *
 * @param limit the limit that the rate belongs to
 * @param perSecond the capacity units for each second
 * @param most the largest number of units that are saved for later
 */
record Rate(Limit limit, double perSecond, double most) {
    /** "Burst and adaptive capacity" of the developer guide: 5 minutes of unused capacity are retained. */
    private static final int BURST_SECONDS = 300;

    /** The default quotas for each table: "Quotas in Amazon DynamoDB" of the developer guide. */
    private static final double ACCOUNT = 40_000;

    private static final Rate READS_OF_KEY_RANGE = even(Limit.KEY_RANGE, 3_000);
    private static final Rate WRITES_OF_KEY_RANGE = even(Limit.KEY_RANGE, 1_000);

    /** Returns the rate of a table, or of one of its global indexes. */
    static Rate of(TableSchema table, String index, boolean write) {
        Map<String, @Nullable Object> definition = table.definition();
        Map<String, @Nullable Object> of = index.isEmpty() ? definition : index(definition, index);
        if (!isOnDemand(table)) {
            double units = units(of, "ProvisionedThroughput", write ? "WriteCapacityUnits" : "ReadCapacityUnits");
            return new Rate(Limit.PROVISIONED, units, BURST_SECONDS * units);
        }
        double units = units(of, "OnDemandThroughput", write ? "MaxWriteRequestUnits" : "MaxReadRequestUnits");
        return units > 0 ? even(Limit.MAX_ON_DEMAND, units) : even(Limit.ACCOUNT, ACCOUNT);
    }

    /** Returns the rate of the keys that one partition of DynamoDB serves. */
    static Rate ofKeyRange(boolean write) {
        return write ? WRITES_OF_KEY_RANGE : READS_OF_KEY_RANGE;
    }

    static boolean isOnDemand(TableSchema table) {
        return "PAY_PER_REQUEST".equals(table.definition().get("BillingMode"));
    }

    private static Rate even(Limit limit, double perSecond) {
        return new Rate(limit, perSecond, perSecond);
    }

    private static Map<String, @Nullable Object> index(Map<String, @Nullable Object> definition, String name) {
        for (Object each : Types.list(definition.get("GlobalSecondaryIndexes"))) {
            Map<String, @Nullable Object> index = Types.structure(each);
            if (name.equals(index.get("IndexName"))) {
                return index;
            }
        }
        throw new IllegalArgumentException("No global index " + name);
    }

    private static double units(Map<String, @Nullable Object> of, String setting, String member) {
        Object given = of.get(setting);
        Object units = given == null ? null : Types.structure(given).get(member);
        return units instanceof BigDecimal number ? number.doubleValue() : 0;
    }
}
