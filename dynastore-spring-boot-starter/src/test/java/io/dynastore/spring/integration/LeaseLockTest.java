package io.dynastore.spring.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.dynastore.lease.Leases;
import io.dynastore.spring.autoconfigure.LeaseTable;
import io.dynastore.spring.autoconfigure.SentRequests;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import java.time.Duration;
import java.time.Instant;
import java.util.ConcurrentModificationException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.integration.support.locks.DistributedLock;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Interruption, failures, requests and names. */
@SuppressWarnings("LockNotBeforeTry")
class LeaseLockTest {
    private final LeaseTable table = new LeaseTable();
    private final LeaseLockRegistry registry = new LeaseLockRegistry(table.process());
    private final LeaseLockRegistry other = new LeaseLockRegistry(table.process());

    @Test
    void aFreeLockCostsTwoWritesHoweverOftenItIsReentered() {
        SentRequests sent = new SentRequests();
        Lock lock = new LeaseLockRegistry(table.process(TestDynamoDb.client(sent), with -> with)).obtain("foo");
        lock.lock();
        lock.lock();
        lock.unlock();
        lock.unlock();
        assertThat(sent.all()).hasSize(2).allMatch(UpdateItemRequest.class::isInstance);
    }

    @Test
    void threadsOfOneProcessWaitWithoutAskingDynamoDb() throws Exception {
        SentRequests sent = new SentRequests();
        LeaseLockRegistry process =
                new LeaseLockRegistry(table.process(TestDynamoDb.client(sent), with -> with.renewal(false)));
        Lock lock = process.obtain("foo");
        lock.lock();
        assertThat(inThread(() -> process.obtain("foo").tryLock(20, TimeUnit.MILLISECONDS)))
                .isFalse();
        assertThat(sent.all()).hasSize(1);
        lock.unlock();
    }

    @Test
    void waitingForAnotherProcessReads() throws Exception {
        SentRequests sent = new SentRequests();
        Lock waiting = new LeaseLockRegistry(table.process(TestDynamoDb.client(sent), with -> with)).obtain("foo");
        Lock lock = other.obtain("foo");
        lock.lock();
        FutureTask<Boolean> second = start(() -> {
            waiting.lock();
            waiting.unlock();
            return true;
        });
        await().until(() -> sent.of(GetItemRequest.class).size() >= 2);
        assertThat(sent.of(UpdateItemRequest.class)).hasSize(1);
        lock.unlock();
        assertThat(second.get(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aLockIsRenewedWhileItIsHeld() {
        Leases leases = table.process(TestDynamoDb.raw(), with -> with.duration(Duration.ofSeconds(6)));
        Lock lock = new LeaseLockRegistry(leases).obtain("foo");
        lock.lock();
        Instant until = leases.view("foo").orElseThrow().until();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> leases.view("foo").orElseThrow().until().isAfter(until));
        lock.unlock();
    }

    @Test
    void aLockWithATimeOfItsOwnIsNotRenewed() {
        Leases leases = table.process();
        DistributedLock lock = new LeaseLockRegistry(leases).obtain("foo");
        lock.lock(Duration.ofSeconds(3));
        await().until(() -> leases.held().isEmpty());
        assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(lock::unlock);
    }

    @Test
    void whoReentersAfterAnotherHadItIsToldAtTheEnd() {
        LeaseLockRegistry process =
                new LeaseLockRegistry(table.process(TestDynamoDb.raw(), with -> with.renewal(false)));
        Lock lock = process.obtain("foo");
        lock.lock();
        table.advance(Duration.ofMinutes(1));
        Lock between = other.obtain("foo");
        between.lock();
        between.unlock();
        assertThat(lock.tryLock()).isTrue();
        lock.unlock();
        assertThatExceptionOfType(ConcurrentModificationException.class)
                .isThrownBy(lock::unlock)
                .withMessageContaining("lost before it was released");
        lock.lock();
        lock.unlock();
    }

    @Test
    void lockIsNotInterrupted() throws Exception {
        for (LeaseLockRegistry holder : new LeaseLockRegistry[] {registry, other}) {
            Lock lock = holder.obtain("foo");
            lock.lock();
            AtomicBoolean interrupted = new AtomicBoolean();
            CountDownLatch begun = new CountDownLatch(1);
            Thread waiting = new Thread(() -> {
                Lock same = registry.obtain("foo");
                begun.countDown();
                same.lock();
                interrupted.set(Thread.currentThread().isInterrupted());
                same.unlock();
            });
            waiting.start();
            begun.await();
            waiting.interrupt();
            lock.unlock();
            waiting.join();
            assertThat(interrupted).as("held by %s", holder).isTrue();
        }
        assertThat(table.isHeld("foo")).isFalse();
    }

    @Test
    void whoWaitsInterruptiblyIsInterruptedAndLeavesNothingLocked() throws Exception {
        for (LeaseLockRegistry holder : new LeaseLockRegistry[] {registry, other}) {
            for (boolean timed : new boolean[] {true, false}) {
                Lock lock = holder.obtain("foo");
                lock.lock();
                CountDownLatch begun = new CountDownLatch(1);
                FutureTask<Boolean> waiting = new FutureTask<>(() -> {
                    Lock same = registry.obtain("foo");
                    begun.countDown();
                    try {
                        if (timed) {
                            same.tryLock(1, TimeUnit.HOURS);
                        } else {
                            same.lockInterruptibly();
                        }
                        return false;
                    } catch (InterruptedException e) {
                        return true;
                    }
                });
                Thread thread = new Thread(waiting);
                thread.start();
                begun.await();
                thread.interrupt();
                assertThat(waiting.get(60, TimeUnit.SECONDS)).isTrue();
                lock.unlock();
                assertThat(inThread(() -> {
                            Lock same = registry.obtain("foo");
                            boolean locked = same.tryLock();
                            same.unlock();
                            return locked;
                        }))
                        .isTrue();
            }
        }
    }

    @Test
    void anInterruptedThreadLocksWithoutWaitingAndUnlocks() throws Exception {
        assertThat(inThread(() -> {
                    Lock lock = registry.obtain("foo");
                    Thread.currentThread().interrupt();
                    boolean locked = lock.tryLock();
                    lock.unlock();
                    return locked && Thread.currentThread().isInterrupted();
                }))
                .isTrue();
        assertThat(table.isHeld("foo")).isFalse();
    }

    /** Refuses all requests while it is switched on. */
    private static final class Outage implements ExecutionInterceptor {
        private volatile boolean on;

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (on) {
                throw SdkClientException.create("unreachable");
            }
        }
    }

    @Test
    void anOutageIsWrappedAsByTheRegistriesOfSpringIntegration() throws Exception {
        Outage outage = new Outage();
        LeaseLockRegistry process =
                new LeaseLockRegistry(table.process(TestDynamoDb.client(outage), with -> with.renewal(false)));
        Lock lock = process.obtain("foo");
        outage.on = true;
        assertThatExceptionOfType(CannotAcquireLockException.class)
                .isThrownBy(lock::tryLock)
                .withMessageContaining("foo")
                .withRootCauseInstanceOf(SdkClientException.class);
        outage.on = false;
        lock.lock();
        outage.on = true;
        assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(() -> process.renewLock("foo"));
        assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(lock::unlock);
        outage.on = false;
        assertThat(inThread(() -> other.obtain("foo").tryLock()))
                .as("locked in the table until its deadline")
                .isFalse();
        assertThat(inThread(() -> process.obtain("foo").tryLock()))
                .as("by the process that left it there")
                .isTrue();
    }

    @Test
    void afterTheEndNothingIsLocked() throws Exception {
        Leases leases = table.process();
        Lock lock = new LeaseLockRegistry(leases).obtain("foo");
        lock.lock();
        leases.close();
        assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(lock::unlock);
        assertThatExceptionOfType(CannotAcquireLockException.class).isThrownBy(lock::lock);
        assertThatExceptionOfType(CannotAcquireLockException.class).isThrownBy(lock::tryLock);
        assertThat(inThread(() -> {
                    assertThatExceptionOfType(CannotAcquireLockException.class).isThrownBy(lock::lockInterruptibly);
                    return true;
                }))
                .isTrue();
    }

    @Test
    void anImpossibleTimeIsRefused() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.obtain("foo").lock(Duration.ofMillis(1)))
                .withMessageContaining("100 ms");
        assertThat(inThread(() -> registry.obtain("foo").tryLock())).isTrue();
    }

    @Test
    void aVeryLongWaitIsPossible() throws InterruptedException {
        assertThat(registry.obtain("foo").tryLock(Long.MAX_VALUE, TimeUnit.DAYS))
                .isTrue();
    }

    @Test
    void aKeyIsAStringAndALongOneIsHashed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.obtain(1))
                .withMessageContaining("string");
        String longest = "ä".repeat(512);
        registry.obtain(longest).lock();
        assertThat(table.isHeld(longest)).isTrue();
        registry.obtain(longest + "1").lock();
        registry.obtain(longest + "2").lock();
        assertThat(registry.cached())
                .filteredOn(name -> name.matches("sha-256:[0-9a-f]{64}"))
                .hasSize(2)
                .allMatch(table::isHeld);
        assertThat(other.obtain(longest + "1").tryLock()).isFalse();
    }

    @Test
    void conditionsAreNotSupported() {
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(registry.obtain("foo")::newCondition);
    }

    private static <T> T inThread(Callable<T> task) throws Exception {
        return start(task).get(60, TimeUnit.SECONDS);
    }

    private static <T> FutureTask<T> start(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future).start();
        return future;
    }
}
