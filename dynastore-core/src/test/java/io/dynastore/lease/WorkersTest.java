package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads are started when tasks would have to wait, and the most urgent task is run first. */
class WorkersTest {
    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final Workers workers = new Workers("test-", 1, 3);

    @AfterEach
    void end() {
        blocked.countDown();
        workers.close();
    }

    private void block() {
        events.add("started");
        try {
            blocked.await();
        } catch (InterruptedException e) {
            events.add("interrupted");
        }
    }

    private record Urgent(Duration left, Runnable action) implements UrgentTask {
        @Override
        public void run() {
            action.run();
        }

        @Override
        public long deadlineNanos() {
            return System.nanoTime() + left.toNanos();
        }
    }

    @Test
    void aThreadThatIsIdleRunsTheNextTask() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        assertThat(workers.offer(() -> events.add("a"))).isEqualTo(Workers.Offer.TAKEN);
        RealTime.await("the first", () -> events.size() == 1);
        RealTime.await("an idle thread", () -> workers.offer(done::countDown) == Workers.Offer.TAKEN);

        assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void tasksThatHaveWaitedForTooLongGetThreadsUpToTheMaximum() throws InterruptedException {
        workers.offer(this::block);
        RealTime.await("the first", () -> events.size() == 1);
        for (int i = 0; i < 4; i++) {
            assertThat(workers.offer(this::block)).isEqualTo(Workers.Offer.WAITS);
        }
        workers.growIfLate();
        assertThat(events).hasSize(1);

        Thread.sleep(Workers.patience(this::block).toMillis() + 1);
        workers.growIfLate();
        workers.growIfLate();

        RealTime.await("three threads", () -> events.size() == 3);
    }

    @Test
    void theTaskWithTheEarliestDeadlineIsRunFirst() throws InterruptedException {
        workers.offer(this::block);
        RealTime.await("the first", () -> events.size() == 1);
        workers.offer(() -> events.add("whenever"));
        workers.offer(new Urgent(Duration.ofHours(1), () -> events.add("in an hour")));
        workers.offer(new Urgent(Duration.ofSeconds(1), () -> events.add("in a second")));
        workers.offer(new Urgent(Duration.ofSeconds(-1), () -> events.add("overdue")));

        blocked.countDown();

        RealTime.await("all", () -> events.size() == 5);
        assertThat(List.copyOf(events)).containsExactly("started", "overdue", "in a second", "in an hour", "whenever");
    }

    @Test
    void aTaskThatFailsEndsNoThread() throws InterruptedException {
        workers.offer(() -> {
            throw new IllegalStateException("thrown on purpose");
        });
        workers.offer(() -> {
            throw new AssertionError("thrown on purpose");
        });
        workers.offer(() -> events.add("after"));

        RealTime.await("the third", () -> events.contains("after"));
    }

    @Test
    void anInterruptionDoesNotReachTheNextTask() throws InterruptedException {
        workers.offer(() -> Thread.currentThread().interrupt());
        workers.offer(() -> events.add("interrupted " + Thread.currentThread().isInterrupted()));

        RealTime.await("the second", () -> !events.isEmpty());
        assertThat(events).containsExactly("interrupted false");
    }

    @Test
    void closingRunsWhatWasOfferedAndRefusesTheRest() throws InterruptedException {
        workers.offer(this::block);
        workers.offer(() -> events.add("second"));

        workers.close();

        assertThat(workers.offer(() -> events.add("late"))).isEqualTo(Workers.Offer.REFUSED);
        assertThat(workers.await(Duration.ofMillis(1))).isFalse();
        blocked.countDown();
        assertThat(workers.await(Duration.ofMinutes(1))).isTrue();
        assertThat(events).contains("second").doesNotContain("late");
    }

    @Test
    void interruptingDiscardsWhatWaits() throws InterruptedException {
        workers.offer(this::block);
        RealTime.await("the first", () -> events.size() == 1);
        workers.offer(() -> events.add("second"));

        workers.close();
        workers.interrupt();

        assertThat(workers.await(Duration.ofMinutes(1))).isTrue();
        assertThat(List.copyOf(events)).containsExactly("started", "interrupted");
    }
}
