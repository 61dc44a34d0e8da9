package io.dynastore.spring.test;

import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** The database of an application context, with its time. */
final class TestDatabase implements DisposableBean {
    private final Tables tables;
    private final TestTime time;
    private final TestFeeds feeds;
    private final ConfigurableListableBeanFactory beans;
    private final Runnable expiry;
    private final Runnable reading;

    TestDatabase(Tables tables, TestTime time, TestFeeds feeds, ConfigurableListableBeanFactory beans) {
        this.tables = tables;
        this.time = time;
        this.feeds = feeds;
        this.beans = beans;
        this.expiry = tables::expire;
        this.reading = feeds::afterStep;
        time.onAdvance(expiry);
        time.onStep(reading);
    }

    /** Assigns the time to the calling thread, which is the test's, and resets the faults of the previous test. */
    void begin() {
        time.begin();
        tables.withoutFaults();
    }

    /** Releases all leases and empties all tables, without the feeds noticing. */
    void reset() {
        feeds.stop();
        // Tasks that are running would write into the emptied tables.
        time.advance(Duration.ZERO);
        for (String name : beans.getBeanNamesForType(Leases.class, true, false)) {
            if (beans.getSingleton(name) instanceof Leases leases) {
                leases.held().forEach(Lease::close);
            }
        }
        time.advance(Duration.ZERO);
        tables.empty();
        feeds.start();
    }

    @Override
    public void destroy() {
        time.forget(expiry);
        time.forgetStep(reading);
        tables.close();
    }
}
