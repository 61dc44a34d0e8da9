package io.dynastore;

import static io.dynastore.Attributes.b;
import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items that another program wrote and that are no entries. */
@Tag(TestDynamoDb.CONTRACT)
class MalformedItemTest {
    private static final AttributeValue PAYLOAD = s("value");
    private static final AttributeValue WRITE_ID = b("write");

    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("missing version", "version", Map.of("payload", PAYLOAD)),
                Arguments.of("version as S", "version", Map.of("payload", PAYLOAD, "version", s("1"))),
                Arguments.of("fractional version", "version", Map.of("payload", PAYLOAD, "version", n("1.5"))),
                Arguments.of(
                        "huge version", "version", Map.of("payload", PAYLOAD, "version", n("9223372036854775808"))),
                Arguments.of("fractional expires", "expires", with("expires", n("4200000000.5"))),
                Arguments.of("expires beyond all time", "expires", with("expires", n(Long.MAX_VALUE))),
                Arguments.of("writeId as S", "writeId", with("writeId", s("x"))),
                Arguments.of("missing payload", "payload", Map.of("version", n(1))));
    }

    /** An expiry of another type is one of these too, but DynamoDB's filters take it for one in the past. */
    static Stream<Arguments> unreadableAlone() {
        return Stream.concat(unreadable(), Stream.of(Arguments.of("expires as S", "expires", with("expires", s("x")))));
    }

    private static Map<String, AttributeValue> with(String attribute, AttributeValue value) {
        return Map.of("version", n(1), "payload", PAYLOAD, attribute, value);
    }

    private void assertMalformed(String attribute, Runnable action) {
        assertThatExceptionOfType(MalformedItemException.class)
                .isThrownBy(action::run)
                .withMessageContainingAll(
                        "'" + attribute + "'", "'k'", "'" + partition.name() + "'", "'" + TestStore.CRM.name() + "'")
                .satisfies(e -> {
                    assertThat(e.attribute()).isEqualTo(attribute);
                    assertThat(e.key()).isEqualTo("k");
                    assertThat(e.partition()).isEqualTo(partition.name());
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadableAlone")
    void readsSayWhatIsWrong(String name, String attribute, Map<String, AttributeValue> item) {
        store.putItem("k", item);

        assertMalformed(attribute, () -> partition.get("k"));
        assertMalformed(attribute, () -> partition.find("k"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void listsSayWhatIsWrong(String name, String attribute, Map<String, AttributeValue> item) {
        store.putItem("k", item);
        partition.put("other", "value");

        assertMalformed(attribute, () -> partition.list(Query.all()));
        assertMalformed(attribute, () -> partition.stream(Query.all()).forEach(entry -> {}));
        assertThat(partition.list(Query.all().from("l")).items()).hasSize(1);
    }

    @Test
    void existsLooksAtTheExpiryOnly() {
        store.putItem("k", Map.of());
        assertThat(partition.exists("k")).isTrue();

        store.putItem("k", with("expires", s("x")));
        assertMalformed("expires", () -> partition.exists("k"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadableAlone")
    void createIsRefusedAndSaysWhatIsWrong(String name, String attribute, Map<String, AttributeValue> item) {
        store.putItem("k", item);
        var before = store.item("k");

        assertMalformed(attribute, () -> {
            try {
                partition.create("k", "new");
            } catch (KeyExistsException e) {
                assertThat(e).hasMessageContaining("'k'");
                e.current();
            }
        });
        assertThat(store.item("k")).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadableAlone")
    void updatesAndDeletesAtARevisionAreRefusedAndSayWhatIsWrong(
            String name, String attribute, Map<String, AttributeValue> item) {
        store.putItem("k", item);
        var before = store.item("k");
        Revision other = new Revision(42, null);

        assertMalformed(attribute, () -> {
            try {
                partition.update("k", other, "new");
            } catch (KeyModifiedException e) {
                e.current();
            }
        });
        assertMalformed(attribute, () -> {
            try {
                partition.delete("k", other);
            } catch (KeyModifiedException e) {
                e.current();
            }
        });
        assertThat(store.item("k")).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadableAlone")
    void deleteByKeyRemovesSuchAnItem(String name, String attribute, Map<String, AttributeValue> item) {
        store.putItem("k", item);

        assertThat(partition.delete("k")).isTrue();
        assertThat(store.item("k")).isEmpty();
    }

    @Test
    void putMakesAnEntryOfWhatHasNoVersionNoPayloadOrAnotherWriteId() {
        store.putItem("k", Map.of("stray", s("kept")));
        assertThat(partition.put("k", "new").version()).isEqualTo(1);
        assertThat(partition.get("k").fields()).isEqualTo(Map.of("stray", s("kept")));

        store.putItem("k", with("writeId", s("x")));
        assertThat(partition.get(partition.put("k", "new").key()).value()).isEqualTo("new");
    }

    @Test
    void putOverAVersionOrExpiryOfAnotherTypeIsRefused() {
        store.putItem("k", Map.of("version", s("1"), "payload", PAYLOAD));
        assertMalformed("version", () -> partition.put("k", "new"));

        store.putItem("k", with("expires", s("x")));
        assertMalformed("expires", () -> partition.put("k", "new"));
    }

    @Test
    void anExpiredItemWithoutAVersionIsNotReplaced() {
        store.putItem("k", Map.of("expires", n(4_000_000_000L), "payload", PAYLOAD));

        assertMalformed("version", () -> partition.create("k", "new"));
        assertMalformed("version", () -> partition.put("k", "new"));
        assertThat(partition.find("k")).isEmpty();
    }

    @Test
    void aPayloadOfAnotherTypeIsTheCodecsMatter() {
        store.putItem("k", Map.of("version", n(1), "payload", n(7), "writeId", WRITE_ID));

        for (Runnable read :
                new Runnable[] {() -> partition.get("k"), () -> partition.find("k"), () -> partition.list(Query.all())
                }) {
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(read::run)
                    .withMessageContainingAll(
                            "is N", "'k'", "'" + partition.name() + "'", "'" + TestStore.CRM.name() + "'")
                    .satisfies(e -> assertThat(e.key()).isEqualTo("k"));
        }
        assertThat(partition.exists("k")).isTrue();
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> partition.as(Codec.bytes()).get("k"))
                .withMessageContaining("is N");
        assertThat(partition.as(Codec.attribute()).get("k").value()).isEqualTo(n(7));
        assertThatExceptionOfType(KeyExistsException.class).isThrownBy(() -> partition.create("k", "new"));
        assertThat(partition
                        .update(partition.as(Codec.attribute()).get("k"), "new")
                        .value())
                .isEqualTo("new");
    }
}
