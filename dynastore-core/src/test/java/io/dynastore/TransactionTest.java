package io.dynastore;

import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.Operation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** What the actions of a transaction write: the same as the methods of a partition. */
@Tag(TestDynamoDb.CONTRACT)
class TransactionTest {
    private static final TableDefinition OTHER =
            TableDefinition.of(TestDynamoDb.uniqueName("Orders")).keys("pk", "sk");

    static {
        new TestStore().store.table(OTHER).createIfAbsent();
    }

    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;
    private final Partition<String> orders = store.store
            .table(OTHER)
            .partition(TestDynamoDb.uniqueName("orders"))
            .consistent();

    @Test
    void actionsOfEachKindOnPartitionsAndTablesGoInOneRequest() {
        Entry<String> updated = partition.create("updated", "1");
        Entry<String> changed = orders.create("changed", "1");
        Entry<String> known = partition.create("known", "1");
        Entry<String> seen = partition.create("seen", "1");
        partition.create("gone", "1");
        Entry<String> deleted = partition.create("deleted", "1");
        Entry<String> dropped = orders.create("dropped", "1");
        Entry<String> checked = partition.as(Codec.string()).create("checked", "1");

        List<String> requests = store.requestsOf(() -> store.store.transact(tx -> tx.put(partition, "put", "2")
                .create(orders, "created", "2")
                .update(partition, updated, "2")
                .update(orders, "changed", changed.revision(), "2", with -> with.field("state", "paid"))
                .update(partition, "known", known.revision(), "2")
                .delete(partition, "gone")
                .delete(partition, "absent")
                .delete(partition, deleted)
                .delete(orders, "dropped", dropped.revision())
                .check(partition, checked)
                .check(partition, "seen", seen.revision())));

        assertThat(requests).containsExactly("TransactWriteItems");
        assertThat(partition.get("known"))
                .extracting(Entry::version, Entry::value)
                .containsExactly(2L, "2");
        assertThat(partition.get("seen")).isEqualTo(seen);
        assertThat(partition.get("put").version()).isEqualTo(1);
        assertThat(orders.get("created").value()).isEqualTo("2");
        assertThat(partition.get("updated").version()).isEqualTo(2);
        assertThat(orders.get("changed"))
                .satisfies(entry -> assertThat(entry.version()).isEqualTo(2))
                .satisfies(entry -> assertThat(entry.fields()).isEqualTo(Map.of("state", s("paid"))));
        assertThat(partition.findAll(List.of("gone", "absent", "deleted"))).isEmpty();
        assertThat(orders.exists("dropped")).isFalse();
        assertThat(partition.get("checked")).as("only looked at").isEqualTo(checked);
    }

    @Test
    void aWrittenEntryIsOneLikeAnyOther() {
        store.store.transact(tx -> tx.create(partition, "k", "1"));
        Entry<String> entry = partition.get("k");

        assertThat(store.item("k")).containsOnlyKeys("id", "name", "version", "payload", "writeId");
        assertThat(partition.update(entry, "2").version()).isEqualTo(2);
        assertThatExceptionOfType(KeyModifiedException.class).isThrownBy(() -> partition.update(entry, "3"));
    }

    @Test
    void aPutRaisesTheVersionAndKeepsFieldsButStatesTheExpiry() {
        partition.put(
                "k",
                "1",
                with -> with.timeToLive(Duration.ofHours(1)).field("a", "1").field("b", "1"));

        store.store.transact(tx -> tx.put(partition, "k", "2", with -> with.field("b", "2")));

        assertThat(partition.get("k"))
                .satisfies(entry -> assertThat(entry.version()).isEqualTo(2))
                .satisfies(entry -> assertThat(entry.expires()).isNull())
                .satisfies(entry -> assertThat(entry.fields()).isEqualTo(Map.of("a", s("1"), "b", s("2"))));
    }

    @Test
    void anUpdateKeepsFieldsAndExpiryUnlessToldOtherwise() {
        Entry<String> first = partition.put(
                "k",
                "1",
                with -> with.timeToLive(Duration.ofHours(1)).field("a", "1").field("b", "1"));

        store.store.transact(tx -> tx.update(partition, first, "2", with -> with.removeField("a")));
        Entry<String> second = partition.get("k");
        assertThat(second.expires()).isEqualTo(first.expires());
        assertThat(second.fields()).isEqualTo(Map.of("b", s("1")));

        store.store.transact(tx -> tx.update(partition, second, "3", WriteOptions::noExpiry));
        assertThat(partition.get("k").expires()).isNull();
    }

    @Test
    void aPartitionsTimeToLiveAppliesToPutAndCreateOnly() {
        Partition<String> brief = partition.withTimeToLive(Duration.ofMinutes(1));
        Entry<String> lasting = partition.create("updated", "1");

        store.store.transact(tx -> tx.put(brief, "put", "1")
                .create(brief, "created", "1")
                .create(brief, "own", "1", with -> with.timeToLive(Duration.ofHours(1)))
                .update(brief, lasting, "2"));

        Instant inAMinute = Instant.parse("2100-01-31T09:01:01Z");
        assertThat(partition.get("put").expires()).isEqualTo(inAMinute);
        assertThat(partition.get("created").expires()).isEqualTo(inAMinute);
        assertThat(partition.get("own").expires()).isEqualTo("2100-01-31T10:00:01Z");
        assertThat(partition.get("updated").expires()).isNull();
    }

    @Test
    void fieldsThatTheCodecDerivesAreWrittenAndRemoved() {
        Partition<String> derived = partition.as(new FirstLetter());
        Entry<String> old = derived.create("updated", "ada", with -> with.field("kept", "1"));

        store.store.transact(tx -> tx.create(derived, "created", "bob").update(derived, old, ""));

        assertThat(derived.get("created").fields()).isEqualTo(Map.of("letter", s("b")));
        assertThat(derived.get("updated").fields()).isEqualTo(Map.of("kept", s("1")));
    }

    @Test
    void aHookSeesOneOperationWithItsCapacityAndOutcome() {
        RecordingHook hook = new RecordingHook();
        DynaStore hooked = DynaStore.builder(TestDynamoDb.client(store.http))
                .clock(store.clock)
                .hook(hook)
                .build();
        Partition<String> seen = hooked.table(TestStore.CRM).partition(partition.name());

        hooked.transact(tx -> tx.create(seen, "a", "1").create(seen, "b", "1"));

        assertThat(hook.operations).hasSize(1);
        assertThat(hook.operation().name()).isEqualTo("transact");
        assertThat(hook.operation().table()).isEqualTo(TestStore.CRM.name());
        assertThat(hook.operation().partition()).isNull();
        assertThat(hook.operation().key()).isNull();
        assertThat(hook.operation().attempts()).isEqualTo(1);
        assertThat(hook.operation().writeCapacity())
                .as("a transaction is charged double")
                .isEqualTo(4);
        assertThat(hook.operation().readCapacity()).isZero();
        assertThat(hook.operation().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(hook.request(TransactWriteItemsRequest.class).transactItems())
                .hasSize(2);

        assertThatExceptionOfType(TransactionFailedException.class)
                .isThrownBy(() -> hooked.transact(tx -> tx.create(seen, "a", "2")));
        assertThat(hook.operation().outcome()).isEqualTo(Outcome.CONFLICT);
    }

    /** Derives a field that an empty text does not have. */
    private static final class FirstLetter implements Codec<String> {
        @Override
        public AttributeValue encode(String value) {
            return s(value);
        }

        @Override
        public String decode(AttributeValue payload) {
            return payload.s();
        }

        @Override
        public Map<String, @Nullable AttributeValue> fields(String value) {
            Map<String, @Nullable AttributeValue> fields = new HashMap<>();
            fields.put("letter", value.isEmpty() ? null : s(value.substring(0, 1)));
            return fields;
        }
    }
}
