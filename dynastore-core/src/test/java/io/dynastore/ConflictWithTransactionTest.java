package io.dynastore;

import static io.dynastore.embedded.Fault.loseReply;
import static io.dynastore.embedded.Fault.transactionConflict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** A single write that meets a transaction at work on its item, which the SDK does not try again. */
class ConflictWithTransactionTest {
    private static final int BOUND = 10;

    private final TestStore store = new TestStore();
    private final Faults wire = new Faults();
    private final List<Duration> pauses = new ArrayList<>();
    private final Partition<String> partition = DynaStore.builder(TestDynamoDb.client(wire, 3))
            .clock(store.clock)
            .pause(pauses::add)
            .build()
            .table(TestStore.CRM)
            .partition(store.partition.name());
    private Entry<String> entry;

    @BeforeEach
    void writeAnEntry() {
        entry = store.partition.create("k", "1");
    }

    private record SingleWrite(String name, String operation, Consumer<ConflictWithTransactionTest> action) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Each write, by the operation that it sends. */
    static Stream<SingleWrite> writes() {
        return Stream.of(
                new SingleWrite("put", "UpdateItem", test -> test.partition.put("k", "2")),
                new SingleWrite("create", "PutItem", test -> test.partition.create("new", "2")),
                new SingleWrite("update", "UpdateItem", test -> test.partition.update(test.entry, "2")),
                new SingleWrite("modify", "UpdateItem", test -> test.partition.modify("k", value -> "2")),
                new SingleWrite("delete", "DeleteItem", test -> test.partition.delete("k")),
                new SingleWrite("delete of a revision", "DeleteItem", test -> test.partition.delete(test.entry)));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void isTriedAgain(SingleWrite write) {
        conflicts(write.operation(), BOUND - 1);

        write.action().accept(this);

        assertThat(wire.attempts(write.operation())).isEqualTo(BOUND);
        assertThat(pauses).hasSize(BOUND - 1);
        assertThat(store.partition.find("k").filter(entry::equals).isPresent() && !store.partition.exists("new"))
                .as("nothing was done")
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void isGivenUpAtLast(SingleWrite write) {
        conflicts(write.operation(), BOUND);

        assertThatExceptionOfType(TransactionConflictException.class)
                .isThrownBy(() -> write.action().accept(this));

        assertThat(wire.attempts(write.operation())).isEqualTo(BOUND);
        assertThat(store.partition.get("k")).isEqualTo(entry);
        assertThat(store.partition.exists("new")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void isUnknownIfAReplyWasLostBefore(SingleWrite write) {
        wire.next(write.operation(), loseReply(), transactionConflict());

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> write.action().accept(this))
                .withCauseInstanceOf(TransactionConflictException.class);
    }

    private void conflicts(String operation, int times) {
        wire.next(operation, Collections.nCopies(times, transactionConflict()).toArray(Fault[]::new));
    }
}
