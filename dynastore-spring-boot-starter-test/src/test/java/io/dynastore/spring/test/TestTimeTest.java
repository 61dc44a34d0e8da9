package io.dynastore.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import io.dynastore.lease.Timing;
import io.dynastore.lease.Timing.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Time by itself, without Spring. */
@Timeout(60)
class TestTimeTest {
    private final TestTime time = new TestTime();
    private final Timing timing = time.timing();
    private final List<String> happened = Collections.synchronizedList(new ArrayList<>());

    @Test
    void itServesAStoreAndLeasesThatAreMadeByHand() {
        // tag::plain[]
        TestTime time = new TestTime();
        try (EmbeddedDynamoDb database =
                        EmbeddedDynamoDb.builder().clock(time.clock()).start();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            time.onAdvance(database::expireItems);
            DynaStore store = DynaStore.builder(client).clock(time.clock()).build();
            Partition<String> partition = store.table("ShopTable").partition("leases");
            partition.table().createIfAbsent();

            try (Leases leases = Leases.builder(partition).timing(time.timing()).build()) {
                Lease lease = leases.tryAcquire("report").orElseThrow();
                time.advance(Duration.ofMinutes(5));
                assertThat(lease.isHeld()).isTrue(); // renewed every ten seconds
            }
        }
        // end::plain[]
    }

    @Test
    void actionsAreRunOnceWhateverTimeHasPassed() {
        time.onAdvance(() -> note("action"));
        timing.schedule(Duration.ofSeconds(1), () -> note("event"));

        time.advance(Duration.ZERO);
        time.advance(Duration.ofSeconds(3));

        assertThat(happened).containsExactly("event 1", "action 3");
    }

    @Test
    void anActionMayReadTheTimeOnAnotherThread() {
        time.onAdvance(() ->
                assertThat(CompletableFuture.supplyAsync(time::now).join()).isEqualTo(time.now()));

        time.advance(Duration.ofSeconds(3));
    }

    @Test
    void itStandsStillUntilItIsAdvanced() {
        assertThat(time.now()).isEqualTo(TestTime.START).isEqualTo(time.clock().instant());
        long nanos = timing.nanoTime();
        time.advance(Duration.ofSeconds(90));
        assertThat(time.now()).isEqualTo("2100-01-01T00:01:30Z").isEqualTo(timing.now());
        assertThat(timing.nanoTime() - nanos).isEqualTo(90_000_000_000L);
    }

    @Test
    void itBeginsInTheFutureAndDoesNotGoBack() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TestTime(Instant.now()));
        assertThatIllegalArgumentException().isThrownBy(() -> time.advance(Duration.ofNanos(-1)));
    }

    @Test
    void whatIsDueHappensInItsOrderAndAtItsTime() {
        timing.schedule(Duration.ofSeconds(2), () -> note("second"));
        timing.schedule(Duration.ofSeconds(1), () -> {
            note("first");
            timing.schedule(Duration.ofSeconds(2), () -> note("third"));
            timing.execute(() -> note("at once"));
        });
        Scheduled never = timing.schedule(Duration.ofSeconds(2), () -> note("never"));
        timing.schedule(Duration.ofSeconds(10), () -> note("later"));
        never.cancel();

        time.advance(Duration.ofSeconds(5));

        assertThat(happened).containsExactly("first 1", "at once 1", "second 2", "third 3");
    }

    @Test
    void whatIsToHappenAtOnceNeedsNoAdvance() throws InterruptedException {
        CountDownLatch executed = new CountDownLatch(2);
        timing.execute(executed::countDown);
        timing.schedule(Duration.ZERO, executed::countDown);
        executed.await();
    }

    @Test
    void aTaskMayWaitForTimeToPass() {
        timing.execute(() -> {
            try {
                timing.sleep(Duration.ofSeconds(3));
                note("woken");
                timing.sleep(Duration.ofSeconds(3));
                note("woken");
            } catch (InterruptedException e) {
                note("interrupted");
            }
        });

        time.advance(Duration.ofSeconds(10));

        assertThat(happened).containsExactly("woken 3", "woken 6");
    }

    @Test
    void aTaskMayNotLetTimePass() throws Exception {
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        timing.execute(() -> {
            try {
                time.advance(Duration.ofSeconds(1));
            } catch (IllegalStateException e) {
                thrown.add(e);
            }
        });
        time.advance(Duration.ZERO);
        assertThat(thrown).hasSize(1);
    }

    @Test
    void onceClosedNothingHappensLaterAndNobodyWaits() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Future<?> waiting = threads.submit(() -> {
            timing.sleep(Duration.ofDays(1));
            return null;
        });
        time.awaitWaiter();
        timing.schedule(Duration.ofSeconds(1), () -> note("never"));

        timing.close(Duration.ofSeconds(5));

        waiting.get();
        threads.submit(() -> {
                    timing.sleep(Duration.ofDays(1));
                    return null;
                })
                .get();
        timing.schedule(Duration.ZERO, () -> note("never"));
        timing.execute(() -> note("all the same"));
        time.advance(Duration.ofSeconds(2));
        assertThat(happened).containsExactly("all the same 0");
        threads.shutdown();
    }

    @Test
    void closingWaitsForWhatRunsAndInterruptsItInTheEnd() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        timing.execute(() -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        running.await();

        timing.close(Duration.ofMillis(10));

        interrupted.await();
    }

    @Test
    void anInterruptedTestIsNotMadeToWait() {
        CountDownLatch never = new CountDownLatch(1);
        timing.execute(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                note("interrupted");
            }
        });
        Thread.currentThread().interrupt();

        assertThatIllegalStateException().isThrownBy(() -> time.advance(Duration.ofSeconds(1)));

        assertThat(Thread.interrupted()).isTrue();
        never.countDown();
    }

    private void note(String what) {
        happened.add(what + " " + Duration.between(TestTime.START, time.now()).toSeconds());
    }
}
