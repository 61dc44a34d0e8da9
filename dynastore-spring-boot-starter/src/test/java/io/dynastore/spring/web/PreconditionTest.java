package io.dynastore.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.Codec;
import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.KeyNotFoundException;
import io.dynastore.Partition;
import io.dynastore.TableDefinition;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

/** Preconditions when other clients write at the same time. */
class PreconditionTest {
    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
    private Partition<String> notes;

    @BeforeEach
    void create() {
        DynaStore store = DynaStore.create(EmbeddedClients.of(database));
        notes = store.table(TableDefinition.of("Notes")).partition("notes", Codec.string());
        notes.table().createIfAbsent();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aListIsFalseOnceAnotherClientHasWritten() {
        Entry<String> seen = notes.create("n", "first");
        database.faults().before("UpdateItem", () -> notes.put("n", "rival's"));

        assertThatExceptionOfType(PreconditionFailedException.class)
                .isThrownBy(() -> ifMatch("\"x\", " + seen.revision()).update(notes, "n", "mine"))
                .satisfies(e -> {
                    assertThat(e.current(notes.codec())).isEqualTo(notes.get("n"));
                    assertThat(e.key()).isEqualTo("n");
                })
                .withMessageContainingAll("'n'", "'notes'", "'Notes'");
        assertThat(notes.get("n").value()).isEqualTo("rival's");
    }

    @Test
    void anyStateIsTrueAlthoughAnotherClientHasWritten() {
        notes.create("n", "first");
        AtomicInteger calls = new AtomicInteger();

        Entry<String> changed = ifMatch("*").modify(notes, "n", value -> {
            if (calls.incrementAndGet() == 1) {
                notes.put("n", "rival's");
            }
            return value + " and mine";
        });

        assertThat(changed.value()).isEqualTo("rival's and mine");
        assertThat(changed.version()).isEqualTo(3);
        assertThat(calls).hasValue(2);
    }

    @Test
    void anEntryThatIsDeletedMeanwhileIsNotFound() {
        Entry<String> seen = notes.create("n", "first");
        String list = "\"x\", " + seen.revision();

        assertThatExceptionOfType(KeyNotFoundException.class)
                .isThrownBy(() -> ifMatch(list).modify(notes, "n", value -> {
                    notes.delete("n");
                    return value;
                }));
        assertThat(notes.exists("n")).isFalse();
    }

    @Test
    void aPutIsDecidedAgainWhenAnotherClientWasFaster() {
        AtomicInteger writes = new AtomicInteger();

        Entry<String> written = ifNoneMatch("\"x\"").put(notes, "n", "mine", with -> {
            if (writes.incrementAndGet() == 1) {
                notes.create("n", "rival's");
            }
        });

        assertThat(written.value()).isEqualTo("mine");
        assertThat(written.version()).isEqualTo(2);
    }

    @Test
    void aPutThatMustCreateIsFalseOnceAnotherClientHasCreated() {
        notes.create("n", "rival's");

        assertThatExceptionOfType(PreconditionFailedException.class)
                .isThrownBy(() -> ifNoneMatch("*").put(notes, "n", "mine"))
                .satisfies(e -> assertThat(e.current(notes.codec())).isEqualTo(notes.get("n")));
        assertThatExceptionOfType(PreconditionFailedException.class)
                .isThrownBy(() -> ifMatch("*").put(notes, "missing", "mine"))
                .satisfies(e -> assertThat(e.current(notes.codec())).isNull());
        assertThat(notes.exists("missing")).isFalse();
    }

    @Test
    void aPutKeepsTheExpiryOfWhatExists() {
        Entry<String> first = notes.create("n", "first", with -> with.timeToLive(Duration.ofHours(1)));

        assertThat(ifMatch("*").put(notes, "n", "second").expires()).isEqualTo(first.expires());
        assertThat(ifNoneMatch("\"x\"").put(notes, "n", "third").expires()).isEqualTo(first.expires());
        assertThat(Precondition.of(new HttpHeaders()).put(notes, "n", "fourth").expires())
                .isEqualTo(first.expires());
    }

    @Test
    void theApplicationMayAskForItself() {
        Entry<String> seen = notes.create("n", "first");

        assertThat(ifMatch(seen.revision().toString()).isTrueFor(seen.revision()))
                .isTrue();
        assertThat(ifMatch("*").isTrueFor(null)).isFalse();
        assertThat(ifNoneMatch("*").isTrueFor(null)).isTrue();
        assertThat(ifNoneMatch("*").isTrueFor(seen.revision())).isFalse();
        assertThat(Precondition.of(new HttpHeaders()).isPresent()).isFalse();
        assertThat(ifMatch("*").check(notes, "n")).isEqualTo(seen);
    }

    private static Precondition ifMatch(String value) {
        return of(HttpHeaders.IF_MATCH, value);
    }

    private static Precondition ifNoneMatch(String value) {
        return of(HttpHeaders.IF_NONE_MATCH, value);
    }

    private static Precondition of(String header, String value) {
        HttpHeaders headers = new HttpHeaders();
        headers.add(header, value);
        return Precondition.of(headers);
    }
}
