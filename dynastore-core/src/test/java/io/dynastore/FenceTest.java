package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynastore.Operation.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Fenced writes to an entry that token 5 has written. */
@Tag(TestDynamoDb.CONTRACT)
class FenceTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;
    private Entry<String> entry;

    @BeforeEach
    void writeAnEntry() {
        entry = partition.fence(5).create("k", "old", with -> with.field("a", "1"));
    }

    @ParameterizedTest
    @MethodSource("io.dynastore.FencedWrite#writing")
    void aWriteWithTheSameOrAHigherTokenIsMadeAndLeavesIts(FencedWrite write) {
        for (long token : new long[] {5, 7}) {
            write.action().accept(partition.fence(token), entry);

            assertThat(store.item("k"))
                    .containsEntry("payload", s("new"))
                    .containsEntry("fence", n(token))
                    .containsEntry("a", s("1"));
            entry = partition.get("k");
        }
        assertThat(entry.version()).isEqualTo(3);
        assertThat(entry.fields()).as("the fence is no field").containsOnlyKeys("a");
    }

    @ParameterizedTest
    @MethodSource("io.dynastore.FencedWrite#deleting")
    void aDeleteWithTheSameOrAHigherTokenIsMade(FencedWrite delete) {
        for (long token : new long[] {5, 7}) {
            delete.action().accept(partition.fence(token), entry);

            assertThat(store.item("k")).isEmpty();
            entry = partition.fence(5).create("k", "again");
        }
    }

    @ParameterizedTest
    @MethodSource("io.dynastore.FencedWrite#all")
    void withALowerTokenNothingIsChangedAndNothingIsTriedAgain(FencedWrite write) {
        Map<String, AttributeValue> before = store.item("k");

        List<String> requests = store.requestsOf(() -> assertThatExceptionOfType(StaleFenceException.class)
                .isThrownBy(() -> write.action().accept(partition.fence(4), entry)));

        assertThat(store.item("k")).isEqualTo(before);
        assertThat(requests).containsOnlyOnce(write.request()).doesNotContain("PutItem");
    }

    @ParameterizedTest
    @MethodSource("io.dynastore.FencedWrite#all")
    void thatTheFenceIsHigherIsSaidBeforeThatTheRevisionIsAnother(FencedWrite write) {
        partition.fence(6).put("k", "newer");

        assertThatExceptionOfType(StaleFenceException.class)
                .isThrownBy(() -> write.action().accept(partition.fence(5), entry))
                .satisfies(e -> assertThat(e.fence()).isEqualTo(6));
    }

    @Test
    void withinTheFenceTheRulesAreTheUsualOnes() {
        Partition<String> fenced = partition.fence(5);
        Entry<String> newer = partition.put("k", "newer");

        assertThatExceptionOfType(KeyModifiedException.class)
                .isThrownBy(() -> fenced.update(entry, "x"))
                .satisfies(e -> assertThat(e.current(Codec.string())).isEqualTo(newer));
        assertThatExceptionOfType(KeyModifiedException.class).isThrownBy(() -> fenced.delete(entry));
        assertThatExceptionOfType(KeyExistsException.class).isThrownBy(() -> fenced.create("k", "x"));
        partition.delete("k");
        assertThatExceptionOfType(KeyNotFoundException.class).isThrownBy(() -> fenced.update(entry, "x"));
        assertThatExceptionOfType(KeyNotFoundException.class).isThrownBy(() -> fenced.delete(entry));
        assertThat(fenced.delete("k")).isFalse();
    }

    @Test
    void whereThereIsNoEntryAnyTokenWrites() {
        partition.fence(1).create("created", "1");
        partition.fence(1).put("put", "1");
        partition.fence(1).modifyOrCreate("modified", "1", value -> "2");

        for (String key : List.of("created", "put", "modified")) {
            assertThat(store.item(key)).containsEntry("fence", n(1)).containsEntry("version", n(1));
        }
    }

    @Test
    void aCreateOverAnEntryOfANewerHolderIsStaleAndOverAnyOtherExists() {
        assertThatExceptionOfType(StaleFenceException.class)
                .isThrownBy(() -> partition.fence(4).create("k", "x"));
        assertThatExceptionOfType(KeyExistsException.class)
                .isThrownBy(() -> partition.fence(6).create("k", "x"))
                .satisfies(e -> assertThat(e.current(Codec.string())).isEqualTo(entry));
        assertThat(store.item("k")).containsEntry("fence", n(5));
    }

    @Test
    void anEntryThatNobodyHasFencedTakesAnyToken() {
        Entry<String> unfenced = partition.create("plain", "1");
        store.putItem("go", Map.of("version", n(1), "payload", s("1")));

        partition.fence(1).update(unfenced, "2");
        partition.fence(1).update(partition.get("go"), "2");

        assertThat(store.item("plain")).containsEntry("fence", n(1));
        assertThat(store.item("go")).containsEntry("fence", n(1));
    }

    @Test
    void aFenceStaysThroughWritesWithoutOne() {
        entry = partition.update(entry, "2");
        partition.put("k", "3", with -> with.field("b", "1").removeField("a"));
        partition.modify("k", value -> "4");

        assertThat(store.item("k")).containsEntry("fence", n(5)).containsEntry("payload", s("4"));
        assertThatExceptionOfType(StaleFenceException.class)
                .isThrownBy(() -> partition.fence(4).put("k", "x"));
    }

    @Test
    void aDeletedEntryHasForgottenItsFence() {
        partition.delete("k");

        partition.fence(1).put("k", "1");

        assertThat(store.item("k")).containsEntry("fence", n(1));
    }

    @Test
    void theMessageNamesTheEntryBothTokensAndTheRemedy() {
        StaleFenceException thrown = catchThrowableOfType(
                StaleFenceException.class, () -> partition.fence(4).put("k", "x"));

        assertThat(thrown)
                .hasMessage("Written by a newer holder: key 'k' in partition '" + partition.name()
                        + "' of table '" + TestStore.CRM.name()
                        + "', whose fence is 5, above the token of this write, 4. The lease was"
                        + " lost. Stop the work that it protects, and acquire it again.");
        assertThat(thrown.token()).isEqualTo(4);
        assertThat(thrown.fence()).isEqualTo(5);
        assertThat(thrown.table()).isEqualTo(TestStore.CRM.name());
        assertThat(thrown.partition()).isEqualTo(partition.name());
        assertThat(thrown.key()).isEqualTo("k");
    }

    @Test
    void aHookSeesAConflict() {
        RecordingHook hook = new RecordingHook();

        assertThatExceptionOfType(StaleFenceException.class)
                .isThrownBy(() -> RecordingHook.hooked(store, hook).fence(4).put("k", "x"));

        assertThat(hook.operation().outcome()).isEqualTo(Outcome.CONFLICT);
    }

    @Test
    void aFenceThatIsNoTokenIsMalformedForFencedWritesOnly() {
        store.putItem("k", Map.of("version", n(1), "payload", s("1"), "fence", s("white")));

        assertThatExceptionOfType(MalformedItemException.class)
                .isThrownBy(() -> partition.fence(4).put("k", "x"))
                .withMessageContaining("fence");
        assertThat(partition.put("k", "2").version()).isEqualTo(2);
        assertThat(partition.get("k").value()).isEqualTo("2");
    }
}
