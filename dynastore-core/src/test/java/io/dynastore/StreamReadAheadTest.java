package io.dynastore;

import static io.dynastore.embedded.Fault.accessDenied;
import static io.dynastore.embedded.Fault.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynastore.embedded.Faults;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class StreamReadAheadTest {
    private static final int ENTRIES = 60;
    private static final long PATIENCE_SECONDS = 30;
    private static final TestStore TEST = new TestStore();

    /** Six megabytes, of which DynamoDB returns ten or eleven entries at a time. */
    private static List<String> keys;

    private final Faults wire = new Faults();
    private final Semaphore sent = new Semaphore(0);
    private final DynaStore.Builder builder = DynaStore.builder(TestDynamoDb.client(wire, 1))
            .clock(TEST.clock)
            .hook(OperationHook.onRequest((operation, request) -> {
                sent.release();
                return request;
            }));

    @BeforeAll
    static void write() {
        keys = Rows.writeLarge(TEST, ENTRIES, 100_000);
    }

    private Stream<Entry<String>> stream(Query query) {
        return builder.build().table(TestStore.CRM).partition(TEST.partition.name()).stream(query);
    }

    private void awaitRequests(int requests) {
        try {
            assertThat(sent.tryAcquire(requests, PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theNextPageIsReadWhileThePresentOneIsConsumed() {
        Iterator<Entry<String>> entries = stream(Query.all().readAhead()).iterator();

        assertThat(wire.attempts("Query")).isZero();
        entries.next();
        awaitRequests(2);
        for (int i = 1; i < 10; i++) {
            entries.next();
        }
        assertThat(sent.availablePermits()).as("not two pages ahead").isZero();
        List<String> rest = new ArrayList<>();
        entries.forEachRemaining(entry -> rest.add(entry.key()));
        assertThat(rest).isEqualTo(keys.subList(10, ENTRIES));
    }

    @Test
    void withoutItNoPageIsReadEarly() {
        Iterator<Entry<String>> entries = stream(Query.all()).iterator();

        for (int i = 0; i < 10; i++) {
            entries.next();
        }
        assertThat(wire.attempts("Query")).isEqualTo(1);
    }

    @Test
    void entriesOrderAndRequestsAreTheSame() {
        assertThat(stream(Query.all().readAhead()).map(Entry::key)).isEqualTo(keys);
        long ahead = wire.attempts("Query");
        wire.reset();
        assertThat(stream(Query.all()).map(Entry::key)).isEqualTo(keys);
        assertThat(ahead).isEqualTo(wire.attempts("Query"));
        assertThat(stream(Query.all().reverse().readAhead()).map(Entry::key)).containsExactlyElementsOf(reversed());
    }

    private static List<String> reversed() {
        List<String> reversed = new ArrayList<>(keys);
        Collections.reverse(reversed);
        return reversed;
    }

    @Test
    void noPageIsReadBeyondTheLimit() {
        List<Runnable> ahead = new ArrayList<>();
        builder.executor(ahead::add);

        assertThat(stream(Query.all().readAhead().limit(7)).map(Entry::key)).isEqualTo(keys.subList(0, 7));

        assertThat(ahead).isEmpty();
        assertThat(wire.attempts("Query")).isEqualTo(1);
    }

    @Test
    void aFailureSurfacesWhereItsPageBegins() {
        wire.next("Query", pass(), accessDenied());
        List<String> taken = new ArrayList<>();

        assertThatThrownBy(() -> stream(Query.all().readAhead()).forEach(entry -> taken.add(entry.key())))
                .isInstanceOf(DynamoDbException.class);
        assertThat(taken).hasSizeBetween(10, 11).isEqualTo(keys.subList(0, taken.size()));
    }

    @Test
    void aPageThatNoThreadHasBegunIsReadByTheConsumer() {
        List<Runnable> forgotten = new ArrayList<>();
        builder.executor(forgotten::add);
        assertThat(stream(Query.all().readAhead()).map(Entry::key)).isEqualTo(keys);
        assertThat(forgotten).isNotEmpty();

        builder.executor(task -> {
            throw new RejectedExecutionException("full");
        });
        assertThat(stream(Query.all().readAhead()).map(Entry::key)).isEqualTo(keys);
    }

    @Test
    void aClosedStreamDoesNotReadOn() {
        List<Runnable> waiting = new ArrayList<>();
        builder.executor(waiting::add);
        try (Stream<Entry<String>> entries = stream(Query.all().readAhead())) {
            entries.iterator().next();
        }

        waiting.forEach(Runnable::run);

        assertThat(waiting).hasSize(1);
        assertThat(wire.attempts("Query")).isEqualTo(1);
    }

    @Test
    void anInterruptedConsumerDoesNotWaitForThePage() {
        builder.executor(task -> new Thread(() -> {
                    Thread.currentThread().setName("ahead");
                    task.run();
                })
                .start());
        Semaphore hold = new Semaphore(0);
        builder.hook(OperationHook.onRequest((operation, request) -> {
            if (Thread.currentThread().getName().equals("ahead")) {
                hold.acquireUninterruptibly();
            }
            return request;
        }));
        Iterator<Entry<String>> entries = stream(Query.all().readAhead()).iterator();
        entries.next();
        awaitRequests(2);

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> entries.forEachRemaining(entry -> {})).isInstanceOf(AbortedException.class);
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            hold.release();
        }
    }

    @Test
    void keysCanBeReadAheadToo() {
        assertThat(builder.build()
                        .table(TestStore.CRM)
                        .partition(TEST.partition.name())
                        .keys(Query.all().readAhead()))
                .containsExactlyElementsOf(keys);
    }
}
