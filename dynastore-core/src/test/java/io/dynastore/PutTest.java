package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PutTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    @Test
    void putWritesANewEntryAtVersionOne() {
        Entry<String> entry = partition.put("k", "value", with -> with.field("created", "today"));

        assertThat(entry.version()).isEqualTo(1);
        assertThat(entry.value()).isEqualTo("value");
        assertThat(entry.expires()).isNull();
        assertThat(entry.fields()).isEqualTo(Map.of("created", s("today")));
        assertThat(store.item("k"))
                .containsOnlyKeys("id", "name", "version", "payload", "writeId", "created")
                .containsEntry("version", n(1))
                .containsEntry("payload", s("value"));
        assertThat(store.item("k").get("writeId").b().asByteArray()).hasSize(24);
        assertThat(partition.get("k")).isEqualTo(entry);
    }

    @Test
    void putOverAnEntryRaisesItsVersionWhateverItIs() {
        Entry<String> first = partition.put("k", "one");
        Entry<String> second = partition.put("k", "two");

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.revision()).isNotEqualTo(first.revision());
        assertThat(partition.get("k")).isEqualTo(second);
    }

    @Test
    void putKeepsTheFieldsThatItDoesNotName() {
        partition.put("k", "one", with -> with.field("a", "1").field("b", "1"));

        Entry<String> entry = partition.put("k", "two", with -> with.field("b", "2"));

        assertThat(entry.fields()).isEqualTo(Map.of("a", s("1"), "b", s("2")));
        assertThat(partition.get("k")).isEqualTo(entry);
    }

    @Test
    void putWithoutATimeToLiveRemovesTheOldOne() {
        partition.put("k", "one", with -> with.timeToLive(Duration.ofHours(1)));

        Entry<String> entry = partition.put("k", "two");

        assertThat(entry.expires()).isNull();
        assertThat(store.item("k")).doesNotContainKey("expires");
    }

    @Test
    void putRemovesTheExpiryTogetherWithAField() {
        partition.put(
                "k",
                "one",
                with -> with.timeToLive(Duration.ofHours(1)).field("a", "1").field("b", "1"));

        Entry<String> entry = partition.put(
                "k", "two", with -> with.removeField("a").removeField("absent").field("c", 3));

        assertThat(entry.expires()).isNull();
        assertThat(entry.fields()).isEqualTo(Map.of("b", s("1"), "c", n(3)));
        assertThat(store.item("k")).doesNotContainKeys("expires", "a");
    }

    @Test
    void putWithAnExpirySetsIt() {
        Instant end = TestStore.START.plus(Duration.ofDays(1));

        assertThat(partition.put("k", "one", with -> with.expiresAt(end)).expires())
                .isEqualTo("2100-02-01T09:00:01Z");
        assertThat(store.item("k"))
                .containsEntry(
                        "expires", n(Instant.parse("2100-02-01T09:00:01Z").getEpochSecond()));
        assertThat(partition
                        .put("k", "two", with -> with.timeToLive(Duration.ofSeconds(10)))
                        .expires())
                .isEqualTo("2100-01-31T09:00:11Z");
    }

    @Test
    void putMayKeepTheExpiry() {
        Entry<String> first = partition.put("k", "one", with -> with.timeToLive(Duration.ofHours(1)));

        assertThat(partition.put("k", "two", WriteOptions::keepExpiry).expires())
                .isEqualTo(first.expires());
        assertThat(partition.put("new", "one", WriteOptions::keepExpiry).expires())
                .isNull();
    }

    @Test
    void theDefaultTimeToLiveGoesForEachPut() {
        Partition<String> mortal = partition.withTimeToLive(Duration.ofSeconds(10));

        assertThat(mortal.put("k", "one").expires()).isEqualTo("2100-01-31T09:00:11Z");
        store.clock.advance(Duration.ofSeconds(5));
        assertThat(mortal.put("k", "two").expires()).isEqualTo("2100-01-31T09:00:16Z");
        assertThat(mortal.consistent().as(Codec.bytes()).put("k", new byte[0]).expires())
                .isEqualTo("2100-01-31T09:00:16Z");
        assertThat(partition.put("k", "three").expires()).isNull();
    }

    @Test
    void optionsWinOverTheDefaultTimeToLive() {
        Partition<String> mortal = partition.withTimeToLive(Duration.ofSeconds(10));

        assertThat(mortal.put("k", "one", with -> with.timeToLive(Duration.ofSeconds(60)))
                        .expires())
                .isEqualTo("2100-01-31T09:01:01Z");
        assertThat(mortal.put("k", "two", WriteOptions::keepExpiry).expires()).isEqualTo("2100-01-31T09:01:01Z");
        assertThat(mortal.put("k", "three", WriteOptions::noExpiry).expires()).isNull();
        assertThat(store.item("k")).doesNotContainKey("expires");
    }

    @Test
    void theLastWordAboutTheExpiryCounts() {
        Entry<String> entry = partition.put(
                "k", "one", with -> with.timeToLive(Duration.ofSeconds(10)).noExpiry());

        assertThat(entry.expires()).isNull();
    }
}
