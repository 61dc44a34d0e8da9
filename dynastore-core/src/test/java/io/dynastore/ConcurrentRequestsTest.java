package io.dynastore;

import static io.dynastore.embedded.Fault.accessDenied;
import static io.dynastore.embedded.Fault.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import io.dynastore.embedded.RandomFaults;
import io.dynastore.http.ObservedHttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What {@code findAll} and {@code deleteAll} send at once, and what becomes of it on bad days. */
class ConcurrentRequestsTest {
    private static final long PATIENCE_SECONDS = 30;

    private final TestStore store = new TestStore();
    private final Faults wire = new Faults();
    private final DynaStore.Builder builder =
            DynaStore.builder(TestDynamoDb.client(wire, 3)).clock(store.clock).pause(duration -> {});

    @AfterEach
    void noInterruptIsLeft() {
        assertThat(Thread.interrupted()).isFalse();
    }

    private Partition<String> partition() {
        return builder.build().table(TestStore.CRM).partition(store.partition.name());
    }

    /** Lets a request go only when as many others wait with it. */
    private OperationHook together(int requests) {
        CyclicBarrier barrier = new CyclicBarrier(requests);
        return before(() -> barrier.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    private interface Action {
        void run() throws Exception;
    }

    private static OperationHook before(Action action) {
        return OperationHook.onRequest((operation, request) -> {
            try {
                action.run();
            } catch (Exception e) {
                throw new IllegalStateException("The test went wrong", e);
            }
            return request;
        });
    }

    @Test
    void eightRequestsOfFindAllAreSentAtOnce() {
        List<String> keys = Rows.write(store, 800, i -> false);
        builder.hook(together(8));

        assertThat(partition().findAll(keys).keySet()).containsExactlyElementsOf(keys);
        assertThat(wire.attempts("BatchGetItem")).isEqualTo(8);
    }

    @Test
    void eightRequestsOfDeleteAllAreSentAtOnce() {
        List<String> keys = Rows.write(store, 200, i -> false);
        builder.hook(together(8));

        assertThat(partition().deleteAll(keys)).isEqualTo(200);
        assertThat(wire.attempts("BatchWriteItem")).isEqualTo(8);
        assertThat(store.partition.count(Query.all())).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void asManyAsAreAllowedAreSentAtOnceAndNoMore(int allowed) {
        List<String> keys = Rows.write(store, 25 * 20, i -> false);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        OperationHook counting = new OperationHook() {
            @Override
            public <T> T around(Operation operation, Supplier<T> execution) {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                try {
                    return execution.get();
                } finally {
                    now.decrementAndGet();
                }
            }
        };
        builder.maxConcurrentRequests(allowed).hook(counting).hook(together(allowed));

        assertThat(partition().deleteAll(keys)).isEqualTo(keys.size());
        assertThat(most).hasValue(allowed);
        assertThat(wire.attempts("BatchWriteItem")).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_001, Integer.MAX_VALUE})
    void aLimitOutOfRangeIsRefusedByName(int limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxConcurrentRequests(limit))
                .withMessageContainingAll("maxConcurrentRequests", Integer.toString(limit), "from 1 to 1000");
    }

    @Test
    void oneRequestStaysOnTheCallingThread() {
        List<String> keys = Rows.write(store, 99, i -> false);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        builder.hook(before(() -> threads.add(Thread.currentThread())));

        partition().findAll(keys);
        partition().deleteAll(keys.subList(0, 24));

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void noThreadOutlivesTheCall() throws InterruptedException {
        List<String> keys = Rows.write(store, 800, i -> false);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        builder.hook(before(() -> threads.add(Thread.currentThread()))).hook(together(8));

        partition().findAll(keys);

        threads.remove(Thread.currentThread());
        assertThat(threads)
                .hasSize(7)
                .allSatisfy(thread -> assertThat(thread.isDaemon()).isTrue());
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(PATIENCE_SECONDS).toMillis());
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void anExecutorThatRejectsOrForgetsTasksDelaysNothing() {
        List<String> keys = Rows.write(store, 1_000, i -> false);
        List<Runnable> forgotten = Collections.synchronizedList(new ArrayList<>());

        builder.executor(task -> {
            throw new RejectedExecutionException("full");
        });
        assertThat(partition().findAll(keys).keySet()).containsExactlyElementsOf(keys);

        builder.executor(forgotten::add);
        assertThat(partition().findAll(keys).keySet()).containsExactlyElementsOf(keys);
        assertThat(wire.attempts("BatchGetItem")).isEqualTo(20);
        assertThat(forgotten).isNotEmpty();
        forgotten.forEach(Runnable::run);
        assertThat(wire.attempts("BatchGetItem"))
                .as("a task that begins late finds nothing to do")
                .isEqualTo(20);
    }

    @Test
    void anExecutorThatRunsTasksOnTheCallingThreadDoesNoHarm() {
        List<String> keys = Rows.write(store, 5_000, i -> false);
        builder.executor(Runnable::run);

        assertThat(partition().findAll(keys).keySet()).containsExactlyElementsOf(keys);
        assertThat(wire.attempts("BatchGetItem")).isEqualTo(50);
        assertThat(partition().deleteAll(keys)).isEqualTo(5_000);
        assertThat(wire.attempts("BatchWriteItem")).isEqualTo(200);
        assertThat(store.partition.count(Query.all())).isZero();
    }

    @Test
    void theUsersExecutorRunsTheOtherRequestsInTheContextOfTheCaller() {
        List<String> keys = Rows.write(store, 300, i -> false);
        ThreadLocal<String> context = new ThreadLocal<>();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Set<String> names = ConcurrentHashMap.newKeySet();
        builder.executor(task -> new Thread(task, "mine").start())
                .hook(together(3))
                .hook(new OperationHook() {
                    @Override
                    public Runnable inContext(Runnable task) {
                        String value = context.get();
                        return () -> {
                            context.set(value);
                            task.run();
                        };
                    }

                    @Override
                    public <T> T around(Operation operation, Supplier<T> execution) {
                        seen.add(String.valueOf(context.get()));
                        names.add(Thread.currentThread().getName());
                        return execution.get();
                    }
                });
        context.set("of the caller");

        partition().findAll(keys);

        assertThat(seen).containsExactly("of the caller");
        assertThat(names).containsExactlyInAnyOrder(Thread.currentThread().getName(), "mine");
    }

    @Test
    void nothingIsMissedWhileEverySecondRequestIsThrottled() {
        List<String> keys = Rows.write(store, 5_000, i -> false);
        wire.randomly(
                RandomFaults.seeded(7).with(Fault.throughputExceeded(), 0.5).with(Fault.unprocessed(), 0.2));

        assertThat(partition().findAll(keys).keySet()).containsExactlyElementsOf(keys);
        assertThat(partition().deleteAll(keys)).isEqualTo(keys.size());

        wire.reset();
        assertThat(store.partition.count(Query.all())).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "throughputExceeded, 24, false",
        "throughputExceeded, 8, false",
        "throughputExceeded, 8, true",
        "unprocessed, 24, false"
    })
    void fewerRequestsAreSentAtOnceAsLongAsDynamoDbThrottlesThem(String fault, int attempts, boolean noted) {
        // Eight at once are throttled, so threads end although there is much left. Later, eight at once are served
        // again.
        int chunks = 200;
        int free = 150;
        List<String> keys = Rows.write(store, 25 * chunks, i -> false);
        CyclicBarrier eight = new CyclicBarrier(8);
        CountDownLatch threadsEnded = new CountDownLatch(2);
        CountDownLatch eightAgain = new CountDownLatch(8);
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicBoolean grown = new AtomicBoolean();
        wire.next(
                "BatchWriteItem",
                attempts,
                fault.equals("unprocessed") ? Fault.unprocessed() : Fault.throughputExceeded());
        OperationHook gate = new OperationHook() {
            @Override
            public <T> T around(Operation operation, Supplier<T> execution) {
                if (operation.name().equals("find")) {
                    return execution.get();
                }
                int number = begun.incrementAndGet();
                now.incrementAndGet();
                try {
                    if (number <= 8) {
                        eight.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    } else if (number <= 10) {
                        assertThat(threadsEnded.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                                .isTrue();
                        most.accumulateAndGet(now.get(), Math::max);
                    } else if (number > free) {
                        eightAgain.countDown();
                        grown.set(eightAgain.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
                    }
                    return execution.get();
                } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                    throw new IllegalStateException("The test went wrong", e);
                } finally {
                    now.decrementAndGet();
                }
            }
        };
        SdkHttpClient http = TestDynamoDb.http(wire);
        Partition<String> partition = DynaStore.builder(
                        TestDynamoDb.client(noted ? ObservedHttpClient.of(http) : http, 3))
                .clock(store.clock)
                .pause(duration -> {})
                .hook(gate)
                .executor(task -> new Thread(() -> {
                            task.run();
                            threadsEnded.countDown();
                        })
                        .start())
                .build()
                .table(TestStore.CRM)
                .partition(store.partition.name());

        // From the first answer on, it is known whether the HTTP client notes its attempts.
        partition.find("missing");
        assertThat(partition.deleteAll(keys)).isEqualTo(keys.size());

        assertThat(most.get()).isLessThanOrEqualTo(6);
        assertThat(grown).isTrue();
        assertThat(store.partition.count(Query.all())).isZero();
    }

    @Test
    void afterAFailureNoFurtherRequestIsSentAndTheNumberIsExact() {
        List<String> keys = Rows.write(store, 2_500, i -> false);
        wire.next("BatchWriteItem", pass(), pass(), pass(), pass(), pass(), accessDenied());

        BatchFailedException thrown = catchThrowableOfType(
                BatchFailedException.class, () -> partition().deleteAll(keys));

        assertThat(thrown).hasCauseInstanceOf(DynamoDbException.class);
        assertThat(thrown.completed()).isEqualTo(2_500 - store.partition.count(Query.all()));
        assertThat(wire.attempts("BatchWriteItem"))
                .as("the six, and those that were being sent")
                .isBetween(6L, 6L + 7 + 7);
        assertThat(thrown.completed()).isEqualTo(25 * (wire.attempts("BatchWriteItem") - 1));
    }

    @Test
    void severalFailuresAreAllReported() {
        List<String> keys = Rows.write(store, 200, i -> false);
        wire.always("BatchWriteItem", accessDenied());
        builder.hook(together(8));

        DynamoDbException thrown =
                catchThrowableOfType(DynamoDbException.class, () -> partition().deleteAll(keys));

        assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
        assertThat(thrown.getSuppressed())
                .hasSize(7)
                .allSatisfy(other -> assertThat(other).isInstanceOf(DynamoDbException.class));
        assertThat(store.partition.count(Query.all())).isEqualTo(200);
    }

    @Test
    void anInterruptEndsAllRequestsAndIsKept() throws InterruptedException {
        List<String> keys = Rows.write(store, 400, i -> false);
        CountDownLatch arrived = new CountDownLatch(4);
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger interrupted = new AtomicInteger();
        builder.maxConcurrentRequests(4).hook(before(() -> {
            arrived.countDown();
            try {
                never.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                Thread.currentThread().interrupt();
            }
        }));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> kept = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            thrown.set(catchThrowableOfType(
                    RuntimeException.class, () -> partition().findAll(keys)));
            kept.set(Thread.currentThread().isInterrupted());
        });

        caller.start();
        assertThat(arrived.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        caller.join(Duration.ofSeconds(PATIENCE_SECONDS).toMillis());

        assertThat(caller.isAlive()).isFalse();
        assertThat(thrown.get()).isInstanceOf(AbortedException.class);
        assertThat(kept.get()).isTrue();
        assertThat(interrupted).hasValue(4);
        assertThat(wire.attempts("BatchGetItem")).isZero();
    }

    @Test
    void aCopyOfTheKeysDecidesEvenIfTheCallersListChanges() {
        List<String> keys = new ArrayList<>(Rows.write(store, 500, i -> false));
        builder.hook(before(keys::clear));

        Map<String, Entry<String>> found = partition().findAll(keys);

        assertThat(found).hasSize(500);
    }
}
