package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import io.dynastore.embedded.LateRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A write over an expired leftover makes two requests. An attempt of the first one that may still be executed leaves the outcome
 * unknown, whatever becomes of the second one: it is executed as soon as the leftover is deleted.
 */
class DoubtOfSeveralRequestsTest {
    private static final Fault DENIED = Fault.accessDenied();

    private final TestStore store = new TestStore();
    private final Faults faults = new Faults();
    private final Partition<String> partition = DynaStore.builder(TestDynamoDb.client(faults, 3))
            .clock(store.clock)
            .pause(duration -> {})
            .build()
            .table(TestStore.CRM)
            .partition(store.partition.name());

    /** A write over a leftover, and the operation of its first request. */
    private enum Write {
        PUT("UpdateItem"),
        CREATE("PutItem"),
        MODIFY_OR_CREATE("PutItem");

        private final String first;

        Write(String first) {
            this.first = first;
        }

        void write(Partition<String> partition) {
            switch (this) {
                case PUT -> partition.put("k", "ours");
                case CREATE -> partition.create("k", "ours");
                case MODIFY_OR_CREATE -> partition.modifyOrCreate("k", "ours", value -> value + ", ours");
            }
        }
    }

    static Stream<Arguments> secondRequests() {
        return Stream.of(Write.values())
                .flatMap(write -> Stream.of(
                                DENIED, Fault.throughputExceeded(), Fault.error(400, "ValidationException", "No"))
                        .map(fault -> arguments(write, fault)));
    }

    @ParameterizedTest
    @MethodSource("secondRequests")
    void aRefusalOfTheSecondRequestDoesNotSpeakForTheFirst(Write write, Fault fault) {
        leaveALeftover();
        LateRequest late = faults.late(write.first);
        faults.next(write.first, Fault.pass()).next("PutItem", fault, fault, fault);

        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> write.write(partition));

        deleteTheLeftover();
        assertThat(late.deliver()).isEqualTo(200);
        assertThat(store.partition.get("k").value()).isEqualTo("ours");
    }

    @ParameterizedTest
    @MethodSource("secondRequests")
    void withoutDoubtTheRefusalIsReported(Write write, Fault fault) {
        leaveALeftover();
        faults.next(write.first, Fault.throughputExceeded(), Fault.pass()).next("PutItem", fault, fault, fault);

        assertThatExceptionOfType(software.amazon.awssdk.services.dynamodb.model.DynamoDbException.class)
                .isThrownBy(() -> write.write(partition));

        assertThat(store.partition.find("k")).isEmpty();
    }

    @Test
    void aRivalThatReplacesTheLeftoverDoesNotHideTheLateCreate() {
        leaveALeftover();
        LateRequest late = faults.late("PutItem");
        faults.next("PutItem", Fault.pass())
                .between(() -> store.partition.create("k", "rival"))
                .next("PutItem", Fault.pass(), Fault.pass());

        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> partition.create("k", "ours"));

        store.partition.delete("k");
        assertThat(late.deliver()).isEqualTo(200);
        assertThat(store.partition.get("k").value()).isEqualTo("ours");
    }

    private void leaveALeftover() {
        store.partition.create("k", "old", with -> with.timeToLive(Duration.ofSeconds(1)));
        store.clock.advance(Duration.ofMinutes(5));
    }

    /** As DynamoDB does some day. */
    private void deleteTheLeftover() {
        store.raw().deleteItem(delete -> delete.tableName(store.table.name()).key(store.itemKey("k")));
        assertThat(List.of(store.item("k").size())).containsExactly(0);
    }
}
