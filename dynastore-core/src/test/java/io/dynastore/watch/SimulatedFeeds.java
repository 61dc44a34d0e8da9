package io.dynastore.watch;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.Table;
import io.dynastore.TableDefinition;
import io.dynastore.TestDynamoDb;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Faults;
import io.dynastore.lease.Leases;
import io.dynastore.lease.SimulatedProcess;
import io.dynastore.lease.SimulatedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A database in simulated time with a table that has a stream, and the members of a group. */
final class SimulatedFeeds implements AutoCloseable {
    static final String TABLE = "Watched";
    static final String GROUP = "index";
    static final Duration LEASE = Duration.ofSeconds(30);

    final SimulatedTime time = new SimulatedTime();

    /** The clock of the database, and of those who write. */
    final SimulatedProcess world = new SimulatedProcess(time);

    final EmbeddedDynamoDb database;
    final DynamoDbClient client;
    final Table table;
    final Partition<String> customers;

    /** What was handled, in this order. */
    final List<Handled> handled = new ArrayList<>();

    /** The table of the leases. */
    private String leasesTable = TABLE;

    /** What is run before a change is handled, and may throw an exception. */
    Consumer<Change<String>> trouble = change -> {};

    private final List<Member> members = new ArrayList<>();

    /** A change that a member has handled. */
    record Handled(Member member, Change<String> change) {
        @Override
        public String toString() {
            return change.type() + " " + change.key() + " " + change.entry().revision();
        }
    }

    SimulatedFeeds() {
        this(Duration.ZERO);
    }

    /** Creates a database whose reads that are not consistent lag so much. */
    SimulatedFeeds(Duration readLag) {
        database =
                EmbeddedDynamoDb.builder().clock(world.clock()).readLag(readLag).start();
        client = EmbeddedClients.of(database);
        table = DynaStore.builder(client).clock(world.clock()).build().table(TableDefinition.of(TABLE).stream());
        customers = table.partition("customers");
        table.createIfAbsent();
    }

    /** The ids of the shards that receive changes. */
    List<String> openShards() {
        try (DynamoDbStreamsClient streams = EmbeddedClients.streamsOf(database)) {
            String arn = client.describeTable(request -> request.tableName(TABLE))
                    .table()
                    .latestStreamArn();
            List<String> open = new ArrayList<>();
            String last = null;
            do {
                String from = last;
                var page = streams.describeStream(
                                request -> request.streamArn(arn).exclusiveStartShardId(from))
                        .streamDescription();
                page.shards().stream()
                        .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                        .forEach(shard -> open.add(shard.shardId()));
                last = page.lastEvaluatedShardId();
            } while (last != null);
            return open;
        }
    }

    /** Keeps the leases of all members in a table of their own, so that their renewals are no records of the stream. */
    void keepLeasesApart() {
        leasesTable = "Leases";
        table.store().table(leasesTable).createIfAbsent();
    }

    /** Reads the first records of a shard so often, as another program does. */
    void readFirstRecords(int times) {
        String shard = openShards().get(0);
        try (DynamoDbStreamsClient streams = EmbeddedClients.streamsOf(database)) {
            String arn = client.describeTable(request -> request.tableName(TABLE))
                    .table()
                    .latestStreamArn();
            for (int i = 0; i < times; i++) {
                String iterator = streams.getShardIterator(
                                request -> request.streamArn(arn).shardId(shard).shardIteratorType("TRIM_HORIZON"))
                        .shardIterator();
                streams.getRecords(request -> request.shardIterator(iterator));
            }
        }
    }

    /** Starts a member of the group. */
    Member member(UnaryOperator<ChangeFeedBuilder> settings) {
        return member(Duration.ZERO, settings);
    }

    Member member(Duration wallAhead, UnaryOperator<ChangeFeedBuilder> settings) {
        Member member = new Member(wallAhead, settings);
        members.add(member);
        return member;
    }

    Member member() {
        return member(with -> with);
    }

    /** Lets time pass until everything that was written is handled by the living members. */
    void settle() {
        time.advance(Duration.ofMinutes(3));
    }

    /** The revisions of each key, in the order in which they were first handled; with the kinds of changes. */
    Map<String, List<String>> histories() {
        Map<String, Handled> first = new LinkedHashMap<>();
        handled.forEach(each -> first.putIfAbsent(each.change().id(), each));
        Map<String, List<String>> histories = new LinkedHashMap<>();
        first.values()
                .forEach(each -> histories
                        .computeIfAbsent(each.change().key(), key -> new ArrayList<>())
                        .add(each.change().type() + " " + each.change().entry().value()));
        return histories;
    }

    @Override
    public void close() {
        members.forEach(Member::close);
        client.close();
        database.close();
    }

    /** A process with one feed. */
    final class Member implements AutoCloseable {
        final SimulatedProcess leasing;
        final SimulatedProcess feeding;

        /** What happens to its requests. */
        final Faults faults = new Faults();

        final Leases leases;
        final ChangeFeed feed;
        private final DynamoDbClient client;
        private final DynamoDbStreamsClient streams;

        Member(Duration wallAhead, UnaryOperator<ChangeFeedBuilder> settings) {
            leasing = new SimulatedProcess(time).wallAhead(wallAhead);
            feeding = new SimulatedProcess(time).wallAhead(wallAhead);
            client = EmbeddedClients.configure(DynamoDbClient.builder(), EmbeddedClients.httpClient(database, faults))
                    .overrideConfiguration(TestDynamoDb.trying(3))
                    .build();
            streams = EmbeddedClients.configure(
                            DynamoDbStreamsClient.builder(), EmbeddedClients.httpClient(database, faults))
                    .overrideConfiguration(TestDynamoDb.trying(3))
                    .build();
            Table own = DynaStore.builder(client).clock(leasing.clock()).build().table(TABLE);
            Table ofLeases = leasesTable.equals(TABLE) ? own : own.store().table(leasesTable);
            leases =
                    Leases.builder(ofLeases.partition("leases")).timing(leasing).build();
            feed = settings.apply(ChangeFeed.builder(own, streams)
                            .group(GROUP, leases)
                            .duration(LEASE)
                            .timing(feeding)
                            .on(own.partition("customers"), this::handle))
                    .start();
        }

        private void handle(Change<String> change) {
            trouble.accept(change);
            handled.add(new Handled(this, change));
        }

        /** Ends the process. */
        void kill() {
            leasing.kill();
            feeding.kill();
        }

        /** Suspends the process. */
        void freeze(Duration duration) {
            leasing.pause(duration);
            feeding.pause(duration);
        }

        boolean isFrozen() {
            return feeding.isPaused();
        }

        @Override
        public void close() {
            feed.close();
            leases.close();
        }
    }
}
