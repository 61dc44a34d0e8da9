package io.dynastore.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonValue;
import io.dynastore.Codec;
import io.dynastore.CodecException;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.TestStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.std.StdSerializer;

/** A value that could not be read back is refused when it is written. */
class UnreadableDocumentTest {
    private final TestStore store = new TestStore();

    record Nick(@JsonValue @Nullable String value) {}

    @JsonSerialize(using = Silent.Writer.class)
    record Silent(String value) {
        static final class Writer extends StdSerializer<Silent> {
            Writer() {
                super(Silent.class);
            }

            @Override
            public void serialize(Silent value, JsonGenerator out, SerializationContext context) {
                out.writeNull();
            }
        }
    }

    @Test
    void aDocumentThatIsNullIsRefused() {
        assertRefused(JsonCodec.of(Nick.class), new Nick(null));
        assertRefused(JsonCodec.of(Silent.class), new Silent("x"));
        assertRefused(JsonCodec.of(new TypeReference<Optional<String>>() {}), Optional.empty());
        assertRefused(JsonCodec.of(new TypeReference<AtomicReference<String>>() {}), new AtomicReference<>());
        JsonMapper indented =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        assertRefused(JsonCodec.of(Nick.class, indented), new Nick(null));
    }

    @Test
    void aDocumentThatContainsNullIsRead() {
        record Customer(String name, @Nullable Nick nick, List<@Nullable String> tags) {}
        Customer customer = new Customer("null", new Nick(null), List.of("null"));
        Partition<Customer> customers = store.partition.as(JsonCodec.of(Customer.class));

        customers.put("c", customer);

        assertThat(customers.get("c").value().name()).isEqualTo("null");
        Partition<Nick> nicks = store.partition.as(JsonCodec.of(Nick.class));
        nicks.put("n", new Nick("null"));
        assertThat(nicks.get("n").value()).isEqualTo(new Nick("null"));
        nicks.put("n", new Nick(""));
        assertThat(nicks.get("n").value()).isEqualTo(new Nick(""));
    }

    private <V> void assertRefused(Codec<V> codec, V value) {
        Partition<V> partition = store.partition.as(codec);
        Entry<String> seen = store.partition.put("seen", "1");
        List<Runnable> writes = List.of(
                () -> partition.put("k", value),
                () -> partition.create("k", value),
                () -> partition.update(seen, value),
                () -> store.store.transact(tx -> tx.put(partition, "k", value)));
        assertThat(store.requestsOf(() -> assertThat(writes)
                        .allSatisfy(write -> assertThatExceptionOfType(CodecException.class)
                                .isThrownBy(write::run)
                                .withMessageContaining("'" + store.partition.name() + "'")
                                .satisfies(e -> assertThat(e).hasMessageMatching("(?i).*null.*")))))
                .isEmpty();
        assertThat(store.partition.list(Query.all()).items()).hasSize(1);
    }

    @Test
    void aCodecThatCannotReadItsOwnNullIsRefused() {
        Codec<String> careless = new Codec<>() {
            @Override
            public AttributeValue encode(String value) {
                return value.isEmpty() ? AttributeValue.fromNul(true) : AttributeValue.fromS(value);
            }

            @Override
            public String decode(AttributeValue payload) {
                return payload.s();
            }
        };
        assertRefused(careless, "");
        assertThat(store.partition.as(careless).put("seen", "x").value()).isEqualTo("x");
        Codec<String> payloadless = new Codec<>() {
            @Override
            @SuppressWarnings("NullAway")
            public AttributeValue encode(String value) {
                return null;
            }

            @Override
            public String decode(AttributeValue payload) {
                return payload.s();
            }
        };
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> store.partition.as(payloadless).put("k", "v"))
                .withMessageContainingAll("no payload", "'k'");
        Partition<AttributeValue> attributes = store.partition.as(Codec.attribute());
        assertThat(attributes.put("k", AttributeValue.fromNul(true))).isEqualTo(attributes.get("k"));
    }

    @Test
    void aDecodedNullNamesTheEntry() {
        Codec<String> empty = new Codec<>() {
            @Override
            public AttributeValue encode(String value) {
                return AttributeValue.fromS(value);
            }

            @Override
            @SuppressWarnings("NullAway")
            public String decode(AttributeValue payload) {
                return null;
            }
        };
        store.partition.put("k", "v");

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> store.partition.as(empty).get("k"))
                .withMessageContainingAll("null", "'k'");
    }

    @Test
    void unpairedSurrogatesInADocumentAreRefused() {
        record Person(String name, Map<String, String> more) {}
        Partition<Person> people = store.partition.as(JsonCodec.of(Person.class));
        for (Person person : List.of(
                new Person("u\uD83D", Map.of()),
                new Person("u", Map.of("k", "\uDE00")),
                new Person("u", Map.of("\uD83D", "v")))) {
            assertThat(store.requestsOf(() -> assertThatExceptionOfType(CodecException.class)
                            .isThrownBy(() -> people.put("k", person))
                            .withMessageContainingAll("Unicode", "'k'")))
                    .isEmpty();
        }
        people.put("k", new Person("u😀", Map.of()));
        assertThat(people.get("k").value().name()).isEqualTo("u😀");

        JsonMapper ascii =
                JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
        Partition<Person> escaped = store.partition.as(JsonCodec.of(Person.class, ascii));
        escaped.put("k", new Person("u\uD83D", Map.of()));
        assertThat(escaped.get("k").value().name()).as("escaped, it survives").isEqualTo("u\uD83D");
    }

    @Test
    void aTimeThatWouldNotSortIsRefusedAsAField() {
        record Event(Instant created, String text) {}
        Partition<Event> events = store.partition.as(JsonCodec.of(Event.class).withFields("created", "text"));
        for (String time : List.of("+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z")) {
            Event event = new Event(Instant.parse(time), "x");
            assertThat(store.requestsOf(() -> assertThatExceptionOfType(CodecException.class)
                            .isThrownBy(() -> events.put("k", event))
                            .withMessageContainingAll("'created'", "0000 to 9999", "'k'")))
                    .isEmpty();
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> JsonFields.of(Event.class).encode(event))
                    .withMessageContaining("'created'");
        }
        events.put("k", new Event(Instant.parse("9999-12-31T23:59:59Z"), "+10000 is a lot"));
        assertThat(events.get("k").fields()).hasSize(2);
    }
}
