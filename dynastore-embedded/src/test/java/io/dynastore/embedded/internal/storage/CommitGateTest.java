package io.dynastore.embedded.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each test holds one thread at a latch until the others have either come to a halt or done what they must not do. */
@Timeout(60)
class CommitGateTest {
    private final AtomicInteger value = new AtomicInteger();
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<Runnable> onCommit = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> onRest = new AtomicReference<>(() -> {});
    private final CommitGate gate = new CommitGate(() -> {
        onCommit.get().run();
        int taken = value.get();
        return () -> {
            onRest.get().run();
            events.add("committed " + taken);
        };
    });

    @Test
    void aCommitWaitsForAChangeThatIsHalfApplied() throws Exception {
        CountDownLatch half = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Task writer = Task.start(() -> gate.apply(() -> {
            half.countDown();
            pass(end);
            return events.add("applied");
        }));
        pass(half);
        Task other = Task.start(this::writeAndReply);
        other.awaitHaltOrEnd();

        assertThat(events).isEmpty();
        end.countDown();
        writer.join();
        other.join();
        assertThat(events).containsExactly("applied", "committed 1", "replied 1");
    }

    @Test
    void aCommitWaitsForAReader() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Task reader = Task.start(() -> gate.read(() -> {
            reading.countDown();
            pass(end);
            return events.add("read");
        }));
        pass(reading);
        Task writer = Task.start(this::writeAndReply);
        writer.awaitHaltOrEnd();

        assertThat(events).isEmpty();
        end.countDown();
        reader.join();
        writer.join();
        assertThat(events).containsExactly("read", "committed 1", "replied 1");
    }

    @Test
    void aReaderIsAnsweredAfterTheCommitOfTheChangeThatItSaw() throws Exception {
        CountDownLatch visible = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Task writer = Task.start(() -> gate.apply(() -> {
            value.set(1);
            visible.countDown();
            pass(end);
            return true;
        }));
        pass(visible);
        Task reader = Task.start(this::readAndReply);
        reader.awaitHaltOrEnd();

        assertThat(events).isEmpty();
        end.countDown();
        writer.join();
        reader.join();
        assertThat(events).containsExactly("committed 1", "replied 1");
    }

    @Test
    void noReplyLeavesDuringTheCommitAndOneCommitServesAll() throws Exception {
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        onCommit.set(() -> {
            committing.countDown();
            pass(end);
        });
        gate.apply(value::incrementAndGet);
        gate.apply(value::incrementAndGet);
        Task first = Task.start(this::reply);
        pass(committing);
        Task second = Task.start(this::reply);
        second.awaitHaltOrEnd();

        assertThat(events).isEmpty();
        end.countDown();
        first.join();
        second.join();
        assertThat(events).containsExactly("committed 2", "replied 2", "replied 2");
    }

    @Test
    void nobodyReadsWhileACommitBegins() throws Exception {
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        onCommit.set(() -> {
            committing.countDown();
            pass(end);
        });
        Task writer = Task.start(this::writeAndReply);
        pass(committing);
        Task reader = Task.start(() -> gate.read(() -> events.add("read " + value.get())));
        reader.awaitHaltOrEnd();

        assertThat(events).isEmpty();
        end.countDown();
        writer.join();
        reader.join();
        // The reader may read while the commit ends; its own reply would wait.
        assertThat(events)
                .contains("read 1")
                .containsSubsequence("committed 1", "replied 1")
                .hasSize(3);
    }

    @Test
    void changesAreAppliedWhileACommitEndsAndAreCommittedTogetherByTheNext() throws Exception {
        CountDownLatch ending = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        onRest.set(() -> {
            ending.countDown();
            pass(end);
        });
        Task first = Task.start(() -> {
            gate.apply(value::incrementAndGet);
            gate.awaitCommitted();
        });
        pass(ending);
        Task reader = Task.start(this::readAndReply);
        reader.awaitHaltOrEnd();
        List<Task> others = List.of(Task.start(this::writeAndReply), Task.start(this::writeAndReply));
        others.forEach(Task::awaitHaltOrEnd);

        assertThat(value).hasValue(3);
        assertThat(events).isEmpty();
        end.countDown();
        first.join();
        for (Task other : others) {
            other.join();
        }
        reader.join();
        assertThat(events.stream().filter(event -> event.startsWith("committed")))
                .containsExactly("committed 1", "committed 3");
        assertThat(events).startsWith("committed 1");
        assertThat(events.indexOf("replied 3")).isGreaterThan(events.indexOf("committed 3"));
    }

    @Test
    void closingWaitsForAChangeThatIsHalfApplied() throws Exception {
        CountDownLatch half = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Task writer = Task.start(() -> gate.apply(() -> {
            half.countDown();
            pass(end);
            return events.add("applied");
        }));
        pass(half);
        Task closer = Task.start(() -> gate.close(() -> events.add("closed")));
        closer.awaitHaltOrEnd();

        assertThat(events).isEmpty();
        end.countDown();
        writer.join();
        closer.join();
        assertThat(events).containsExactly("applied", "closed");
    }

    @Test
    void aReplyFailsWithItsCommitAndTheNextOneCommitsAgain() {
        onCommit.set(() -> {
            throw new IllegalStateException("The disk is full.");
        });
        gate.apply(value::incrementAndGet);
        assertThatThrownBy(gate::awaitCommitted).hasMessage("The disk is full.");
        assertThatThrownBy(gate::awaitCommitted).hasMessage("The disk is full.");

        onCommit.set(() -> {});
        gate.awaitCommitted();
        assertThat(events).containsExactly("committed 1");
    }

    @Test
    void withoutAChangeNothingIsCommitted() {
        gate.read(value::get);
        gate.awaitCommitted();
        assertThat(events).isEmpty();

        gate.apply(value::incrementAndGet);
        gate.awaitCommitted();
        gate.awaitCommitted();
        assertThat(events).containsExactly("committed 1");
    }

    private void writeAndReply() {
        gate.apply(value::incrementAndGet);
        reply();
    }

    private void readAndReply() {
        int seen = gate.read(value::get);
        gate.awaitCommitted();
        events.add("replied " + seen);
    }

    private void reply() {
        gate.awaitCommitted();
        events.add("replied " + value.get());
    }

    private static void pass(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A thread that a test waits for. */
    private static final class Task {
        private final FutureTask<Void> work;
        private final Thread thread;

        private Task(Runnable runnable) {
            work = new FutureTask<>(runnable, null);
            thread = new Thread(work);
            thread.setDaemon(true);
        }

        static Task start(Runnable work) {
            Task task = new Task(work);
            task.thread.start();
            return task;
        }

        /** Returns when the thread waits for another one or has ended. */
        void awaitHaltOrEnd() {
            while (true) {
                switch (thread.getState()) {
                    case BLOCKED, WAITING, TERMINATED -> {
                        return;
                    }
                    default -> Thread.onSpinWait();
                }
            }
        }

        void join() throws Exception {
            work.get(60, TimeUnit.SECONDS);
        }
    }
}
