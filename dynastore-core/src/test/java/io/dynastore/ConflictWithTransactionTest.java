package io.dynastore;

import static io.dynastore.fault.Fault.LOSE_REPLY;
import static io.dynastore.fault.Fault.TRANSACTION_CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.fault.Fault;
import io.dynastore.fault.FaultyHttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
    private final FaultyHttpClient wire = FaultyHttpClient.local();
    private final List<Duration> pauses = new ArrayList<>();
    private final Partition<String> partition = DynaStore.builder(wire.client(3))
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

    /** Each write, by the operation that it sends. */
    static Stream<Map.Entry<String, Consumer<ConflictWithTransactionTest>>> writes() {
        return Stream.of(
                Map.entry("UpdateItem", test -> test.partition.put("k", "2")),
                Map.entry("PutItem", test -> test.partition.create("new", "2")),
                Map.entry("UpdateItem", test -> test.partition.update(test.entry, "2")),
                Map.entry("UpdateItem", test -> test.partition.modify("k", value -> "2")),
                Map.entry("DeleteItem", test -> test.partition.delete("k")),
                Map.entry("DeleteItem", test -> test.partition.delete(test.entry)));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void isTriedAgain(Map.Entry<String, Consumer<ConflictWithTransactionTest>> write) {
        conflicts(write.getKey(), BOUND - 1);

        write.getValue().accept(this);

        assertThat(wire.attempts(write.getKey())).isEqualTo(BOUND);
        assertThat(pauses).hasSize(BOUND - 1);
        assertThat(store.partition.find("k").filter(entry::equals).isPresent() && !store.partition.exists("new"))
                .as("nothing was done")
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void isGivenUpAtLast(Map.Entry<String, Consumer<ConflictWithTransactionTest>> write) {
        conflicts(write.getKey(), BOUND);

        assertThatExceptionOfType(TransactionConflictException.class)
                .isThrownBy(() -> write.getValue().accept(this));

        assertThat(wire.attempts(write.getKey())).isEqualTo(BOUND);
        assertThat(store.partition.get("k")).isEqualTo(entry);
        assertThat(store.partition.exists("new")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void isUnknownIfAReplyWasLostBefore(Map.Entry<String, Consumer<ConflictWithTransactionTest>> write) {
        wire.next(write.getKey(), LOSE_REPLY, TRANSACTION_CONFLICT);

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> write.getValue().accept(this))
                .withCauseInstanceOf(TransactionConflictException.class);
    }

    private void conflicts(String operation, int times) {
        wire.next(operation, Collections.nCopies(times, TRANSACTION_CONFLICT).toArray(Fault[]::new));
    }
}
