package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The one rule about time, at the last second of an entry's life and at the first after it. */
class ExpiryTest {
    private static final Instant END = TestStore.START.plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);

    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    enum Sight {
        GET,
        FIND,
        EXISTS,
        LIST,
        LIST_BY_INDEX,
        COUNT,
        STREAM,
        UPDATE,
        UPDATE_AT_REVISION,
        DELETE,
        DELETE_ENTRY,
        DELETE_AT_REVISION,
        CREATE,
        PUT
    }

    private final Entry<String> entry =
            partition.create("k", "old", with -> with.expiresAt(END).field("created", "once"));

    @ParameterizedTest
    @EnumSource
    void anEntryLivesThroughItsLastSecond(Sight sight) {
        store.clock.set(END.minusSeconds(1));

        assertThat(sees(sight)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void anEntryLivesUntilTheVeryEndOfItsLastSecond(Sight sight) {
        store.clock.set(END.minusNanos(1));

        assertThat(sees(sight)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void anEntryIsGoneFromTheFirstInstantAfterIt(Sight sight) {
        store.clock.set(END);

        assertThat(sees(sight)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void anEntryStaysGone(Sight sight) {
        store.clock.set(END.plusMillis(500));

        assertThat(sees(sight)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2100-01-31T09:00:00Z,           PT10S,           2100-01-31T09:00:10Z",
        "2100-01-31T09:00:00.000000001Z, PT10S,           2100-01-31T09:00:11Z",
        "2100-01-31T09:00:00.999999999Z, PT10S,           2100-01-31T09:00:11Z",
        "2100-01-31T09:00:00.999999999Z, PT0.000000001S,  2100-01-31T09:00:01Z",
        "2100-01-31T09:00:00.25Z,        PT0.75S,         2100-01-31T09:00:01Z",
        "2100-01-31T09:00:00.25Z,        PT0.750000001S,  2100-01-31T09:00:02Z",
        "2100-01-31T09:00:00Z,           PT0.000000001S,  2100-01-31T09:00:01Z",
    })
    void aLifetimeIsRoundedUpToWholeSeconds(Instant now, Duration timeToLive, Instant end) {
        store.clock.set(now);
        long second = end.getEpochSecond();

        assertThat(partition
                        .put("put", "v", with -> with.timeToLive(timeToLive))
                        .expires())
                .isEqualTo(end);
        assertThat(partition
                        .create("create", "v", with -> with.expiresAt(now.plus(timeToLive)))
                        .expires())
                .isEqualTo(end);
        assertThat(partition.withTimeToLive(timeToLive).put("default", "v").expires())
                .isEqualTo(end);
        assertThat(store.item("put")).containsEntry("expires", n(second));
        assertThat(store.item("create")).containsEntry("expires", n(second));
        assertThat(store.item("default")).containsEntry("expires", n(second));

        store.clock.set(now.plus(timeToLive).minusNanos(1));
        assertThat(partition.find("put")).as("never shortened").isPresent();
        store.clock.set(end);
        assertThat(partition.find("put")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CREATE", "PUT"})
    void aWriteOverALeftoverStartsClean(Sight sight) {
        partition.update(entry, "older");
        store.clock.set(END);

        assertThat(sees(sight)).isFalse();

        assertThat(store.item("k"))
                .containsOnlyKeys("id", "name", "version", "payload", "writeId")
                .containsEntry("version", n(3))
                .containsEntry("payload", s("new"));
        assertThat(partition.get("k").value()).isEqualTo("new");
    }

    /** Whether an operation takes the entry for a live one. */
    private boolean sees(Sight sight) {
        return switch (sight) {
            case GET -> found(() -> partition.get("k"));
            case FIND -> partition.find("k").isPresent();
            case EXISTS -> partition.exists("k");
            case LIST -> !partition.list(Query.all()).items().isEmpty();
            case LIST_BY_INDEX ->
                !partition.list(Query.all().index(TestStore.BY_CREATED)).items().isEmpty();
            case COUNT -> partition.count(Query.all()) == 1;
            case STREAM -> partition.stream(Query.all()).findAny().isPresent();
            case UPDATE -> found(() -> partition.update(entry, "new"));
            case UPDATE_AT_REVISION -> found(() -> partition.update("k", entry.revision(), "new"));
            case DELETE -> partition.delete("k");
            case DELETE_ENTRY -> found(() -> partition.delete(entry));
            case DELETE_AT_REVISION -> found(() -> partition.delete("k", entry.revision()));
            case CREATE -> exists(() -> partition.create("k", "new"));
            case PUT -> partition.put("k", "new").fields().containsKey("created");
        };
    }

    private static boolean found(Runnable action) {
        try {
            action.run();
            return true;
        } catch (KeyNotFoundException e) {
            return false;
        }
    }

    private static boolean exists(Runnable action) {
        try {
            action.run();
            return false;
        } catch (KeyExistsException e) {
            return true;
        }
    }
}
