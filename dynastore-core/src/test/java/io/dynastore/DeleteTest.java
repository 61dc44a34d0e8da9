package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag(TestDynamoDb.CONTRACT)
class DeleteTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    @Test
    void deleteByKeyTellsWhetherThereWasAnEntry() {
        partition.create("k", "one");

        assertThat(partition.delete("k")).isTrue();
        assertThat(partition.delete("k")).isFalse();
        assertThat(store.item("k")).isEmpty();
    }

    @Test
    void deleteByKeyLeavesOtherEntriesAlone() {
        partition.create("k", "one");
        partition.create("kk", "one");

        partition.delete("k");

        assertThat(partition.exists("kk")).isTrue();
    }

    @Test
    void deleteOfTheEntryAsItWasReadSucceeds() {
        partition.create("k", "one");

        partition.delete(partition.get("k"));

        assertThat(store.item("k")).isEmpty();
    }

    @Test
    void deleteByRevisionSucceedsWithARevisionThatWasText() {
        Entry<String> entry = partition.create("k", "one");

        partition.delete("k", Revision.parse(entry.revision().toString()));

        assertThat(store.item("k")).isEmpty();
    }

    @Test
    void deleteOfAnOlderEntryIsRefusedWithTheCurrentOne() {
        Entry<String> old = partition.create("k", "one");
        Entry<String> current = partition.update(old, "two");

        assertThatExceptionOfType(KeyModifiedException.class)
                .isThrownBy(() -> partition.delete(old))
                .withMessageContainingAll("'k'", "'" + partition.name() + "'", "'" + TestStore.CRM.name() + "'")
                .satisfies(e -> assertThat(e.current(Codec.string())).isEqualTo(current));
        assertThatExceptionOfType(KeyModifiedException.class)
                .isThrownBy(() -> partition.delete("k", old.revision()))
                .satisfies(e -> assertThat(e.current(Codec.string())).isEqualTo(current));
        assertThat(partition.get("k")).isEqualTo(current);
    }

    @Test
    void deleteOfADeletedEntryFindsNothing() {
        Entry<String> entry = partition.create("k", "one");
        partition.delete("k");

        assertThatExceptionOfType(KeyNotFoundException.class)
                .isThrownBy(() -> partition.delete(entry))
                .withMessageContainingAll("'k'", "'" + partition.name() + "'", "'" + TestStore.CRM.name() + "'");
        assertThatExceptionOfType(KeyNotFoundException.class).isThrownBy(() -> partition.delete("k", entry.revision()));
    }

    @Test
    void anEntryThatWasDeletedAndCreatedAgainIsNotDeleted() {
        Entry<String> old = partition.create("k", "same");
        partition.delete(old);
        Entry<String> current = partition.create("k", "same");

        assertThatExceptionOfType(KeyModifiedException.class).isThrownBy(() -> partition.delete(old));
        assertThatExceptionOfType(KeyModifiedException.class).isThrownBy(() -> partition.delete("k", old.revision()));
        assertThat(partition.get("k")).isEqualTo(current);
    }

    @Test
    void anEntryOfAnotherPartitionOrTableIsRefusedBeforeAnythingIsSent() {
        Entry<String> foreign =
                store.table.partition(TestDynamoDb.uniqueName("other")).create("k", "one");
        Entry<String> entry = partition.create("k", "one");
        Partition<String> elsewhere = store.store.table("Elsewhere").partition(partition.name());

        assertThat(store.requestsOf(() -> {
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> partition.delete(foreign))
                            .withMessageContainingAll(foreign.partition(), partition.name());
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> elsewhere.delete(entry))
                            .withMessageContainingAll("'Elsewhere'", "'" + TestStore.CRM.name() + "'");
                }))
                .isEmpty();
        assertThat(partition.exists("k")).isTrue();
    }

    @Test
    void nullIsRefusedBeforeAnythingIsSent() {
        assertThat(store.requestsOf(() -> {
                    assertThatNullPointerException().isThrownBy(() -> partition.delete((Entry<String>) null));
                    assertThatNullPointerException().isThrownBy(() -> partition.delete((String) null));
                    assertThatNullPointerException().isThrownBy(() -> partition.delete("k", null));
                }))
                .isEmpty();
    }
}
