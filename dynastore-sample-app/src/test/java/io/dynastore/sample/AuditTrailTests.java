package io.dynastore.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.spring.test.DynaStoreTest;
import io.dynastore.spring.test.TestFeeds;
import io.dynastore.spring.test.TestTime;
import io.dynastore.spring.watch.OnChange;
import io.dynastore.watch.Change;
import io.dynastore.watch.ChangeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** The audit trail has each change once, in order. */
@DynaStoreTest
@Import({AuditTrail.class, AuditTrailTests.Changes.class})
class AuditTrailTests {
    private static final Customer ADA = new Customer("Ada", Customer.NEW, Instant.EPOCH);
    private static final Customer LOVELACE = new Customer("Ada Lovelace", "enabled", Instant.EPOCH);

    @Autowired
    AuditTrail audit;

    @Autowired
    Partition<Customer> customers;

    @Autowired
    Partition<AuditRecord> trail;

    @Autowired
    TestFeeds feeds;

    @Autowired
    TestTime time;

    @Autowired
    Changes changes;

    /** Notes changes, to deliver them again. */
    static class Changes {
        final List<Change<Customer>> all = new CopyOnWriteArrayList<>();

        @OnChange(partition = "customers", group = "test")
        void note(Change<Customer> change) {
            all.add(change);
        }
    }

    @Test
    void itHasTheChangesOfACustomerInOrder() {
        customers.create("ada", ADA);
        customers.put("ada", LOVELACE);
        customers.delete("ada");
        time.advance(Duration.ofSeconds(1));
        customers.create("ada", ADA, with -> with.timeToLive(Duration.ofDays(2)));
        time.advance(Duration.ofDays(3));

        assertThat(audit.latest(10))
                .extracting(AuditRecord::type)
                .containsExactly(
                        ChangeType.EXPIRED,
                        ChangeType.CREATED,
                        ChangeType.DELETED,
                        ChangeType.UPDATED,
                        ChangeType.CREATED);
        assertThat(audit.latest(10)).anySatisfy(record -> {
            assertThat(record.type()).isEqualTo(ChangeType.UPDATED);
            assertThat(record.before()).isEqualTo(ADA);
            assertThat(record.after()).isEqualTo(LOVELACE);
            assertThat(record.instance()).isNotEmpty();
        });
    }

    @Test
    void aChangeThatIsDeliveredAgainIsNotRecordedAgain() {
        changes.all.clear();
        customers.create("ada", ADA);
        customers.put("ada", LOVELACE);
        feeds.catchUp();

        assertThat(changes.all).hasSize(2).allSatisfy(audit::record);

        assertThat(trail.count(Query.all())).isEqualTo(2);
    }
}
