package io.dynastore.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.CodecException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class JsonFieldsTest {
    private final JsonFields<Keys> keys = JsonFields.of(Keys.class);

    @SuppressWarnings("ArrayRecordComponent") // To be stored as binary.
    record Keys(
            String owner,
            Integer score,
            BigDecimal price,
            Boolean open,
            byte[] hash,
            Instant created,
            List<String> tags,
            Map<String, Integer> counts) {}

    private static Keys sample() {
        return new Keys(
                "mark",
                7,
                new BigDecimal("1.25"),
                true,
                new byte[] {0, -1},
                Instant.parse("2026-01-31T09:00:00Z"),
                List.of("a", "b"),
                Map.of("x", 1));
    }

    @Test
    void eachPropertyBecomesAFieldOfItsType() {
        assertThat(keys.encode(sample()))
                .isEqualTo(Map.of(
                        "owner", AttributeValue.fromS("mark"),
                        "score", AttributeValue.fromN("7"),
                        "price", AttributeValue.fromN("1.25"),
                        "open", AttributeValue.fromBool(true),
                        "hash", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1})),
                        "created", AttributeValue.fromS("2026-01-31T09:00:00Z"),
                        "tags", AttributeValue.fromL(List.of(AttributeValue.fromS("a"), AttributeValue.fromS("b"))),
                        "counts", AttributeValue.fromM(Map.of("x", AttributeValue.fromN("1")))));
    }

    @Test
    void fieldsMakeTheRoundTrip() {
        assertThat(keys.decode(keys.encode(sample())))
                .usingRecursiveComparison()
                .isEqualTo(sample());
    }

    @Test
    void nullsAreLeftOutAndComeBackAsNulls() {
        Keys empty = new Keys("mark", null, null, null, null, null, null, null);

        assertThat(keys.encode(empty)).containsOnlyKeys("owner");
        assertThat(keys.decode(keys.encode(empty))).isEqualTo(empty);
        assertThat(keys.decode(Map.of()).owner()).isNull();
    }

    @Test
    void setsAreReadAsLists() {
        record Sets(List<String> texts, List<Integer> numbers) {}

        assertThat(JsonFields.of(Sets.class)
                        .decode(Map.of(
                                "texts", AttributeValue.fromSs(List.of("a", "b")),
                                "numbers", AttributeValue.fromNs(List.of("1", "2")))))
                .isEqualTo(new Sets(List.of("a", "b"), List.of(1, 2)));
    }

    @Test
    void fieldsThatTheTypeDoesNotKnowArePassedOver() {
        assertThat(keys.decode(Map.of("owner", AttributeValue.fromS("mark"), "other", AttributeValue.fromN("1")))
                        .owner())
                .isEqualTo("mark");
    }

    @Test
    void aValueThatIsNoObjectIsRefused() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> JsonFields.of(String.class).encode("text"))
                .withMessageContainingAll("java.lang.String", "STRING");
    }

    @Test
    void aFieldThatDoesNotFitNamesThePropertyButNotItsContent() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> keys.decode(Map.of("score", AttributeValue.fromS("hunter2"))))
                .withMessageContainingAll("score", "Keys")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }
}
