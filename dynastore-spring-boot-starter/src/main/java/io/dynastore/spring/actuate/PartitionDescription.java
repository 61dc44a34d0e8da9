package io.dynastore.spring.actuate;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The description of a partition as it is configured.
 *
 * @param name the name that its entries are stored under
 * @param table the name of its table
 * @param type the class of its values
 * @param fields the properties of its values that are fields of the entry
 * @param timeToLive the time after which its entries expire unless a write sets another expiry, or null if they do not expire
 * @param consistentReads whether reads are strongly consistent
 */
public record PartitionDescription(
        String name,
        String table,
        String type,
        List<String> fields,
        @Nullable Duration timeToLive,
        boolean consistentReads) {}
