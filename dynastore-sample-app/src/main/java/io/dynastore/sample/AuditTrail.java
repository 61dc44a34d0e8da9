package io.dynastore.sample;

import io.dynastore.Entry;
import io.dynastore.KeyExistsException;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.lease.Leases;
import io.dynastore.spring.watch.OnChange;
import io.dynastore.watch.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Records each change of a customer once, whichever instance has made it: the instances are members of a group and share the
 * changes. One that was killed may have recorded changes that another then gets again, so the key is made of the change.
 */
@Component
class AuditTrail {
    private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);

    private final Partition<AuditRecord> trail;
    private final Leases leases;

    AuditTrail(Partition<AuditRecord> trail, Leases leases) {
        this.trail = trail;
        this.leases = leases;
    }

    @OnChange(partition = "customers", group = "audit")
    void record(Change<Customer> change) {
        try {
            trail.create(
                    key(change),
                    new AuditRecord(
                            change.time(),
                            change.type(),
                            change.key(),
                            valueOf(change.before()),
                            valueOf(change.after()),
                            leases.holder()));
        } catch (KeyExistsException e) {
            log.debug("{} is already recorded", change);
        }
    }

    /** Sorts the trail by time, and the changes of a second in the order of a customer's revisions. */
    private static String key(Change<?> change) {
        int last = change.after() == null ? 1 : 0;
        return "%s/%019d/%d/%s".formatted(change.time(), change.entry().version(), last, change.id());
    }

    private static @Nullable Customer valueOf(@Nullable Entry<Customer> entry) {
        return entry == null ? null : entry.value();
    }

    /** Returns the latest records, the newest first. */
    List<AuditRecord> latest(int limit) {
        return trail.list(Query.all().reverse().limit(limit)).items().stream()
                .map(Entry::value)
                .toList();
    }
}
