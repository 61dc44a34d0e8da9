package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import io.dynastore.embedded.LateRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * What each write says when its attempts fail and others write between them, held against what happened: the item is looked
 * at before and after each attempt, so whether the attempt wrote is a fact.
 */
class LostReplyTest {
    private static final TestStore STORE = new TestStore();
    private static final Faults FAULTS = new Faults();
    private static final Partition<String> FAULTY = DynaStore.builder(TestDynamoDb.client(FAULTS, 3))
            .clock(STORE.clock)
            .pause(duration -> {})
            .build()
            .table(TestStore.CRM)
            .partition(STORE.partition.name());

    private final String key = TestDynamoDb.uniqueName("k");
    private final List<Map<String, AttributeValue>> before = new ArrayList<>();
    private final List<Map<String, AttributeValue>> after = new ArrayList<>();

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @MethodSource("io.dynastore.LostReplies#cells")
    void theOutcomeIsTrueOrUnknown(String attempts, AttemptedWrite write, String expected) {
        STORE.clock.set(TestStore.START);
        FAULTS.reset();
        write.prepare(STORE, key);
        Entry<String> old = STORE.partition.find(key).orElse(null);
        script(List.of(attempts.split(" ")), write);

        Object[] returned = new Object[1];
        Throwable thrown = catchThrowable(() -> returned[0] = write.write(FAULTY, key, old));

        look(after);
        long executed = executed();
        String outcome = outcome(returned[0], thrown);
        assertThat(outcome + (succeeded(outcome) && executed != 1 ? " " + executed : ""))
                .as("executed %d times, %s", executed, thrown)
                .isEqualTo(expected);
        checkTruth(outcome, executed, returned[0], thrown);
        assertThat(FAULTS.unused()).isZero();
        if (Arrays.stream(Rival.values()).noneMatch(rival -> attempts.endsWith(rival.name()))) {
            assertThat(attemptsMade()).isEqualTo(attemptsNeeded(attempts, write, outcome));
        }
    }

    /** The same write id, so the same incarnation, twice: the put wrote, its entry was deleted, and its retry wrote it anew. */
    @Test
    void anEntryThatARetriedPutBringsBackIsNotTakenForNeverDeleted() {
        STORE.clock.set(TestStore.START);
        FAULTS.reset();
        STORE.partition.create(key, "old");
        FAULTS.next("UpdateItem", Fault.loseReply()).between(() -> {
            Entry<String> written = STORE.partition.get(key);
            // The delete is executed; before it is tried again, the put is.
            FAULTS.next("DeleteItem", Fault.loseReply()).between(() -> STORE.putItem(key, again(written)));
            assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> FAULTY.delete(written));
            STORE.partition.delete(key);
        });

        Entry<String> put = FAULTY.put(key, "ours");

        assertThat(STORE.partition.get(key)).isEqualTo(put);
        assertThat(put.version()).as("of what the retry wrote").isEqualTo(1);
        assertThat(FAULTS.unused()).isZero();
    }

    /** What the retry of the put that wrote an entry at version 2 makes of an absent one. */
    private static Map<String, AttributeValue> again(Entry<String> written) {
        return Map.of(
                "version",
                n(1),
                "payload",
                s(written.value()),
                "writeId",
                WriteId.toAttribute(written.revision().writeId()));
    }

    /** The first of two requests may be executed after the second was refused. */
    @Test
    void aRefusalOfALaterRequestDoesNotSpeakForAnEarlierOne() {
        FAULTS.reset();
        AttemptedWrite.CREATE_LEFTOVER.prepare(STORE, key);
        LateRequest late = FAULTS.late("PutItem");
        FAULTS.next("PutItem", Fault.pass()).between(() -> STORE.partition.put(key, "rival"));

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> FAULTY.create(key, "ours"))
                .withMessageContaining("Attempt 1 got no answer, ")
                .withCauseInstanceOf(ConditionalCheckFailedException.class);

        STORE.partition.delete(key);
        assertThat(late.deliver()).isEqualTo(200);
        assertThat(STORE.partition.get(key).value()).isEqualTo("ours");
    }

    @Test
    void aRefusalForAnotherReasonDoesNotHideALostReply() {
        FAULTS.reset();
        String large = "x".repeat(399 * 1024);
        FAULTS.next("UpdateItem", Fault.loseReply())
                .between(() -> STORE.putItem(key, Map.of("version", n(7), "payload", s("r"), "large", s(large))));

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> FAULTY.put(key, "y".repeat(2 * 1024)));
        assertThatExceptionOfType(EntryTooLargeException.class).isThrownBy(() -> FAULTY.put(key, "y".repeat(2 * 1024)));
    }

    @Test
    void aWriteThatReachesNobodyIsNotInDoubt() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        DynamoDbClient nowhere = DynamoDbClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(TestDynamoDb.trying(3))
                .build();
        Partition<String> unreachable = DynaStore.create(nowhere).table("Any").partition("any");

        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> unreachable.put("k", "v"))
                .withMessageContaining("Connection refused")
                .satisfies(e -> assertThat(e.numAttempts()).isGreaterThan(1));
    }

    private void script(List<String> attempts, AttemptedWrite write) {
        if (write == AttemptedWrite.CREATE_LEFTOVER) {
            FAULTS.next(write.request, Fault.pass());
        }
        look(before);
        for (int i = 0; i < attempts.size(); i++) {
            String next = i + 1 < attempts.size() ? attempts.get(i + 1) : "";
            String attempt = attempts.get(i);
            if (isRival(attempt) && FAULTS.unused() == 0) {
                act(attempt);
            } else if (isRival(attempt)) {
                FAULTS.between(() -> act(attempt));
            } else if (!attempt.equals("END")) {
                FAULTS.next(write.request, NamedFaults.of(attempt));
                if (!next.equals("END")) {
                    FAULTS.between(this::lookBetween);
                }
            }
        }
    }

    private void act(String rival) {
        Rival.valueOf(rival).act(STORE, key);
        before.remove(before.size() - 1);
        look(before);
    }

    private void lookBetween() {
        look(after);
        look(before);
    }

    private void look(List<Map<String, AttributeValue>> looks) {
        looks.add(STORE.item(key));
    }

    /** How many attempts changed the item: nobody else writes between the look before one and the look after it. */
    private long executed() {
        assertThat(after).hasSameSizeAs(before);
        long executed = 0;
        for (int i = 0; i < before.size(); i++) {
            executed += before.get(i).equals(after.get(i)) ? 0 : 1;
        }
        return executed;
    }

    private static String outcome(Object returned, Throwable thrown) {
        if (thrown == null) {
            return returned == null || returned instanceof Entry ? "OK" : returned.equals(true) ? "TRUE" : "FALSE";
        }
        if (thrown instanceof SdkException) {
            return "SDK";
        }
        return Map.of(
                        KeyModifiedException.class, "CONFLICT",
                        KeyExistsException.class, "EXISTS",
                        KeyNotFoundException.class, "GONE",
                        OutcomeUnknownException.class, "UNKNOWN")
                .getOrDefault(thrown.getClass(), thrown.toString());
    }

    private static boolean succeeded(String outcome) {
        return outcome.equals("OK") || outcome.equals("TRUE");
    }

    private void checkTruth(String outcome, long executed, Object returned, Throwable thrown) {
        Map<String, AttributeValue> last = after.get(after.size() - 1);
        switch (outcome) {
            case "OK", "TRUE" -> {
                if (returned instanceof Entry<?> entry) {
                    assertThat(after.stream().map(LostReplyTest::entry).anyMatch(entry::equals))
                            .as("%s was in the table", entry)
                            .isTrue();
                } else {
                    assertThat(executed).isPositive();
                }
            }
            case "UNKNOWN" -> {
                assertThat(thrown).hasCauseInstanceOf(SdkException.class);
                boolean refused = thrown.getCause() instanceof ConditionalCheckFailedException;
                assertThat(((OutcomeUnknownException) thrown).current())
                        .isEqualTo(refused && !last.isEmpty() ? item(last).entry(Codec.attribute()) : null);
            }
            case "FALSE" ->
                assertThat(last).as("what is not known to have been deleted").isEmpty();
            default -> assertThat(executed).as("writes that it denies").isZero();
        }
        switch (outcome) {
            case "CONFLICT" ->
                assertThat(((KeyModifiedException) thrown).current(Codec.string()))
                        .isEqualTo(entry(last));
            case "EXISTS" ->
                assertThat(((KeyExistsException) thrown).current(Codec.string()))
                        .isEqualTo(entry(last));
            case "GONE" -> assertThat(last).isEmpty();
            default -> {}
        }
    }

    private static Entry<String> entry(Map<String, AttributeValue> item) {
        return item.isEmpty() ? null : item(item).entry(Codec.string());
    }

    private static StoredItem item(Map<String, AttributeValue> item) {
        return new StoredItem(STORE.table.layout(), item);
    }

    private static boolean isRival(String attempt) {
        return Arrays.stream(Rival.values()).anyMatch(rival -> rival.name().equals(attempt));
    }

    private static long attemptsMade() {
        return Stream.of("UpdateItem", "PutItem", "DeleteItem")
                .mapToLong(FAULTS::attempts)
                .sum();
    }

    private static long attemptsNeeded(String attempts, AttemptedWrite write, String outcome) {
        long scripted = attempts.split(" ").length;
        boolean twoRequests = write.troubleAtReplacement() || (write.meetsLeftover() && succeeded(outcome));
        return scripted + (attempts.endsWith("END") ? -1 : 1) + (twoRequests ? 1 : 0);
    }
}
