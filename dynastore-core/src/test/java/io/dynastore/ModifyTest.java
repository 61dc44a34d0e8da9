package io.dynastore;

import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModifyTest extends ModifyFixture {
    @Test
    void modifyReadsAndWritesOnce() {
        rival.create("k", "a");

        assertThat(store.requestsOf(() -> {
                    Entry<String> entry = partition.modify("k", value -> value + "b");
                    assertThat(entry.value()).isEqualTo("ab");
                    assertThat(entry.version()).isEqualTo(2);
                    assertThat(rival.get("k")).isEqualTo(entry);
                }))
                .containsExactly("GetItem", "UpdateItem");
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10})
    void eachRivalWriteCostsOneWriteMore(int rivals) {
        rival.create("k", "");
        AtomicInteger calls = new AtomicInteger();

        List<String> requests = store.requestsOf(() -> partition.modify("k", value -> {
            if (calls.getAndIncrement() < rivals) {
                rival.update(rival.get("k"), value + "r");
            }
            return value + "m";
        }));

        assertThat(requests).startsWith("GetItem").hasSize(1 + rivals + 1);
        assertThat(requests.subList(1, requests.size())).containsOnly("UpdateItem");
        assertThat(rival.get("k").value()).isEqualTo("r".repeat(rivals) + "m");
        assertThat(rival.get("k").version()).isEqualTo(rivals + 2);
    }

    @Test
    void fiftyTriesAreMadeWithPausesThatGrowToATenthOfASecondAtMost() {
        rival.create("k", "");

        assertThatExceptionOfType(KeyModifiedException.class)
                .isThrownBy(() -> partition.modify("k", this::late))
                .satisfies(e -> assertThat(e.current(Codec.string())).isEqualTo(rival.get("k")));

        assertThat(store.http.requests()).hasSize(1 + 50).endsWith("UpdateItem");
        assertThat(rival.get("k").version()).as("only the rival wrote").isEqualTo(51);
        assertThat(pauses).hasSize(24).allMatch(pause -> pause.compareTo(Duration.ofMillis(100)) <= 0);
        assertThat(pauses.get(0)).isLessThanOrEqualTo(Duration.ofMillis(4));
        assertThat(Collections.max(pauses)).isGreaterThan(Duration.ofMillis(4));
        assertThat(pauses.stream().distinct()).as("jitter").hasSizeGreaterThan(10);
    }

    @Test
    void whoWaitsIsNotBeatenForEverByThoseWhoWriteMeanwhile() {
        rival.create("k", "");
        AtomicInteger calls = new AtomicInteger();
        Partition<String> waiting = partition(duration -> rival.update(rival.get("k"), "p"));

        Entry<String> entry = waiting.modify("k", value -> {
            if (calls.getAndIncrement() < 2) {
                rival.update(rival.get("k"), "r");
            }
            return value + "m";
        });

        assertThat(entry.value()).isEqualTo("pm");
        assertThat(store.http.requests())
                .containsExactly("GetItem", "UpdateItem", "UpdateItem", "UpdateItem", "UpdateItem");
    }

    @Test
    void modifyOfNothingReadsOnly() {
        assertThat(store.requestsOf(() -> assertThatExceptionOfType(KeyNotFoundException.class)
                        .isThrownBy(() -> partition.modify("k", value -> "never"))))
                .containsExactly("GetItem");
        rival.put("expired", "old", with -> with.timeToLive(Duration.ofSeconds(1)));
        store.clock.advance(Duration.ofMinutes(1));
        assertThatExceptionOfType(KeyNotFoundException.class)
                .isThrownBy(() -> partition.modify("expired", value -> "never"));
    }

    @Test
    void modifyOfAnEntryThatIsDeletedMeanwhileFindsNothing() {
        rival.create("k", "a");

        assertThatExceptionOfType(KeyNotFoundException.class)
                .isThrownBy(() -> partition.modify("k", value -> {
                    rival.delete("k");
                    return "b";
                }));
        assertThat(store.item("k")).isEmpty();
    }

    @Test
    void modifyOrCreateCreatesWhatIsAbsent() {
        assertThat(store.requestsOf(() -> assertThat(partition
                                .modifyOrCreate("k", "new", value -> "never", with -> with.field("a", "1"))
                                .fields())
                        .isEqualTo(Map.of("a", s("1")))))
                .containsExactly("GetItem", "PutItem");
        assertThat(rival.get("k").value()).isEqualTo("new");
        assertThat(rival.get("k").version()).isEqualTo(1);
    }

    @Test
    void modifyOrCreateReplacesALeftover() {
        rival.put("k", "old", with -> with.timeToLive(Duration.ofSeconds(1)).field("a", "1"));
        store.clock.advance(Duration.ofMinutes(1));

        Entry<String> entry =
                partition.withTimeToLive(Duration.ofHours(1)).modifyOrCreate("k", "new", value -> "never");

        assertThat(entry.value()).isEqualTo("new");
        assertThat(entry.fields()).isEmpty();
        assertThat(entry.expires()).isEqualTo("2100-01-31T10:01:01Z");
        assertThat(rival.get("k")).isEqualTo(entry);
    }

    @Test
    void modifyOrCreateModifiesWhatARivalCreatedMeanwhile() {
        faults.before("PutItem", () -> rival.create("k", "r"));

        assertThat(store.requestsOf(() -> partition.modifyOrCreate("k", "new", value -> value + "m")))
                .containsExactly("GetItem", "PutItem", "UpdateItem");
        assertThat(rival.get("k").value()).isEqualTo("rm");
        assertThat(pauses).as("the first further try is made at once").isEmpty();
    }

    @Test
    void modifyOrCreateCreatesAgainWhatARivalDeletedMeanwhile() {
        rival.create("k", "a");

        Entry<String> entry = partition.modifyOrCreate("k", "new", value -> {
            rival.delete("k");
            return "never";
        });

        assertThat(entry.value()).isEqualTo("new");
        assertThat(rival.get("k")).isEqualTo(entry);
        assertThat(store.http.requests()).containsExactly("GetItem", "UpdateItem", "PutItem");
    }

    @Test
    void expiryAndFieldsStay() {
        Entry<String> before = rival.create(
                "k",
                "a",
                with -> with.timeToLive(Duration.ofHours(1)).field("a", "1").field("b", "1"));

        partition.withTimeToLive(Duration.ofDays(1)).modify("k", value -> "b", with -> with.field("b", "2"));
        Entry<String> entry = partition.modifyOrCreate("k", "new", value -> "c");

        assertThat(entry.expires()).isEqualTo(before.expires());
        assertThat(entry.fields()).isEqualTo(Map.of("a", s("1"), "b", s("2")));
        assertThat(rival.get("k")).isEqualTo(entry);
    }
}
