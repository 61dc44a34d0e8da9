package io.dynastore.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dynastore.DynaStore;
import io.dynastore.InvalidTableException;
import io.dynastore.Partition;
import io.dynastore.Table;
import io.dynastore.TableDefinition;
import io.dynastore.TableNotFoundException;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.Faults;
import io.dynastore.lease.Leases;
import io.dynastore.lease.SimulatedProcess;
import io.dynastore.watch.SimulatedFeeds.Member;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** What keeps a feed from starting, or stops it before it has read anything. */
class StartFailureTest {
    private final SimulatedFeeds world = new SimulatedFeeds();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whatIsWrongIsSaidBeforeAFeedStarts() {
        DynamoDbStreamsClient streams = EmbeddedClients.streamsOf(world.database);
        Table table = world.table;
        assertThatIllegalStateException()
                .isThrownBy(() -> ChangeFeed.builder(table, streams).start())
                .withMessageContaining("no handler");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.member(with -> with.on(world.customers, change -> {})))
                .withMessageContaining("'customers'")
                .withMessageContaining("two handlers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.member(with -> with.on(table.partition("leases"), change -> {})))
                .withMessageContaining("leases");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChangeFeed.builder(table, streams)
                        .on(table.store().table("Other").partition("customers"), change -> {}))
                .withMessageContaining("Other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.member(with -> with.group("é".repeat(126), world.member().leases)))
                .withMessageContaining("252 bytes");
        assertThatExceptionOfType(TableNotFoundException.class)
                .isThrownBy(() -> start(table.store().table("Missing"), streams));
        DynaStore store = DynaStore.create(world.client);
        store.table("Plain").createIfAbsent();
        assertThatExceptionOfType(InvalidTableException.class)
                .isThrownBy(() -> start(store.table(TableDefinition.of("Plain")), streams))
                .withMessageContaining("'Plain'")
                .withMessageContaining("its stream is not enabled (enable it with NEW_AND_OLD_IMAGES)");
        world.client.updateTable(update -> update.tableName("Plain")
                .streamSpecification(with -> with.streamEnabled(true).streamViewType(StreamViewType.KEYS_ONLY)));
        assertThatExceptionOfType(InvalidTableException.class)
                .isThrownBy(() -> start(store.table(TableDefinition.of("Plain")), streams))
                .withMessageContaining("KEYS_ONLY instead of NEW_AND_OLD_IMAGES");
    }

    private <C, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>> C client(
            B builder, Region region, boolean withEndpoint) {
        if (withEndpoint) {
            builder.endpointOverride(URI.create("http://127.0.0.1:1"));
        }
        return builder.region(region)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(EmbeddedClients.httpClient(world.database, new Faults()))
                .build();
    }

    private void startBeside(Region tables, boolean tablesElsewhere, Region streams, boolean streamsElsewhere) {
        try (DynamoDbClient client = client(DynamoDbClient.builder(), tables, tablesElsewhere);
                DynamoDbStreamsClient others = client(DynamoDbStreamsClient.builder(), streams, streamsElsewhere)) {
            start(DynaStore.create(client).table(SimulatedFeeds.TABLE), others);
        }
    }

    @Test
    void aClientOfStreamsOfAnotherRegionIsRefused() {
        for (boolean elsewhere : new boolean[] {true, false}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> startBeside(Region.EU_WEST_1, elsewhere, Region.US_EAST_1, false))
                    .withMessage(
                            "The client of DynamoDB Streams is not of the region of Table[Watched]: it is of us-east-1"
                                    + " instead of eu-west-1. Use a client of that region.");
        }
        startBeside(Region.EU_WEST_1, false, Region.EU_WEST_1, false);
        startBeside(Region.EU_WEST_1, true, Region.US_EAST_1, true);
    }

    @Test
    void aPartitionOfTheTableInAnotherRegionIsRefused() {
        try (DynamoDbClient here = client(DynamoDbClient.builder(), Region.EU_WEST_1, false);
                DynamoDbClient there = client(DynamoDbClient.builder(), Region.US_EAST_1, false);
                DynamoDbStreamsClient streams = client(DynamoDbStreamsClient.builder(), Region.EU_WEST_1, false)) {
            ChangeFeedBuilder builder =
                    ChangeFeed.builder(DynaStore.create(here).table(SimulatedFeeds.TABLE), streams);
            Partition<String> customers =
                    DynaStore.create(there).table(SimulatedFeeds.TABLE).partition("customers");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.on(customers, change -> {}))
                    .withMessageContaining("in another region: us-east-1 instead of eu-west-1");
        }
    }

    @Test
    void settingsThatCannotBeMeantAreRefused() {
        DynamoDbStreamsClient streams = EmbeddedClients.streamsOf(world.database);
        ChangeFeedBuilder builder = ChangeFeed.builder(world.table, streams);
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        Duration negative = Duration.ofSeconds(Long.MIN_VALUE);
        for (Duration wrong : List.of(endless, negative, Duration.ofNanos(-1), Duration.ofHours(2))) {
            assertThatIllegalArgumentException().isThrownBy(() -> builder.pollInterval(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> builder.duration(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> builder.clockSkew(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> builder.closing(wrong));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> builder.pollInterval(Duration.ofNanos(999_999)));
        for (Instant wrong : List.of(Instant.MIN, Instant.EPOCH.minusNanos(1), Instant.MAX)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.from(wrong))
                    .withMessageContaining("Set one from 1970 to 9999");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
    void aGroupMayBeginAtAnyTimeThatIsNotRefused(Instant from) {
        Member member = world.member(with -> with.from(from).onGap(gap -> GapDecision.RESUME));
        world.settle();
        world.customers.create("c-1", "a");
        world.settle();

        assertThat(member.feed.obstacle()).isEmpty();
        assertThat(world.handled).hasSize(from.equals(Instant.EPOCH) ? 1 : 0);
    }

    @Test
    void aGroupOfAnotherTableIsNotRead() {
        world.member();
        world.settle();
        AtomicInteger foreign = new AtomicInteger();
        Table other = world.table.store().table(TableDefinition.of("Other").stream());
        other.createIfAbsent();
        try (DynamoDbStreamsClient streams = EmbeddedClients.streamsOf(world.database);
                Leases leases = Leases.builder(world.table.partition("leases"))
                        .timing(new SimulatedProcess(world.time))
                        .build();
                ChangeFeed feed = ChangeFeed.builder(other, streams)
                        .group(SimulatedFeeds.GROUP, leases)
                        .timing(new SimulatedProcess(world.time))
                        .on(other.partition("customers"), change -> foreign.incrementAndGet())
                        .start()) {
            world.customers.create("c-1", "not theirs");
            world.settle();

            assertThat(feed.isRunning()).isFalse();
            assertThat(feed.failure())
                    .get()
                    .asString()
                    .contains(
                            "'" + SimulatedFeeds.GROUP + "' of table 'Other'",
                            "table/" + SimulatedFeeds.TABLE,
                            "another name");
            assertThat(foreign).hasValue(0);
            assertThat(world.handled).hasSize(1);
        }
    }

    private static void start(Table table, DynamoDbStreamsClient streams) {
        ChangeFeed.builder(table, streams)
                .on(table.partition("customers"), change -> {})
                .start()
                .close();
    }
}
