package io.dynastore.sample;

import io.dynastore.watch.ChangeType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a customer, as it is stored in the audit trail.
 *
 * @param time when it was made
 * @param type what has happened
 * @param customer the customer's id
 * @param before the customer before the change; null if there was none
 * @param after the customer after the change; null if there is none
 * @param instance the instance that recorded it
 */
record AuditRecord(
        Instant time,
        ChangeType type,
        String customer,
        @Nullable Customer before,
        @Nullable Customer after,
        String instance) {}
