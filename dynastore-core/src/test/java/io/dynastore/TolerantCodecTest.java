package io.dynastore;

import static io.dynastore.Attributes.b;
import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.jackson.JsonCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One broken entry does not hide the others from a tolerant view. */
class TolerantCodecTest {
    record Order(int amount) {}

    private static final List<String> BROKEN = List.of("broken", "bytes", "nothing", "number", "other");

    private final TestStore store = new TestStore();
    private final Partition<Order> orders = store.partition.as(JsonCodec.of(Order.class));
    private final Partition<Decoded<Order>> all = orders.as(orders.codec().tolerant());

    @BeforeEach
    void writeGoodAndBrokenEntries() {
        orders.put("a", new Order(1));
        orders.put("z", new Order(2));
        put("broken", s("{broken hunter2"));
        put("bytes", b("hunter2"));
        put("number", n(5));
        put("other", s("{\"amount\":\"hunter2\"}"));
        store.putItem("nothing", Map.of("version", n(1), "created", s("1"), "user", s("u")));
    }

    private void put(String key, AttributeValue payload) {
        store.putItem(key, Map.of("version", n(1), "payload", payload));
    }

    @Test
    void everyWayOfReadingSeveralEntriesShowsAll() {
        List<Supplier<Stream<Entry<Decoded<Order>>>>> ways = List.of(
                () -> all.list(Query.all()).items().stream(),
                () -> all.stream(Query.all()),
                () ->
                        all
                                .findAll(List.of("a", "broken", "bytes", "nothing", "number", "other", "z"))
                                .values()
                                .stream());

        for (Supplier<Stream<Entry<Decoded<Order>>>> way : ways) {
            assertThat(way.get().filter(entry -> entry.value().isReadable()))
                    .extracting(entry -> entry.value().value().amount())
                    .containsExactly(1, 2);
            assertThat(way.get().filter(entry -> !entry.value().isReadable()))
                    .extracting(Entry::key)
                    .containsExactlyElementsOf(BROKEN);
        }
    }

    @Test
    void theProblemNamesTheEntryAndNotTheValue() {
        for (String key : BROKEN) {
            Decoded<Order> value = all.get(key).value();

            assertThat(value.problem())
                    .isInstanceOf(DynaStoreException.class)
                    .hasMessageContainingAll("'" + key + "'", "'" + store.partition.name() + "'")
                    .hasMessageNotContaining("hunter2");
            assertThat(value.payload()).isEqualTo(store.item(key).get("payload"));
            assertThatExceptionOfType(DynaStoreException.class)
                    .isThrownBy(value::value)
                    .isSameAs(value.problem());
            assertThat(value).asString().doesNotContain("hunter2").contains(key);
        }
    }

    @Test
    void theOrdinaryViewFailsAndNamesTheEntry() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> orders.list(Query.all()))
                .withMessageContaining("'broken'");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> orders.stream(Query.all()).count())
                .withMessageContaining("'broken'");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> orders.findAll(List.of("z", "other", "a")))
                .withMessageContaining("'other'");
    }

    @Test
    void itTakesNoMoreRequests() {
        assertThat(store.requestsOf(() -> all.list(Query.all()))).hasSize(1);
        assertThat(store.requestsOf(() -> all.findAll(BROKEN))).hasSize(1);
    }

    @Test
    void whatCannotBeDecodedCanBeWrittenUnchanged() {
        Entry<Decoded<Order>> broken = all.get("broken");

        all.update(broken, broken.value(), with -> with.timeToLive(Duration.ofHours(1)));

        assertThat(store.item("broken"))
                .containsEntry("payload", s("{broken hunter2"))
                .containsKey("expires");
        Entry<Decoded<Order>> good = all.get("a");
        all.update(good, good.value(), with -> with.field("note", "x"));
        assertThat(orders.get("a").value()).isEqualTo(new Order(1));
        assertThatExceptionOfType(DynaStoreException.class)
                .isThrownBy(() -> all.put("new", all.get("nothing").value()));
    }

    @Test
    void aTolerantCodecAloneNamesItsCodec() {
        Decoded<Order> value = orders.codec().tolerant().decode(s("{broken"));

        assertThat(value.isReadable()).isFalse();
        assertThat(value.problem()).hasMessageContaining("JsonCodec");
        assertThat(orders.codec().tolerant()).asString().endsWith(".tolerant()");
        assertThat(orders.codec().tolerant().decode(s("{\"amount\":3}")))
                .isEqualTo(orders.codec().tolerant().decode(s("{\"amount\":3}")))
                .isNotEqualTo(value);
    }

    @Test
    void keysShowEvenItemsThatAreNoEntries() {
        store.putItem("malformed", Map.of("version", s("one"), "payload", s("{}")));

        assertThatExceptionOfType(MalformedItemException.class).isThrownBy(() -> all.list(Query.all()));
        assertThat(orders.keys(Query.all())).contains("malformed", "broken", "a", "z");
    }
}
