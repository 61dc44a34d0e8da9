package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.jackson.JsonCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The Go library writes an empty string, and empty bytes, as {@code NULL: true}; without a value it writes no payload. */
class GoEmptyValueTest {
    private final TestStore store = new TestStore();
    private final Partition<String> strings = store.partition;
    private final Partition<byte[]> bytes = strings.as(Codec.bytes());

    @BeforeEach
    void writeAsGoDoes() {
        store.putItem(
                "empty",
                Map.of(
                        "version",
                        n(3),
                        "payload",
                        AttributeValue.fromNul(true),
                        "created",
                        s("1"),
                        "user",
                        s(strings.name())));
        store.putItem(
                "full",
                Map.of("version", n(1), "payload", s("dmFsdWU="), "created", s("2"), "user", s(strings.name())));
    }

    @Test
    void everyReadReturnsTheEmptyString() {
        assertThat(strings.get("empty").value()).isEmpty();
        assertThat(strings.consistent().get("empty").value()).isEmpty();
        assertThat(strings.find("empty")).map(Entry::value).hasValue("");
        assertThat(strings.findAll(List.of("full", "empty")).values())
                .extracting(Entry::value)
                .containsExactly("dmFsdWU=", "");
        assertThat(strings.read(store.item("empty"))).map(Entry::value).hasValue("");
        for (Query query : List.of(
                Query.all(),
                Query.all().index(TestStore.BY_CREATED),
                Query.all().index(TestStore.BY_USER, strings.name()))) {
            assertThat(strings.list(query).items()).extracting(Entry::value).containsExactly("", "dmFsdWU=");
            assertThat(strings.stream(query).map(Entry::value)).containsExactly("", "dmFsdWU=");
        }
    }

    @Test
    void everyReadReturnsTheEmptyBytes() {
        assertThat(bytes.get("empty").value()).isEmpty();
        assertThat(bytes.find("empty").orElseThrow().value()).isEmpty();
        assertThat(bytes.findAll(List.of("empty")).get("empty").value()).isEmpty();
        assertThat(bytes.list(Query.all()).items().get(0).value()).isEmpty();
        assertThat(bytes.list(Query.all()).items().get(1).value()).asString().isEqualTo("value");
    }

    @Test
    void refusalsCarryIt() {
        assertThatExceptionOfType(KeyExistsException.class)
                .isThrownBy(() -> strings.create("empty", "new"))
                .satisfies(e -> assertThat(e.current(Codec.string()).value()).isEmpty());
        assertThatExceptionOfType(KeyModifiedException.class)
                .isThrownBy(() -> strings.update("empty", new Revision(1, null), "new"))
                .satisfies(e -> assertThat(e.current(Codec.bytes()).value()).isEmpty());
        assertThatExceptionOfType(TransactionFailedException.class)
                .isThrownBy(() -> store.store.transact(tx -> tx.create(strings, "empty", "new")))
                .extracting(TransactionFailedException::failures)
                .satisfies(failures -> assertThat(failures)
                        .extracting((Failure failure) ->
                                failure.current(Codec.string()).value())
                        .containsExactly(""));
    }

    @Test
    void itIsWrittenOverLikeAnyOther() {
        assertThat(strings.modify("empty", value -> value + "x").value()).isEqualTo("x");
        assertThat(strings.get("empty").version()).isEqualTo(4);
        store.putItem("empty", Map.of("version", n(3), "payload", AttributeValue.fromNul(true)));
        assertThat(strings.update(strings.get("empty"), "y").value()).isEqualTo("y");
        assertThat(strings.put("full", "").value()).isEmpty();
        assertThat(strings.get("full").value()).isEmpty();
        assertThat(bytes.put("full", new byte[0]).value()).isEmpty();
        assertThat(bytes.get("full").value()).isEmpty();
    }

    @Test
    void asJsonItIsNoDocument() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> strings.as(JsonCodec.of(Integer.class)).get("empty"))
                .withMessageContainingAll("NUL", "empty string", "Go library", "'empty'");
    }

    @Test
    void theExpiryAndTheFieldsOfAnEntryAreChangedWithoutItsPayload() {
        Partition<AttributeValue> payloads = strings.as(Codec.attribute());
        for (String key : List.of("empty", "full")) {
            AttributeValue before = store.item(key).get("payload");

            payloads.modify(
                    key,
                    payload -> payload,
                    with -> with.timeToLive(Duration.ofHours(1)).field("created", "3"));

            assertThat(store.item(key)).containsEntry("payload", before).containsEntry("created", s("3"));
            assertThat(strings.get(key).expires()).isEqualTo("2100-01-31T10:00:01Z");
        }
    }

    @Test
    void anItemWithoutAPayloadExistsAndIsNoEntry() {
        store.putItem("none", Map.of("version", n(1), "created", s("3")));

        assertThat(strings.exists("none")).isTrue();
        assertThatExceptionOfType(MalformedItemException.class).isThrownBy(() -> strings.get("none"));
        assertThat(strings.as(Codec.string().tolerant()).list(Query.all()).items())
                .extracting(entry -> entry.value().isReadable())
                .containsExactly(true, true, false);
        assertThat(strings.put("none", "some").version()).isEqualTo(2);
        assertThat(strings.get("none").fields()).isEqualTo(Map.of("created", s("3")));
    }
}
