package io.dynastore.spring.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dynastore.spring.autoconfigure.LeaseTable;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.integration.support.locks.DistributedLock;

/**
 * Demands what Spring Integration's own tests demand of its registries: those of the default registry, JDBC and Redis. What
 * is particular to DynamoDB is in {@link LeaseLockTest}.
 */
@SuppressWarnings("LockNotBeforeTry")
class LeaseLockRegistryTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration EXPIRED = LEASE.plusSeconds(10);

    private final LeaseTable table = new LeaseTable();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LeaseLockRegistry registry = process();
    private final LeaseLockRegistry other = process();

    private LeaseLockRegistry process() {
        return new LeaseLockRegistry(table.process());
    }

    /** A process whose locks are lost after their time, because nothing renews them. */
    private LeaseLockRegistry withoutRenewal() {
        return new LeaseLockRegistry(table.process(TestDynamoDb.raw(), with -> with.renewal(false)));
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void aLockIsLockedAndUnlockedAgainAndAgain() throws InterruptedException {
        Lock lock = registry.obtain("foo");
        for (int i = 0; i < 5; i++) {
            lock.lock();
            assertThat(other.obtain("foo").tryLock()).isFalse();
            lock.unlock();
            lock.lockInterruptibly();
            assertThat(other.obtain("foo").tryLock()).isFalse();
            lock.unlock();
            assertThat(registry.cached()).containsExactly("foo");
        }
        registry.expireUnusedOlderThan(-1000);
        assertThat(registry.cached()).isEmpty();
    }

    @Test
    void aLockWithATimeOfItsOwnOutlastsTheOthers() throws InterruptedException {
        DistributedLock lock = withoutRenewal().obtain("foo");
        lock.lock(Duration.ofMinutes(2));
        table.advance(Duration.ofMinutes(1));
        lock.unlock();
        assertThat(lock.tryLock(Duration.ofSeconds(1), Duration.ofMinutes(2))).isTrue();
        table.advance(Duration.ofMinutes(1));
        lock.unlock();
    }

    @Test
    void aLockIsReentrant() throws InterruptedException {
        Lock lock = registry.obtain("foo");
        lock.lock();
        assertThat(registry.obtain("foo")).isSameAs(lock).isEqualTo(lock);
        lock.lockInterruptibly();
        assertThat(lock.tryLock()).isTrue();
        assertThat(lock.tryLock(1, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 4; i++) {
            assertThat(other.obtain("foo").tryLock()).isFalse();
            lock.unlock();
        }
        assertThat(other.obtain("foo").tryLock()).isTrue();
    }

    @Test
    void aLockThatExpiredUnnoticedIsLockedAnew() {
        Lock lock = withoutRenewal().obtain("foo");
        assertThat(lock.tryLock()).isTrue();
        // Its deadline is not past for others, whose clocks may differ.
        table.advance(LEASE.plusSeconds(1));
        assertThat(lock.tryLock()).isTrue();
        lock.unlock();
        lock.unlock();
        assertThat(table.isHeld("foo")).isFalse();
    }

    @Test
    void locksOfDifferentKeysAreIndependent() {
        Lock foo = registry.obtain("foo");
        Lock bar = registry.obtain("bar");
        assertThat(foo).isNotSameAs(bar).isNotEqualTo(bar);
        foo.lock();
        bar.lock();
        bar.unlock();
        assertThat(table.isHeld("foo")).isTrue();
        foo.unlock();
    }

    @Test
    void oneThreadHoldsManyLocks() {
        for (int i = 0; i < 10; i++) {
            registry.obtain("foo" + i).lock();
        }
        for (int i = 0; i < 10; i++) {
            registry.obtain("foo" + i).unlock();
        }
        assertThat(registry.cached()).hasSize(10);
    }

    @Test
    void aSecondThreadDoesNotGetItNorUnlockIt() throws Exception {
        Lock lock = registry.obtain("foo");
        lock.lockInterruptibly();
        assertThat(inThread(() -> registry.obtain("foo").tryLock(1, TimeUnit.MILLISECONDS)))
                .isFalse();
        assertThat(inThread(() -> registry.obtain("foo").tryLock())).isFalse();
        assertThat(inThread(() -> {
                    assertThatExceptionOfType(IllegalMonitorStateException.class)
                            .isThrownBy(lock::unlock)
                            .withMessageContaining("does not own");
                    return true;
                }))
                .isTrue();
        lock.unlock();
    }

    @Test
    void whoNeverLockedCannotUnlock() {
        assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(registry.obtain("foo")::unlock);
    }

    @Test
    void aSecondThreadGetsItAfterTheFirst() throws Exception {
        getsItAfterTheFirst(registry, registry);
    }

    @Test
    void aSecondProcessGetsItAfterTheFirst() throws Exception {
        getsItAfterTheFirst(registry, other);
    }

    private void getsItAfterTheFirst(LeaseLockRegistry one, LeaseLockRegistry another) throws Exception {
        Lock first = one.obtain("foo");
        first.lockInterruptibly();
        CountDownLatch begun = new CountDownLatch(1);
        Future<Boolean> second = threads.submit(() -> {
            Lock lock = another.obtain("foo");
            begun.countDown();
            lock.lockInterruptibly();
            lock.unlock();
            return true;
        });
        begun.await();
        assertThat(second.isDone()).isFalse();
        first.unlock();
        assertThat(second.get(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void ofTwoThatWaitOnlyOneGetsIt() throws Exception {
        Lock first = registry.obtain("foo");
        first.lock();
        LeaseLockRegistry third = process();
        List<Future<Boolean>> waiting = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch got = new CountDownLatch(1);
        for (LeaseLockRegistry process : List.of(other, third)) {
            waiting.add(threads.submit(() -> {
                begun.countDown();
                Lock lock = process.obtain("foo");
                lock.lockInterruptibly();
                got.countDown();
                end.await();
                assertThat(table.isHeld("foo")).isTrue();
                lock.unlock();
                return true;
            }));
        }
        begun.await();
        first.unlock();
        got.await();
        assertThat(registry.obtain("foo").tryLock()).isFalse();
        assertThat(waiting).noneMatch(Future::isDone);
        end.countDown();
        for (Future<Boolean> each : waiting) {
            assertThat(each.get(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void manyProcessesCountTogether() throws Exception {
        int[] counter = new int[1];
        List<Callable<Boolean>> tasks = IntStream.range(0, 6)
                .mapToObj(i -> process())
                .map(process -> (Callable<Boolean>) () -> {
                    Lock lock = process.obtain("foo");
                    for (int i = 0; i < 5; i++) {
                        lock.lock();
                        int before = counter[0];
                        Thread.onSpinWait();
                        counter[0] = before + 1;
                        lock.unlock();
                    }
                    return true;
                })
                .toList();
        for (Future<Boolean> each : threads.invokeAll(tasks)) {
            assertThat(each.get()).isTrue();
        }
        assertThat(counter[0]).isEqualTo(30);
    }

    @Test
    void anExpiredLockGoesToAnotherProcess() {
        Lock lock = withoutRenewal().obtain("foo");
        Lock another = other.obtain("foo");
        assertThat(lock.tryLock()).isTrue();
        assertThat(another.tryLock()).isFalse();
        table.advance(EXPIRED);
        assertThat(another.tryLock()).isTrue();
        assertThat(lock.tryLock()).isFalse();
        another.unlock();
    }

    @Test
    void unlockingWhatExpiredIsAnError() {
        Lock lock = withoutRenewal().obtain("foo");
        lock.lock();
        table.advance(EXPIRED);
        assertThatExceptionOfType(ConcurrentModificationException.class)
                .isThrownBy(lock::unlock)
                .withMessageContaining("lost before it was released", "not renewed before its deadline");
        assertThat(table.isHeld("foo")).isFalse();
    }

    @Test
    void unlockingWhatAnotherProcessHasTakenOverIsAnErrorAndLeavesItThat() {
        Lock lock = withoutRenewal().obtain("foo");
        Lock another = other.obtain("foo");
        lock.lock();
        table.advance(EXPIRED);
        assertThat(another.tryLock()).isTrue();
        assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(lock::unlock);
        another.unlock();
    }

    @Test
    void unlockingWhatWasDeletedIsAnError() {
        Lock lock = registry.obtain("foo");
        lock.lock();
        table.partition().delete("foo");
        assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(lock::unlock);
    }

    @Test
    void aLockIsRenewedOnDemand() {
        LeaseLockRegistry process = withoutRenewal();
        Lock lock = process.obtain("foo");
        assertThat(lock.tryLock()).isTrue();
        for (int i = 0; i < 3; i++) {
            table.advance(LEASE.dividedBy(2));
            process.renewLock("foo");
        }
        lock.unlock();
    }

    @Test
    void aLockIsRenewedForATimeOfItsOwn() {
        LeaseLockRegistry process = withoutRenewal();
        Lock lock = process.obtain("foo");
        assertThat(lock.tryLock()).isTrue();
        process.renewLock("foo", Duration.ofMinutes(2));
        table.advance(Duration.ofMinutes(1));
        assertThat(other.obtain("foo").tryLock()).isFalse();
        lock.unlock();
    }

    @Test
    void onlyItsHolderRenewsALock() throws Exception {
        registry.obtain("foo");
        assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(() -> registry.renewLock("foo"));
        assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(() -> registry.renewLock("never"));
        Lock lock = registry.obtain("foo");
        lock.lock();
        assertThat(inThread(() -> {
                    assertThatExceptionOfType(IllegalMonitorStateException.class)
                            .isThrownBy(() -> registry.renewLock("foo", LEASE));
                    return true;
                }))
                .isTrue();
        lock.unlock();
    }

    @Test
    void whatIsLostIsNotRenewed() {
        LeaseLockRegistry process = withoutRenewal();
        Lock lock = process.obtain("foo");
        lock.lock();
        table.advance(EXPIRED);
        assertThatIllegalStateException()
                .isThrownBy(() -> process.renewLock("foo"))
                .withMessageContaining("Could not renew");
        assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(lock::unlock);
    }

    @Test
    void aTryOfAnotherDoesNotMoveTheDeadline() throws Exception {
        Lock lock = registry.obtain("foo");
        lock.lock();
        var before = table.process().view("foo").orElseThrow().until();
        assertThat(inThread(() -> registry.obtain("foo").tryLock())).isFalse();
        assertThat(other.obtain("foo").tryLock()).isFalse();
        assertThat(table.process().view("foo").orElseThrow().until()).isEqualTo(before);
        lock.unlock();
    }

    @Test
    void locksOfDifferentRegistriesAreNotEqualAndThoseOfDifferentPrefixesAreIndependent() {
        LeaseLockRegistry prefixed = new LeaseLockRegistry(table.process(), "more/");
        Lock lock = registry.obtain("foo");
        assertThat(lock).isNotEqualTo(other.obtain("foo")).isNotEqualTo(prefixed.obtain("foo"));
        lock.lock();
        assertThat(prefixed.obtain("foo").tryLock()).isTrue();
        assertThat(table.isHeld("more/foo")).isTrue();
        lock.unlock();
    }

    @Test
    void onlySoManyLocksAreRemembered() throws Exception {
        registry.setCacheCapacity(17);
        List<Callable<Boolean>> tasks = IntStream.range(0, 50)
                .mapToObj(i -> (Callable<Boolean>) () -> {
                    Lock lock = registry.obtain("foo:" + i);
                    lock.lock();
                    lock.unlock();
                    return true;
                })
                .toList();
        for (Future<Boolean> each : threads.invokeAll(tasks)) {
            assertThat(each.get()).isTrue();
        }
        assertThat(registry.cached()).hasSize(17);
        registry.expireUnusedOlderThan(-1000);
        assertThat(registry.cached()).isEmpty();
    }

    @Test
    void whatWasUsedLongestAgoIsForgottenFirst() {
        registry.setCacheCapacity(3);
        for (int i = 0; i < 3; i++) {
            registry.obtain("foo:" + i);
        }
        registry.obtain("foo:0");
        registry.obtain("foo:3");
        assertThat(registry.cached()).containsExactlyInAnyOrder("foo:0", "foo:2", "foo:3");
    }

    @Test
    void theCapacityCanBeChanged() {
        registry.setCacheCapacity(4);
        for (int i = 1; i <= 3; i++) {
            registry.obtain("foo:" + i);
        }
        registry.setCacheCapacity(3);
        registry.obtain("foo:4");
        assertThat(registry.cached()).containsExactlyInAnyOrder("foo:2", "foo:3", "foo:4");
        registry.setCacheCapacity(4);
        registry.obtain("foo:5");
        assertThat(registry.cached()).containsExactlyInAnyOrder("foo:2", "foo:3", "foo:4", "foo:5");
        registry.setCacheCapacity(1);
        assertThat(registry.cached()).containsExactly("foo:5");
        assertThatIllegalArgumentException().isThrownBy(() -> registry.setCacheCapacity(0));
    }

    @Test
    void aForgottenLockThatIsHeldStaysLocked() throws Exception {
        registry.setCacheCapacity(1);
        Lock forgotten = registry.obtain("foo");
        forgotten.lock();
        registry.obtain("bar");
        Lock anew = registry.obtain("foo");
        assertThat(anew).isNotSameAs(forgotten);
        assertThat(inThread(() -> registry.obtain("foo").tryLock())).isFalse();
        anew.lock();
        forgotten.unlock();
        assertThat(table.isHeld("foo")).isTrue();
        anew.unlock();
        assertThat(table.isHeld("foo")).isFalse();
        assertThat(inThread(() -> {
                    Lock lock = registry.obtain("foo");
                    return lock.tryLock();
                }))
                .isTrue();
    }

    @Test
    void whatIsInUseOrWasUsedLatelyIsNotForgotten() throws Exception {
        Lock lock = registry.obtain("foo");
        registry.expireUnusedOlderThan(60_000);
        assertThat(registry.obtain("foo")).isSameAs(lock);
        lock.lock();
        registry.expireUnusedOlderThan(-1000);
        assertThat(registry.obtain("foo")).isSameAs(lock);
        lock.unlock();
    }

    @Test
    void whatRunsLockedRunsAlone() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Future<Boolean> first = threads.submit(() -> {
            registry.executeLocked("foo", () -> {
                inside.countDown();
                end.await();
            });
            return true;
        });
        inside.await();
        for (LeaseLockRegistry process : List.of(registry, other)) {
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> process.executeLocked("foo", Duration.ofMillis(1), () -> {}))
                    .withMessage("The lock [foo] was not acquired in time: PT0.001S");
        }
        end.countDown();
        assertThat(first.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(other.<String, RuntimeException>executeLocked("foo", () -> "done"))
                .isEqualTo("done");
    }

    @Test
    void whatFailsLockedIsUnlocked() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> registry.<RuntimeException>executeLocked("foo", () -> {
                    throw new UnsupportedOperationException();
                }));
        assertThat(other.obtain("foo").tryLock()).isTrue();
    }

    private <T> T inThread(Callable<T> task) throws Exception {
        return threads.submit(task).get(60, TimeUnit.SECONDS);
    }
}
