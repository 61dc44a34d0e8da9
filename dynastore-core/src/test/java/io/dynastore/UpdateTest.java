package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpdateTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    @Test
    void updateOfTheEntryAsItWasReadSucceeds() {
        partition.create("k", "one");
        Entry<String> read = partition.get("k");

        Entry<String> updated = partition.update(read, "two");

        assertThat(updated.version()).isEqualTo(2);
        assertThat(updated.value()).isEqualTo("two");
        assertThat(updated.revision()).isNotEqualTo(read.revision());
        assertThat(partition.get("k")).isEqualTo(updated);
        assertThat(store.item("k")).containsEntry("version", n(2)).containsEntry("payload", s("two"));
    }

    @Test
    void updatesChainWithoutReading() {
        Entry<String> entry = partition.create("k", "0");
        for (int i = 1; i <= 5; i++) {
            entry = partition.update(entry, Integer.toString(i));
        }

        assertThat(entry.version()).isEqualTo(6);
        assertThat(partition.get("k").value()).isEqualTo("5");
    }

    @Test
    void updateByRevisionSucceedsWithARevisionThatWasText() {
        Entry<String> entry = partition.create("k", "one");
        String etag = entry.revision().toString();

        Entry<String> updated = partition.update("k", Revision.parse(etag), "two");

        assertThat(updated.version()).isEqualTo(2);
        assertThat(partition.get("k")).isEqualTo(updated);
    }

    @Test
    void anEntryOfAnotherTypeMayBeUpdated() {
        Entry<byte[]> bytes = partition.as(Codec.bytes()).create("k", new byte[] {1});

        assertThat(partition.update(bytes, "two").version()).isEqualTo(2);
    }

    @Test
    void updateOfAnOlderEntryIsRefusedWithTheCurrentOne() {
        Entry<String> old = partition.create("k", "one");
        Entry<String> current = partition.update(old, "two", with -> with.field("a", "1"));

        assertThatExceptionOfType(KeyModifiedException.class)
                .isThrownBy(() -> partition.update(old, "three"))
                .withMessageContainingAll(
                        "'k'",
                        "'" + partition.name() + "'",
                        "'CRMTable'",
                        old.revision().toString(),
                        current.revision().toString())
                .satisfies(e -> {
                    assertThat(e.current(Codec.string())).isEqualTo(current);
                    assertThat(e.current().value()).isEqualTo(s("two"));
                    assertThat(e.key()).isEqualTo("k");
                });
        assertThatExceptionOfType(KeyModifiedException.class)
                .isThrownBy(() -> partition.update("k", old.revision(), "three"))
                .satisfies(e -> assertThat(e.current(Codec.string())).isEqualTo(current));
        assertThat(partition.get("k")).isEqualTo(current);
    }

    @Test
    void updateOfADeletedEntryFindsNothingAndWritesNothing() {
        Entry<String> old = partition.create("k", "one");
        partition.delete("k");

        assertThatExceptionOfType(KeyNotFoundException.class).isThrownBy(() -> partition.update(old, "two"));
        assertThatExceptionOfType(KeyNotFoundException.class)
                .isThrownBy(() -> partition.update("k", old.revision(), "two"));
        assertThat(store.item("k")).isEmpty();
    }

    @Test
    void anEntryThatWasDeletedAndCreatedAgainIsAnotherOne() {
        Entry<String> old = partition.create("k", "same");
        partition.delete("k");
        Entry<String> current = partition.create("k", "same");
        assertThat(current.version()).isEqualTo(old.version());

        assertThatExceptionOfType(KeyModifiedException.class)
                .isThrownBy(() -> partition.update(old, "two"))
                .satisfies(e -> assertThat(e.current(Codec.string())).isEqualTo(current));
        assertThatExceptionOfType(KeyModifiedException.class)
                .isThrownBy(() -> partition.update("k", old.revision(), "two"));
        assertThat(partition.get("k")).isEqualTo(current);
    }

    @Test
    void anEntryThatWasCreatedAgainAndWrittenAsOftenIsAnotherOne() {
        Entry<String> old = partition.update(partition.update(partition.create("k", "1"), "2"), "3");
        partition.delete(old);
        Entry<String> current = partition.update(partition.update(partition.create("k", "1"), "2"), "3");
        assertThat(current.version()).isEqualTo(old.version());

        assertThatExceptionOfType(KeyModifiedException.class).isThrownBy(() -> partition.update(old, "4"));
        assertThatExceptionOfType(KeyModifiedException.class)
                .isThrownBy(() ->
                        partition.update("k", Revision.parse(old.revision().toString()), "4"));
        assertThatExceptionOfType(KeyModifiedException.class).isThrownBy(() -> partition.delete(old));
        assertThatExceptionOfType(KeyModifiedException.class).isThrownBy(() -> partition.delete("k", old.revision()));
        assertThat(partition.get("k")).isEqualTo(current);
    }

    @Test
    void updateKeepsExpiryAndFieldsUnlessToldOtherwise() {
        Entry<String> entry = partition.create(
                "k",
                "one",
                with -> with.timeToLive(Duration.ofHours(1)).field("a", "1").field("b", "1"));

        Entry<String> updated =
                partition.update(entry, "two", with -> with.field("b", "2").removeField("c"));

        assertThat(updated.expires()).isEqualTo(entry.expires());
        assertThat(updated.fields()).isEqualTo(Map.of("a", s("1"), "b", s("2")));
        assertThat(partition.get("k")).isEqualTo(updated);
    }

    @Test
    void updateKeepsTheExpiryAlsoWhereThePartitionHasADefault() {
        Partition<String> mortal = partition.withTimeToLive(Duration.ofSeconds(10));
        Entry<String> immortal = partition.create("k", "one");

        assertThat(mortal.update(immortal, "two").expires()).isNull();
        Entry<String> entry = mortal.create("m", "one");
        store.clock.advance(Duration.ofSeconds(5));
        assertThat(mortal.update(entry, "two").expires()).isEqualTo("2100-01-31T09:00:11Z");
    }

    @Test
    void updateMaySetOrRemoveTheExpiry() {
        Entry<String> entry = partition.create("k", "one");

        entry = partition.update(entry, "two", with -> with.timeToLive(Duration.ofSeconds(10)));
        assertThat(entry.expires()).isEqualTo("2100-01-31T09:00:11Z");
        entry = partition.update(entry, "three", with -> with.timeToLive(Duration.ofSeconds(60)));
        assertThat(entry.expires()).isEqualTo("2100-01-31T09:01:01Z");
        entry = partition.update(entry, "four", with -> with.noExpiry().removeField("absent"));
        assertThat(entry.expires()).isNull();
        assertThat(store.item("k")).doesNotContainKey("expires");
    }

    @Test
    void anEntryOfAnotherPartitionIsRefusedBeforeAnythingIsSent() {
        Partition<String> other = store.table.partition(TestDynamoDb.uniqueName("other"));
        Entry<String> foreign = other.create("k", "one");
        partition.create("k", "one");

        assertThat(store.requestsOf(() -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> partition.update(foreign, "two"))
                        .withMessageContainingAll(other.name(), partition.name(), "'k'")))
                .isEmpty();
    }

    @Test
    void anEntryOfAnotherTableIsRefusedBeforeAnythingIsSent() {
        Entry<String> entry = partition.create("k", "one");
        Partition<String> elsewhere = store.store.table("Elsewhere").partition(partition.name());

        assertThat(store.requestsOf(() -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> elsewhere.update(entry, "two"))
                        .withMessageContainingAll("'Elsewhere'", "'CRMTable'")))
                .isEmpty();
    }
}
