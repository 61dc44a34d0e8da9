package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CreateTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    @Test
    void createWritesAnEntryWhereThereIsNone() {
        Entry<String> entry = partition.create("k", "value", with -> with.field("created", "today"));

        assertThat(entry.version()).isEqualTo(1);
        assertThat(entry.expires()).isNull();
        assertThat(entry.fields()).isEqualTo(Map.of("created", s("today")));
        assertThat(store.item("k"))
                .containsOnlyKeys("id", "name", "version", "payload", "writeId", "created")
                .containsEntry("version", n(1))
                .containsEntry("payload", s("value"));
        assertThat(partition.get("k")).isEqualTo(entry);
    }

    @Test
    void createOverAnEntryIsRefusedAndLeavesItAlone() {
        partition.create("k", "one", with -> with.field("a", "1"));
        var before = store.item("k");

        assertThatExceptionOfType(KeyExistsException.class)
                .isThrownBy(() -> partition.create("k", "two"))
                .withMessageContainingAll("'k'", "'" + partition.name() + "'", "'CRMTable'");

        assertThat(store.item("k")).isEqualTo(before);
    }

    @Test
    void theRefusalCarriesTheEntryInTheWay() {
        Entry<String> first = partition.create(
                "k", "one", with -> with.timeToLive(Duration.ofHours(1)).field("a", "1"));

        assertThatExceptionOfType(KeyExistsException.class)
                .isThrownBy(() -> partition.create("k", "two"))
                .satisfies(e -> {
                    assertThat(e.table()).isEqualTo("CRMTable");
                    assertThat(e.partition()).isEqualTo(partition.name());
                    assertThat(e.key()).isEqualTo("k");
                    assertThat(e.current(Codec.string())).isEqualTo(first);
                    assertThat(e.current().value()).isEqualTo(s("one"));
                    assertThat(e.current().revision()).isEqualTo(first.revision());
                    assertThat(e).hasMessageContaining(first.revision().toString());
                    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> e.current(Codec.bytes()));
                });
    }

    @Test
    void createAfterADeleteStartsAgainAtVersionOneWithAnotherRevision() {
        Entry<String> first = partition.create("k", "one", with -> with.field("a", "1"));
        partition.delete("k");

        Entry<String> second = partition.create("k", "two");

        assertThat(second.version()).isEqualTo(1);
        assertThat(second.revision()).isNotEqualTo(first.revision());
        assertThat(second.fields()).isEmpty();
    }

    @Test
    void createSetsTheExpiry() {
        Partition<String> mortal = partition.withTimeToLive(Duration.ofSeconds(10));

        assertThat(mortal.create("default", "one").expires()).isEqualTo("2100-01-31T09:00:11Z");
        assertThat(mortal.create("none", "one", WriteOptions::noExpiry).expires())
                .isNull();
        assertThat(mortal.create("kept", "one", WriteOptions::keepExpiry).expires())
                .isNull();
        assertThat(mortal.create("own", "one", with -> with.timeToLive(Duration.ofSeconds(20)))
                        .expires())
                .isEqualTo("2100-01-31T09:00:21Z");
        assertThat(mortal.get("own").expires()).isEqualTo("2100-01-31T09:00:21Z");
        assertThat(store.item("none")).doesNotContainKey("expires");
    }

    @Test
    void removingAFieldOnCreateIsNoError() {
        Entry<String> entry = partition.create(
                "k", "one", with -> with.field("a", "1").removeField("a").removeField("b"));

        assertThat(entry.fields()).isEmpty();
        assertThat(store.item("k")).doesNotContainKeys("a", "b");
    }
}
