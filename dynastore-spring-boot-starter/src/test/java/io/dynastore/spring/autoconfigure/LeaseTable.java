package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.TableDefinition;
import io.dynastore.lease.Leases;
import io.dynastore.lease.LeasesBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A table for leases and the wall clock of all processes that have leases in it, which the test lets advance: a lease whose
 * time has passed on it is lost to its holder and can be taken over.
 */
public final class LeaseTable {
    private final String table = TestDynamoDb.uniqueTable();
    private final OffsetClock clock = new OffsetClock();

    /** Creates the table. */
    public LeaseTable() {
        DynaStore.create(TestDynamoDb.raw()).table(TableDefinition.of(table)).createIfAbsent();
    }

    /** The leases of another process. */
    public Leases process() {
        return process(TestDynamoDb.raw(), with -> with);
    }

    /** The leases of another process, with a client of its own. */
    public Leases process(DynamoDbClient client, UnaryOperator<LeasesBuilder> settings) {
        return settings.apply(Leases.builder(partition(client)).pollInterval(Duration.ofMillis(10)))
                .build();
    }

    /** The partition that the leases are in. */
    public Partition<String> partition() {
        return partition(TestDynamoDb.raw());
    }

    private Partition<String> partition(DynamoDbClient client) {
        return DynaStore.builder(client).clock(clock).build().table(table).partition("leases");
    }

    /** Whether somebody holds the lease of that name, or may wake up and believe so. */
    public boolean isHeld(String name) {
        return TestDynamoDb.item(table, "leases", name).containsKey("owner");
    }

    /** Lets time pass. */
    public void advance(Duration duration) {
        clock.offset = clock.offset.plus(duration);
    }

    private static final class OffsetClock extends Clock {
        private volatile Duration offset = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(offset);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
