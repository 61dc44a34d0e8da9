package io.dynastore;

import static io.dynastore.Attributes.n;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What writes with token 5 say when their attempts fail, and a holder with token 9 writes between them. */
class FenceLostReplyTest {
    /**
     * For each fate of the first attempt, and what the newer holder does after it, what comes of each write. A newer holder
     * who writes over our write, or deletes it, leaves no trace of it.
     */
    private static final String TABLE = """
            attempt, newer holder | put     | create  | update  | delete  | delete key
            LOSE_REPLY -          | OK      | OK      | OK      | UNKNOWN | OK
            DROP -                | OK      | OK      | OK      | OK      | OK
            SERVER_ERROR_AFTER -  | OK      | OK      | OK      | UNKNOWN | OK
            LOSE_REPLY PUTS       | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN
            LOSE_REPLY RECREATES  | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN
            LOSE_REPLY EXPIRES    | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN
            DROP PUTS             | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN
            SERVER_ERROR PUTS     | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN
            THROTTLE PUTS         | STALE   | STALE   | STALE   | STALE   | STALE
            THROTTLE RECREATES    | STALE   | STALE   | STALE   | STALE   | STALE
            THROTTLE EXPIRES      | STALE   | STALE   | STALE   | STALE   | STALE
            TRANSACTION_CONFLICT PUTS | STALE | STALE | STALE   | STALE   | STALE
            """;

    private static final List<AttemptedWrite> WRITES = List.of(
            AttemptedWrite.PUT,
            AttemptedWrite.CREATE,
            AttemptedWrite.UPDATE_ENTRY,
            AttemptedWrite.DELETE_ENTRY,
            AttemptedWrite.DELETE_KEY);

    private static final TestStore STORE = new TestStore();
    private static final Faults FAULTS = new Faults();
    private static final Partition<String> FAULTY = DynaStore.builder(TestDynamoDb.client(FAULTS, 3))
            .clock(STORE.clock)
            .pause(duration -> {})
            .build()
            .table(TestStore.CRM)
            .partition(STORE.partition.name());
    private static final Partition<String> NEWER = STORE.partition.fence(9);

    private final String key = TestDynamoDb.uniqueName("k");

    static Stream<Arguments> cells() {
        return TABLE.lines().skip(1).flatMap(line -> {
            List<String> row =
                    Arrays.stream(line.split("\\|")).map(String::strip).toList();
            return WRITES.stream().map(write -> Arguments.of(row.get(0), write, row.get(1 + WRITES.indexOf(write))));
        });
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @MethodSource("cells")
    void theOutcomeIsTrueOrUnknown(String attempts, AttemptedWrite write, String expected) {
        STORE.clock.set(TestStore.START);
        FAULTS.reset();
        write.prepare(STORE, key);
        Entry<String> old = STORE.partition.find(key).orElse(null);
        Map<String, AttributeValue> before = STORE.item(key);
        List<String> script = List.of(attempts.split(" "));
        boolean[] executed = new boolean[1];
        FAULTS.next(write.request, NamedFaults.of(script.get(0))).between(() -> {
            executed[0] = !STORE.item(key).equals(before);
            act(script.get(1));
        });

        Throwable thrown = catchThrowable(() -> write.write(FAULTY.fence(5), key, old));

        assertThat(outcome(thrown)).as("%s", thrown).isEqualTo(expected);
        assertThat(FAULTS.unused()).isZero();
        if (expected.equals("STALE")) {
            assertThat(executed[0]).as("what it denies").isFalse();
            assertThat(((StaleFenceException) thrown).fence()).isEqualTo(9);
        }
        if (!script.get(1).equals("-")) {
            assertThat(STORE.item(key)).as("the newer holder's").containsEntry("fence", n(9));
        }
    }

    /** Tests the replacement of the leftover, which is a request of its own. */
    @Test
    void aReplacementIsRecognisedOrUnknown() {
        for (AttemptedWrite write : List.of(AttemptedWrite.PUT_LEFTOVER, AttemptedWrite.CREATE_LEFTOVER)) {
            assertThat(outcomeOverLeftover(write, "-")).isEqualTo("OK");
            assertThat(STORE.item(key)).containsEntry("fence", n(5));
            STORE.partition.delete(key);
            assertThat(outcomeOverLeftover(write, "PUTS")).isEqualTo("UNKNOWN");
            assertThat(STORE.item(key)).containsEntry("fence", n(9));
            STORE.partition.delete(key);
        }
    }

    private String outcomeOverLeftover(AttemptedWrite write, String newer) {
        STORE.clock.set(TestStore.START);
        FAULTS.reset();
        write.prepare(STORE, key);
        if (write == AttemptedWrite.CREATE_LEFTOVER) {
            FAULTS.next(write.request, Fault.pass());
        }
        FAULTS.next(write.request, Fault.loseReply()).between(() -> act(newer));
        return outcome(catchThrowable(() -> write.write(FAULTY.fence(5), key, null)));
    }

    private void act(String newer) {
        switch (newer) {
            case "PUTS" -> NEWER.put(key, "newer");
            case "RECREATES" -> {
                STORE.partition.delete(key);
                NEWER.create(key, "newer");
            }
            case "EXPIRES" -> {
                NEWER.put(key, "newer", with -> with.timeToLive(Duration.ofSeconds(1)));
                STORE.clock.advance(Duration.ofMinutes(1));
            }
            default -> {}
        }
    }

    private static String outcome(Throwable thrown) {
        if (thrown == null) {
            return "OK";
        }
        return Map.of(StaleFenceException.class, "STALE", OutcomeUnknownException.class, "UNKNOWN")
                .getOrDefault(thrown.getClass(), thrown.toString());
    }
}
