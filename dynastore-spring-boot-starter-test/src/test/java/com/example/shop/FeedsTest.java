package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dynastore.Partition;
import io.dynastore.spring.test.DynaStoreTest;
import io.dynastore.spring.test.TestFeeds;
import io.dynastore.spring.test.TestTime;
import io.dynastore.spring.watch.ChangeFeeds;
import io.dynastore.spring.watch.OnChange;
import io.dynastore.watch.Change;
import io.dynastore.watch.ChangeFeed;
import io.dynastore.watch.ChangeType;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Feeds run in tests, which need not wait for them. */
@DynaStoreTest(properties = "dynastore.table.stream=true")
@Import({CustomerRepository.class, FeedsTest.Index.class})
@Timeout(60)
class FeedsTest {
    @Autowired
    TestFeeds feeds;

    @Autowired
    ChangeFeeds application;

    @Autowired
    TestTime time;

    @Autowired
    CustomerRepository customers;

    @Autowired
    Partition<Customer> partition;

    @Autowired
    Index index;

    static class Index {
        final List<Change<Customer>> changes = new CopyOnWriteArrayList<>();
        volatile boolean broken;

        @OnChange(partition = "customers", group = "index")
        void index(Change<Customer> change) {
            if (broken) {
                throw new UnsupportedOperationException("broken");
            }
            changes.add(change);
        }

        List<String> names() {
            return changes.stream().map(change -> change.entry().value().name()).toList();
        }
    }

    @BeforeEach
    void nothing() {
        index.changes.clear();
    }

    @RepeatedTest(2)
    void aChangeIsHandledWithoutWaitingAndNoneOfAnEarlierTest() {
        // tag::feeds[]
        customers.register("c-1", new Customer("Ada", LocalDate.of(2026, 1, 31)));

        feeds.catchUp();

        assertThat(index.names()).containsExactly("Ada");
        // end::feeds[]
        partition.put("c-2", new Customer("left behind", LocalDate.EPOCH));
    }

    @Test
    void whatExpiresIsHandledWhenTimeHasPassed() {
        partition.put("c-1", new Customer("Ada", LocalDate.EPOCH), with -> with.timeToLive(Duration.ofDays(30)));

        time.advance(Duration.ofDays(31));

        assertThat(index.changes).extracting(Change::type).containsExactly(ChangeType.CREATED, ChangeType.EXPIRED);
        partition.put("c-2", new Customer("Bob", LocalDate.EPOCH));
        feeds.catchUp();
        assertThat(index.names()).endsWith("Bob");
    }

    @RepeatedTest(2)
    void aHandlerThatFailsFailsTheTestAndCanBeCalledAgain() {
        index.broken = true;
        partition.put("c-1", new Customer("Ada", LocalDate.EPOCH));
        assertThatIllegalStateException()
                .isThrownBy(feeds::catchUp)
                .withMessage("The change feed 'index' cannot handle a change.")
                .withCauseInstanceOf(UnsupportedOperationException.class);

        index.broken = false;
        feeds.catchUp();
        assertThat(index.names()).containsExactly("Ada");

        index.broken = true;
        partition.put("c-2", new Customer("left behind", LocalDate.EPOCH));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(feeds::catchUp);
        index.broken = false;
    }

    @RepeatedTest(2)
    void aFeedThatHasStoppedIsStartedForTheNextTest() {
        ChangeFeed feed = application.feeds().get("index");
        assertThat(feed.isRunning()).isTrue();
        feed.close();
        assertThatIllegalStateException()
                .isThrownBy(feeds::catchUp)
                .withMessage("The change feed 'index' has stopped.");
    }
}
