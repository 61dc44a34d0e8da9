package io.dynastore.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.Table;
import io.dynastore.TableDefinition;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.lease.Leases;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A handler that does not return, in real time. */
class HangingHandlerTest {
    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
    private final DynamoDbClient client = EmbeddedClients.of(database);
    private final DynamoDbStreamsClient streams = EmbeddedClients.streamsOf(database);
    private final Table table = DynaStore.create(client).table(TableDefinition.of("Watched").stream());
    private final Partition<String> customers = table.partition("customers");
    private final Leases leases = Leases.create(table.partition("leases"));
    private final Set<String> handled = ConcurrentHashMap.newKeySet();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);
    private final CountDownLatch others = new CountDownLatch(20);

    @BeforeEach
    void createTable() {
        table.createIfAbsent();
        database.streams().splitShards("Watched").splitShards("Watched");
    }

    @AfterEach
    void close() {
        finish.countDown();
        leases.close();
        streams.close();
        client.close();
        database.close();
    }

    private ChangeFeedBuilder feed() {
        return ChangeFeed.builder(table, streams)
                .group("hanging", leases)
                .pollInterval(Duration.ofMillis(20))
                .closing(Duration.ofMillis(100))
                .fromOldest();
    }

    private void hang(Change<String> change) throws InterruptedException {
        if (change.key().equals("hangs")) {
            hanging.countDown();
            finish.await();
        }
        handled.add(change.key());
        others.countDown();
    }

    @Test
    void otherShardsGoOnAndClosingInterruptsIt() throws Exception {
        ChangeFeed feed = feed().on(customers, this::hang).start();
        customers.create("hangs", "a");
        assertThat(hanging.await(60, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 60; i++) {
            customers.create("c-" + i, "a");
        }
        assertThat(others.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(feed.catchUp(Duration.ofMillis(50)))
                .as("the shard that hangs")
                .isFalse();

        feed.close();

        assertThat(handled).hasSizeBetween(20, 60).doesNotContain("hangs");
        try (ChangeFeed next =
                feed().on(customers, change -> handled.add(change.key())).start()) {
            assertThat(next.catchUp(Duration.ofSeconds(60))).isTrue();
        }
        assertThat(handled).hasSize(61);
    }

    @Test
    void aHandlerCanCloseItsFeed() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        ChangeFeed[] own = new ChangeFeed[1];
        CountDownLatch started = new CountDownLatch(1);
        own[0] = feed().on(customers, change -> {
                    started.await();
                    own[0].close();
                    closed.countDown();
                })
                .start();
        started.countDown();
        customers.create("c-1", "a");

        assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(own[0].isRunning()).isFalse();
    }

    /** What it is handling is noted, so that the next member does not repeat it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHandlerOrListenerThatClosesItsFeedLeavesNothingToRepeat(boolean inHandler) throws Exception {
        ChangeFeed[] own = new ChangeFeed[1];
        CountDownLatch started = new CountDownLatch(1);
        own[0] = feed().on(customers, change -> {
                    started.await();
                    if (inHandler) {
                        own[0].close();
                    }
                })
                .listener(new ChangeFeedListener() {
                    @Override
                    public void handled(Change<?> change, Duration duration, Duration lag) {
                        own[0].close();
                    }
                })
                .start();
        customers.create("c-1", "a");
        started.countDown();
        while (own[0].isRunning()) {
            Thread.onSpinWait();
        }
        own[0].close();

        assertThat(leases.held()).isEmpty();
        try (ChangeFeed next =
                feed().on(customers, change -> handled.add(change.key())).start()) {
            assertThat(next.catchUp(Duration.ofSeconds(60))).isTrue();
            assertThat(next.shards()).hasSize(4);
        }
        assertThat(handled).isEmpty();
    }

    /** As by an executor that is shut down at once. */
    @Test
    void aThreadThatIsInterruptedInterruptsHandlersAndReleasesTheShards() throws Exception {
        ChangeFeed feed =
                feed().closing(Duration.ofHours(1)).on(customers, this::hang).start();
        customers.create("hangs", "a");
        assertThat(hanging.await(60, TimeUnit.SECONDS)).isTrue();
        Thread.currentThread().interrupt();
        feed.close();

        assertThat(Thread.interrupted()).isTrue();
        try (ChangeFeed next =
                feed().on(customers, change -> handled.add(change.key())).start()) {
            assertThat(next.catchUp(Duration.ofSeconds(60))).isTrue();
            assertThat(next.shards()).hasSize(4);
        }
        assertThat(handled).containsExactly("hangs");
    }

    /** The one that gives up first leaves the other without pauses between reads. */
    @Test
    void severalThreadsCanCatchUp() throws Exception {
        customers.create("hangs", "a");
        try (ChangeFeed feed = feed().pollInterval(Duration.ofMinutes(1))
                .duration(Duration.ofHours(1))
                .on(customers, this::hang)
                .start()) {
            assertThat(hanging.await(60, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Boolean> patient = new CompletableFuture<>();
            Thread waiting = new Thread(() -> {
                try {
                    patient.complete(feed.catchUp(Duration.ofSeconds(Long.MAX_VALUE)));
                } catch (Throwable e) {
                    patient.completeExceptionally(e);
                }
            });
            waiting.start();
            while (waiting.getState() != Thread.State.TIMED_WAITING && waiting.isAlive()) {
                Thread.onSpinWait();
            }
            assertThat(feed.catchUp(Duration.ZERO)).isFalse();
            finish.countDown();

            assertThat(patient.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** The feed stops by itself because of one shard, while the handler of another one is running. */
    @Test
    void closingWaitsForAFeedThatStopsByItself() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch returned = new CountDownLatch(1);
        ChangeFeed feed = feed().closing(Duration.ofMinutes(1))
                .onFailure(failed -> FailureDecision.STOP)
                .on(customers, change -> {
                    if (change.key().equals("hangs")) {
                        running.countDown();
                        finish.await();
                        returned.countDown();
                    } else {
                        running.await();
                        throw new IllegalStateException("stop");
                    }
                })
                .start();
        customers.create("hangs", "a");
        for (int i = 0; i < 60; i++) {
            customers.create("c-" + i, "a");
        }
        assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
        while (feed.isRunning()) {
            Thread.onSpinWait();
        }
        Thread closing = new Thread(feed::close);
        closing.start();
        finish.countDown();
        closing.join();

        assertThat(returned.getCount()).isZero();
        assertThat(feed.failure()).isPresent();
        assertThat(leases.held()).isEmpty();
    }

    /** As in a test that controls the time. */
    @Test
    void catchingUpNeedsNoTimeThatPasses() throws Exception {
        try (ChangeFeed feed = feed().timing(new StandingTime())
                .on(customers, change -> handled.add(change.key()))
                .start()) {
            for (int i = 0; i < 20; i++) {
                customers.create("c-" + i, "a");
                assertThat(feed.catchUp(Duration.ofSeconds(60))).isTrue();
                assertThat(handled).hasSize(i + 1);
            }
        }
    }
}
