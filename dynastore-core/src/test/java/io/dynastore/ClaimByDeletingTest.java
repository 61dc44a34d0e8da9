package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of those that claim an entry by deleting it, at most one is told that it has it, whatever became of an attempt. */
class ClaimByDeletingTest {
    private final TestStore store = new TestStore();
    private final Faults faults = new Faults();
    private final Partition<String> partition = DynaStore.builder(TestDynamoDb.client(faults, 3))
            .clock(store.clock)
            .pause(duration -> {})
            .build()
            .table(TestStore.CRM)
            .partition(store.partition.name());

    /** Failures of a first attempt that was not executed, and that is retried. */
    static Stream<Fault> notExecuted() {
        return Stream.of(
                Fault.serviceUnavailable(),
                Fault.internalServerError(),
                Fault.drop(),
                Fault.intermediary(502),
                Fault.throughputExceeded());
    }

    @ParameterizedTest
    @MethodSource("notExecuted")
    void whatNeverWasIsNotClaimed(Fault fault) {
        faults.next("DeleteItem", fault);

        assertThat(partition.delete("k")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("notExecuted")
    void whatHasExpiredIsNotClaimed(Fault fault) {
        store.partition.put("k", "v", with -> with.timeToLive(Duration.ofMinutes(1)));
        store.clock.advance(Duration.ofHours(1));
        faults.next("DeleteItem", fault);

        assertThat(partition.delete("k")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("notExecuted")
    void whatIsThereIsClaimedOnce(Fault fault) {
        store.partition.create("k", "v");
        faults.next("DeleteItem", fault);

        assertThat(partition.delete("k")).isTrue();
        assertThat(partition.delete("k")).isFalse();
    }

    /** The rival's delete comes between the attempts of ours. */
    @ParameterizedTest
    @MethodSource("notExecuted")
    void ofTwoThatDeleteByKeyOneHasIt(Fault fault) {
        store.partition.create("k", "v");
        boolean[] rival = new boolean[1];
        faults.next("DeleteItem", fault).between(() -> rival[0] = store.partition.delete("k"));

        assertThat(partition.delete("k")).isFalse();
        assertThat(rival[0]).isTrue();
    }

    @ParameterizedTest
    @MethodSource("notExecuted")
    void ofTwoThatDeleteARevisionOneHasItAndTheOtherDoesNotKnow(Fault fault) {
        Entry<String> entry = store.partition.create("k", "v");
        faults.next("DeleteItem", fault).between(() -> store.partition.delete(entry));

        if (fault.equals(Fault.throughputExceeded())) {
            assertThatExceptionOfType(KeyNotFoundException.class).isThrownBy(() -> partition.delete(entry));
        } else {
            assertThatExceptionOfType(OutcomeUnknownException.class)
                    .isThrownBy(() -> partition.delete(entry))
                    .withMessageContaining("The entry is gone; who removed it is unknown.");
        }
    }

    static Stream<Fault> executed() {
        return Stream.of(
                Fault.serviceUnavailable().afterExecution(),
                Fault.internalServerError().afterExecution(),
                Fault.loseReply(),
                Fault.intermediary(504).afterExecution());
    }

    /** Nobody is told that it has it, which loses the claim but gives it to nobody twice. */
    @ParameterizedTest
    @MethodSource("executed")
    void aDeleteWhoseReplyIsLostIsNotKnownToHaveClaimedAnything(Fault fault) {
        Entry<String> entry = store.partition.create("k", "v");
        faults.next("DeleteItem", fault);
        assertThat(partition.delete("k")).isFalse();

        Entry<String> again = store.partition.create("k", "v");
        faults.next("DeleteItem", fault);
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> partition.delete(again));
        assertThatExceptionOfType(KeyNotFoundException.class).isThrownBy(() -> partition.delete(entry));
    }
}
