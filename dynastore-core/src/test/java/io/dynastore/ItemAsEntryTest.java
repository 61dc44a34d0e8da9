package io.dynastore;

import static io.dynastore.Attributes.n;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items from elsewhere, such as stream records and exports, that are read as entries. */
class ItemAsEntryTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    @Test
    void anItemIsTheEntryThatAReadReturns() {
        Entry<String> entry =
                partition.put("k", "v", with -> with.field("color", "red").timeToLive(Duration.ofDays(1)));

        Map<String, AttributeValue> item = store.item("k");
        assertThat(store.requestsOf(() -> assertThat(partition.read(item)).contains(entry)))
                .isEmpty();
    }

    @Test
    void anItemOfAnotherPartitionIsNoEntryOfThisOne() {
        partition.put("k", "v");

        assertThat(store.table.partition("another").read(store.item("k"))).isEmpty();
    }

    @Test
    void anExpiredItemIsNoEntry() {
        partition.put("k", "v", with -> with.timeToLive(Duration.ofSeconds(1)));
        Map<String, AttributeValue> item = store.item("k");
        store.clock.advance(Duration.ofSeconds(2));

        assertThat(partition.read(item)).isEmpty();
    }

    @Test
    void anItemThatIsNoEntrySaysWhatIsWrong() {
        Map<String, AttributeValue> item = new HashMap<>(Rows.item(partition.name(), "k"));
        item.put("writeId", n(1));

        assertThatExceptionOfType(MalformedItemException.class)
                .isThrownBy(() -> partition.read(item))
                .withMessageContainingAll("'k'", "writeId");
        assertThatExceptionOfType(MalformedItemException.class).isThrownBy(() -> partition.read(Map.of()));
    }
}
