package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.spring.test.AutoConfigureTestDynaStore;
import io.dynastore.spring.test.DynaStoreTest;
import io.dynastore.spring.test.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** JUnit runs classes and methods at once, those on dynastore one after the other. */
class ParallelTest {
    private static final CountDownLatch OTHERS = new CountDownLatch(1);
    private static final CountDownLatch ON_DYNASTORE = new CountDownLatch(1);

    /** Fails if anybody else is at work in the same context. */
    static class OnDynaStore {
        @Autowired
        Partition<String> sessions;

        @Autowired
        TestTime time;

        @RepeatedTest(5)
        void disturbsNobody() throws InterruptedException {
            ON_DYNASTORE.countDown();
            assertThat(OTHERS.await(60, TimeUnit.SECONDS)).isTrue();
            Instant before = time.now();
            for (int i = 0; i < 20; i++) {
                sessions.create("s-" + i, "mine");
                time.advance(Duration.ofSeconds(30));
            }
            assertThat(time.now()).isEqualTo(before.plusSeconds(600));
            assertThat(sessions.count(Query.all())).isEqualTo(20);
        }
    }

    @DynaStoreTest
    static class First extends OnDynaStore {}

    @DynaStoreTest
    static class Second extends OnDynaStore {}

    @SpringBootTest
    @AutoConfigureTestDynaStore
    static class Whole extends OnDynaStore {}

    static class Other {
        @Test
        void runsMeanwhile() throws InterruptedException {
            OTHERS.countDown();
            assertThat(ON_DYNASTORE.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void testsOnDynaStoreDoNotMeet() {
        EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
                .selectors(
                        selectClass(First.class),
                        selectClass(Second.class),
                        selectClass(Whole.class),
                        selectClass(Other.class))
                .execute()
                .testEvents()
                .assertStatistics(tests -> tests.started(16).succeeded(16).failed(0));
    }
}
