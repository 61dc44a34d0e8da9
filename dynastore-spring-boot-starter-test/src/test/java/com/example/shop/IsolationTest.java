package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import io.dynastore.spring.test.AutoConfigureTestDynaStore;
import io.dynastore.spring.test.AutoConfigureTestDynaStore.Reset;
import io.dynastore.spring.test.DynaStoreTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever a test leaves behind, the next one does not see. */
@DynaStoreTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationTest {
    @Autowired
    DynaStore store;

    @Autowired
    Partition<String> sessions;

    @Autowired
    Leases leases;

    private int earlierTables;
    private final List<Lease> earlier = new ArrayList<>();

    @BeforeEach
    void prepare() {
        sessions.put("prepared", "by the test");
    }

    @RepeatedTest(2)
    void aTestBeginsWithWhatItPrepares() {
        assertThat(sessions.stream(Query.all()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.key()).isEqualTo("prepared"));
        sessions.create("s-1", "left behind");
    }

    @RepeatedTest(2)
    void manyEntriesAreGone() {
        assertThat(sessions.count(Query.all())).isEqualTo(1);
        for (int i = 0; i < 250; i++) {
            sessions.create("s-" + i, "left behind");
        }
    }

    @RepeatedTest(2)
    void tablesOfATestStayAndAreEmptied() {
        Partition<String> notes = store.table("NotesOfThisTest").partition("notes");
        assertThat(notes.table().createIfAbsent()).isEqualTo(earlierTables++ == 0);
        notes.create("n-1", "left behind");
    }

    @RepeatedTest(2)
    void nothingIsHeld() {
        assertThat(leases.held()).isEmpty();
        assertThat(earlier).noneMatch(Lease::isHeld);
        Lease lease = leases.tryAcquire("report").orElseThrow();
        assertThat(leases.views("").count()).isEqualTo(1);
        earlier.add(lease);
    }

    @Nested
    class InANestedClass {
        @RepeatedTest(2)
        void itIsTheSame() {
            assertThat(sessions.count(Query.all())).isEqualTo(1);
            sessions.create("nested", "left behind");
        }
    }

    @Nested
    // tag::reset[]
    @DynaStoreTest
    @AutoConfigureTestDynaStore(reset = Reset.BEFORE_FIRST_TEST)
    class StepByStep {
        // end::reset[]
        @RepeatedTest(3)
        void testsGoOnFromOneAnother(RepetitionInfo step) {
            assertThat(sessions.count(Query.all().prefix("step-"))).isEqualTo(step.getCurrentRepetition() - 1);
            sessions.create("step-" + step.getCurrentRepetition(), "for the next");
            sessions.delete("prepared");
        }
    }

    @Nested
    @AutoConfigureTestDynaStore(reset = Reset.NEVER)
    class WithSeed {
        @RepeatedTest(2)
        void whatThereIsStays(RepetitionInfo info) {
            Partition<String> seed = store.table("Seed").partition("seed");
            if (seed.table().createIfAbsent()) {
                seed.put("seed", "written once");
            }
            assertThat(seed.exists("seed")).as("in test %s", info).isTrue();
            sessions.delete("prepared");
        }
    }
}
