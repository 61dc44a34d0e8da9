package io.dynastore;

import static io.dynastore.embedded.Fault.emptyBody;
import static io.dynastore.embedded.Fault.intermediary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** A write whose answer does not tell, or comes from somebody else, is unknown, whatever was asked for. */
class UnreadableAnswerTest {
    private static final String JSON = "application/x-amz-json-1.0";

    private final TestStore store = new TestStore();
    private final Faults faults = new Faults();
    private final Partition<String> partition = DynaStore.builder(TestDynamoDb.client(faults, 1))
            .pause(duration -> {})
            .clock(store.clock)
            .build()
            .table(TestStore.CRM)
            .partition(store.partition.name());

    /** The answers that tell nothing, none of which the SDK repeats; those without the attributes say so only where asked. */
    private static final List<Fault> ALWAYS = List.of(
            emptyBody(),
            intermediary(200, "text/html", "<html>Please log in.</html>").afterExecution(),
            intermediary(200, "application/json", "{}").afterExecution(),
            intermediary(400, "application/json", "{\"message\":\"no\"}").afterExecution(),
            intermediary(403).afterExecution(),
            intermediary(408).afterExecution(),
            intermediary(413).afterExecution(),
            intermediary(429).afterExecution(),
            intermediary(504).afterExecution());

    private static final List<Fault> WITHOUT_ATTRIBUTES = List.of(
            intermediary(200, JSON, "{}").afterExecution(),
            intermediary(200, JSON, "{\"Attributes\":{}}").afterExecution(),
            intermediary(200, JSON, "{\"Attributes\":{\"version\":{\"N\":\"1\"}}}")
                    .afterExecution());

    private record Write(String name, String operation, boolean asks, Consumer<UnreadableAnswerTest> action) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> cells() {
        List<Write> writes = List.of(
                new Write("put", "UpdateItem", true, test -> test.partition.put("k", "2")),
                new Write("create", "PutItem", false, test -> test.partition.create("new", "2")),
                new Write("update", "UpdateItem", true, test -> test.partition.update(test.old(), "2")),
                new Write("modify", "UpdateItem", true, test -> test.partition.modify("k", value -> "2")),
                new Write("delete by key", "DeleteItem", true, test -> test.partition.delete("k")),
                new Write("delete", "DeleteItem", false, test -> test.partition.delete(test.old())),
                new Write("deleteAll", "BatchWriteItem", true, test -> test.partition.deleteAll(List.of("k"))));
        return writes.stream()
                .flatMap(write -> Stream.concat(
                                ALWAYS.stream(), write.asks() ? WITHOUT_ATTRIBUTES.stream() : Stream.of())
                        // Throttled deletes are sent again, by whomever.
                        .filter(fault -> !(write.name().equals("deleteAll")
                                && fault.equals(intermediary(429).afterExecution())))
                        .map(fault -> Arguments.of(write, fault)));
    }

    private Entry<String> old() {
        return store.partition.get("k");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cells")
    void isUnknown(Write write, Fault fault) {
        store.partition.create("k", "1");
        faults.next(write.operation(), fault);

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> write.action().accept(this))
                .withMessageContaining("The only attempt got ");

        assertThat(faults.attempts(write.operation())).isEqualTo(1);
        assertThat(store.partition
                                .find("k")
                                .map(Entry::value)
                                .filter("1"::equals)
                                .isPresent()
                        && !store.partition.exists("new"))
                .as("it was executed")
                .isFalse();
    }

    static Stream<Fault> answersToReads() {
        return Stream.of(
                emptyBody(),
                intermediary(200, "application/json", "{}"),
                intermediary(200, "text/html", "<html>Please log in.</html>"));
    }

    /** An entry is missing only if DynamoDB says so. */
    @ParameterizedTest
    @MethodSource("answersToReads")
    void aReadFails(Fault fault) {
        store.partition.create("k", "1");
        faults.next("GetItem", 2, fault).next("Query", fault);

        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> partition.find("k"));
        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> partition.exists("k"));
        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> partition.list(Query.all()));
    }

    @Test
    void anEmptyObjectIsTheAnswerWhereNothingWasAskedFor() {
        Fault empty = intermediary(200, JSON, "{}").afterExecution();
        faults.next("PutItem", empty).next("DeleteItem", empty);

        Entry<String> created = partition.create("k", "1");
        partition.delete(created);

        assertThat(store.partition.exists("k")).isFalse();
    }
}
