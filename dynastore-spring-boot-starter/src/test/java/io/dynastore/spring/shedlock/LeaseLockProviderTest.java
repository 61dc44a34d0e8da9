package io.dynastore.spring.shedlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.dynastore.DynaStoreException;
import io.dynastore.OutcomeUnknownException;
import io.dynastore.lease.Leases;
import io.dynastore.spring.autoconfigure.LeaseTable;
import io.dynastore.spring.autoconfigure.SentRequests;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockExtender;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Demands what ShedLock's test kit demands of its providers, each case by a test of our own, because the kit cannot be had
 * here; and what follows from leases.
 */
class LeaseLockProviderTest {
    private static final Duration AT_MOST = Duration.ofMinutes(5);
    private static final Duration LATER = AT_MOST.plusSeconds(10);

    private final LeaseTable table = new LeaseTable();
    private final LeaseLockProvider provider = new LeaseLockProvider(table.process());
    private final LeaseLockProvider other = new LeaseLockProvider(table.process());

    @Test
    void aLockIsLockedUntilItIsUnlocked() {
        SimpleLock lock = lock("name");
        assertThat(table.isHeld("name")).isTrue();
        lock.unlock();
        assertThat(table.isHeld("name")).isFalse();
    }

    @Test
    void aLockIsReleasedAtOnceHoweverTheClockTicks() {
        SimpleLock lock = lock("name");
        AtomicLong millis = new AtomicLong(ClockProvider.now().toEpochMilli());
        ClockProvider.setClock(new TickingClock(millis));
        try {
            lock.unlock();
        } finally {
            ClockProvider.setClock(Clock.systemUTC());
        }
        assertThat(table.isHeld("name")).isFalse();
    }

    /** A millisecond later each time. */
    private static final class TickingClock extends Clock {
        private final AtomicLong millis;

        TickingClock(AtomicLong millis) {
            this.millis = millis;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis.incrementAndGet());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aSecondLockIsNotReturned() {
        SimpleLock lock = lock("name");
        assertThat(provider.lock(config("name"))).isEmpty();
        assertThat(other.lock(config("name"))).isEmpty();
        lock.unlock();
    }

    @Test
    void locksOfDifferentNamesAreIndependent() {
        SimpleLock lock = lock("name");
        SimpleLock second = lock("name2");
        lock.unlock();
        second.unlock();
    }

    @Test
    void aLockCanBeLockedRightAfterItWasUnlocked() {
        LockConfiguration config = config("name");
        for (int i = 0; i < 10; i++) {
            LockProvider next = i % 2 == 0 ? provider : other;
            SimpleLock lock = next.lock(config).orElseThrow();
            assertThat(next.lock(config)).isEmpty();
            lock.unlock();
        }
    }

    @Test
    void aLockEndsAfterItsTime() {
        lock("name");
        table.advance(LATER);
        other.lock(config("name")).orElseThrow().unlock();
    }

    @Test
    void aLockIsNotRenewedByItself() {
        Leases leases = table.process();
        assertThat(new LeaseLockProvider(leases).lock(config("name", Duration.ofSeconds(3), Duration.ZERO)))
                .isPresent();
        await().until(() -> leases.held().isEmpty());
    }

    @Test
    void unlockingWhatHasEndedHarmsNobody() {
        SimpleLock lock = lock("name");
        table.advance(LATER);
        SimpleLock next = other.lock(config("name")).orElseThrow();
        lock.unlock();
        assertThat(table.isHeld("name")).isTrue();
        assertThat(provider.lock(config("name"))).isEmpty();
        next.unlock();
        assertThat(table.isHeld("name")).isFalse();
    }

    @Test
    void anUnlockedLockStaysLockedForItsLeastTime() {
        provider.lock(config("name", AT_MOST, Duration.ofMinutes(4)))
                .orElseThrow()
                .unlock();
        assertThat(provider.lock(config("name"))).isEmpty();
        assertThat(other.lock(config("name"))).isEmpty();
    }

    @Test
    void anUnlockedLockIsFreeWhenItsLeastTimeIsOver() {
        provider.lock(config("name", AT_MOST, Duration.ofSeconds(1)))
                .orElseThrow()
                .unlock();
        await().until(() -> !table.isHeld("name"));
        other.lock(config("name")).orElseThrow().unlock();
    }

    @Test
    void theLeastTimeIsKeptByAProcessThatEnds() {
        Leases leases = table.process();
        LockConfiguration config = config("name", Duration.ofHours(2), Duration.ofHours(1));
        new LeaseLockProvider(leases).lock(config).orElseThrow().unlock();
        leases.close();
        assertThat(provider.lock(config("name"))).isEmpty();
        table.advance(Duration.ofMinutes(59));
        assertThat(provider.lock(config("name"))).isEmpty();
        table.advance(Duration.ofMinutes(2));
        provider.lock(config("name")).orElseThrow().unlock();
    }

    @Test
    void aLeastTimeThatIsOverDoesNotDelayTheUnlock() {
        LockConfiguration begunLongAgo =
                new LockConfiguration(ClockProvider.now().minusSeconds(60), "name", AT_MOST, Duration.ofSeconds(59));
        provider.lock(begunLongAgo).orElseThrow().unlock();
        assertThat(table.isHeld("name")).isFalse();
    }

    @Test
    void manyThreadsAndProcessesCountTogether() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            int[] counters = new int[2];
            List<Callable<Void>> tasks = IntStream.range(0, 8)
                    .mapToObj(i -> (Callable<Void>) () -> {
                        count(i < 4 ? provider : other, counters, i % 2, i == 0 ? 2 : 6);
                        return null;
                    })
                    .toList();
            for (Future<Void> each : threads.invokeAll(tasks)) {
                each.get();
            }
            assertThat(counters).containsExactly(20, 24);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void count(LockProvider provider, int[] counters, int which, int times) {
        for (int i = 0; i < times; ) {
            LockConfiguration config = config("counter" + which, AT_MOST, Duration.ofMillis(5));
            Optional<SimpleLock> lock = provider.lock(config);
            if (lock.isPresent()) {
                int before = counters[which];
                Thread.onSpinWait();
                counters[which] = before + 1;
                lock.get().unlock();
                i++;
            }
        }
    }

    @Test
    void aLockIsExtended() {
        SimpleLock lock = lock("name");
        SimpleLock extended = lock.extend(Duration.ofHours(1), Duration.ZERO).orElseThrow();
        table.advance(LATER);
        assertThat(other.lock(config("name"))).isEmpty();
        extended.unlock();
        assertThat(table.isHeld("name")).isFalse();
    }

    @Test
    void aLockIsExtendedAgainAndAgain() {
        SimpleLock lock = lock("name");
        for (int i = 0; i < 3; i++) {
            table.advance(AT_MOST.minusSeconds(10));
            lock = lock.extend(AT_MOST, Duration.ZERO).orElseThrow();
        }
        assertThat(other.lock(config("name"))).isEmpty();
        lock.unlock();
    }

    @Test
    void anExtendedLockStaysLockedForItsLeastTime() {
        SimpleLock extended =
                lock("name").extend(AT_MOST, AT_MOST.minusSeconds(1)).orElseThrow();
        extended.unlock();
        assertThat(table.isHeld("name")).isTrue();
        assertThat(other.lock(config("name"))).isEmpty();
    }

    @Test
    void anUnlockedLockIsNotExtendedNorUnlockedAgain() {
        SimpleLock lock = lock("name");
        lock.unlock();
        assertThatIllegalStateException().isThrownBy(() -> lock.extend(AT_MOST, Duration.ZERO));
        assertThatIllegalStateException().isThrownBy(lock::unlock);
        assertThat(table.isHeld("name")).isFalse();
    }

    @Test
    void aLockThatHasEndedIsNotExtended() {
        SimpleLock lock = lock("name");
        table.advance(LATER);
        assertThat(lock.extend(AT_MOST, Duration.ZERO)).isEmpty();
        assertThat(other.lock(config("name"))).isPresent();
    }

    @Test
    void aLockThatAnotherHasByNowIsNotExtended() {
        SimpleLock lock = lock("name");
        table.advance(LATER);
        SimpleLock next = other.lock(config("name")).orElseThrow();
        assertThat(lock.extend(AT_MOST, Duration.ZERO)).isEmpty();
        next.unlock();
    }

    @Test
    void anExtendedLockIsUsedInItsNewFormOnly() {
        SimpleLock lock = lock("name");
        SimpleLock extended = lock.extend(AT_MOST, Duration.ZERO).orElseThrow();
        assertThatIllegalStateException().isThrownBy(() -> lock.extend(AT_MOST, Duration.ZERO));
        assertThatIllegalStateException().isThrownBy(lock::unlock);
        extended.unlock();
    }

    @Test
    void shedLocksOwnExecutorRunsOneTaskAtATime() {
        AtomicInteger elsewhere = new AtomicInteger();
        // On another thread: on one, ShedLock takes a task within a task to be covered by its lock.
        Runnable task = () -> CompletableFuture.runAsync(() -> new DefaultLockingTaskExecutor(other)
                        .executeWithLock((Runnable) elsewhere::incrementAndGet, config("name")))
                .join();
        new DefaultLockingTaskExecutor(provider)
                .executeWithLock(
                        (Runnable) () -> {
                            LockExtender.extendActiveLock(Duration.ofHours(1), Duration.ZERO);
                            task.run();
                            table.advance(LATER);
                            task.run();
                        },
                        config("name"));
        assertThat(elsewhere).hasValue(0);
        task.run();
        assertThat(elsewhere).hasValue(1);
    }

    @Test
    void aLockCostsTwoWritesAndAnExtensionOne() {
        SentRequests sent = new SentRequests();
        LockProvider counted = new LeaseLockProvider(table.process(TestDynamoDb.client(sent), with -> with));
        counted.lock(config("name")).orElseThrow().unlock();
        assertThat(sent.all()).hasSize(2);
        SimpleLock lock = counted.lock(config("name")).orElseThrow();
        lock.extend(AT_MOST, Duration.ZERO).orElseThrow().unlock();
        assertThat(sent.all()).hasSize(5).allMatch(UpdateItemRequest.class::isInstance);
    }

    @Test
    void aVeryShortLockIsAsLongAsTheShortestLease() {
        SentRequests sent = new SentRequests();
        LockProvider process = new LeaseLockProvider(table.process(TestDynamoDb.client(sent), with -> with));
        try {
            process.lock(config("name", Duration.ZERO, Duration.ZERO));
        } catch (SdkException | DynaStoreException e) {
            assertThat(e).as("no answer within that time").isNotNull();
        }
        assertThat(sent.of(UpdateItemRequest.class)
                        .get(0)
                        .expressionAttributeValues()
                        .get(":leaseMillis")
                        .n())
                .isEqualTo("100");
    }

    @Test
    void aNameThatIsTooLongIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> provider.lock(config("n".repeat(1025))));
    }

    @Test
    void aPrefixKeepsLocksApartFromOtherLeases() {
        LeaseLockProvider prefixed = new LeaseLockProvider(table.process(), "jobs/");
        SimpleLock lock = lock("name");
        assertThat(prefixed.lock(config("name"))).isPresent();
        assertThat(table.isHeld("jobs/name")).isTrue();
        lock.unlock();
        assertThat(prefixed.toString()).contains("leases", "jobs/");
    }

    @Test
    void anOutageIsNoFailureOfATaskThatIsDone() {
        boolean[] on = new boolean[1];
        ExecutionInterceptor outage = new ExecutionInterceptor() {
            @Override
            public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                if (on[0]) {
                    throw SdkClientException.create("unreachable");
                }
            }
        };
        LockProvider process =
                new LeaseLockProvider(table.process(TestDynamoDb.client(outage), with -> with.renewal(false)));
        SimpleLock lock = process.lock(config("name")).orElseThrow();
        SimpleLock atLeast =
                process.lock(config("name2", AT_MOST, Duration.ofMinutes(1))).orElseThrow();
        on[0] = true;
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> process.lock(config("name3")));
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> lock.extend(AT_MOST, Duration.ZERO));
        lock.unlock();
        atLeast.unlock();
        table.advance(LATER);
        assertThat(other.lock(config("name"))).isPresent();
        assertThat(other.lock(config("name2"))).isPresent();
    }

    private SimpleLock lock(String name) {
        return provider.lock(config(name)).orElseThrow();
    }

    private static LockConfiguration config(String name) {
        return config(name, AT_MOST, Duration.ZERO);
    }

    private static LockConfiguration config(String name, Duration atMost, Duration atLeast) {
        return new LockConfiguration(ClockProvider.now(), name, atMost, atLeast);
    }
}
