package io.dynastore.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynastore.Codec;
import io.dynastore.CodecException;
import io.dynastore.TestStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The hashes of requests, and the ids of attempts. */
class FingerprintTest {
    private static Fingerprint of(AttributeValue value) {
        return Fingerprint.of(value, Codec.attribute());
    }

    @Test
    void itIsTheHashOfTheBytes() {
        assertThat(Fingerprint.of("test").hex())
                .isEqualTo("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
        assertThat(Fingerprint.of(new byte[] {'t', 'e', 's', 't'})).isEqualTo(Fingerprint.of("test"));
        assertThat(Fingerprint.of("test"))
                .hasSameHashCodeAs(Fingerprint.of("test"))
                .isNotEqualTo(Fingerprint.none());
        assertThat(Fingerprint.of("test")).hasToString("Fingerprint[9f86d081…]");
    }

    @Test
    void partsAreKeptApart() {
        assertThat(Fingerprint.of("a", "bc")).isNotEqualTo(Fingerprint.of("ab", "c"));
        assertThat(Fingerprint.of("a", "b")).isEqualTo(Fingerprint.of("a", "b"));
    }

    @Test
    void payloadsAreEqualWhateverTheOrderOfTheirMembersIs() {
        Map<String, AttributeValue> one = new LinkedHashMap<>();
        one.put("a", AttributeValue.fromSs(List.of("x", "y")));
        one.put("b", AttributeValue.fromN("1.50"));
        Map<String, AttributeValue> other = new LinkedHashMap<>();
        other.put("b", AttributeValue.fromN("1.5"));
        other.put("a", AttributeValue.fromSs(List.of("y", "x")));
        assertThat(of(AttributeValue.fromM(one))).isEqualTo(of(AttributeValue.fromM(other)));
    }

    @Test
    void payloadsOfOtherTypesOrStructureDiffer() {
        List<AttributeValue> different = List.of(
                AttributeValue.fromS("1"),
                AttributeValue.fromN("1"),
                AttributeValue.fromB(SdkBytes.fromUtf8String("1")),
                AttributeValue.fromSs(List.of("1")),
                AttributeValue.fromNs(List.of("1")),
                AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("1"))),
                AttributeValue.fromL(List.of(AttributeValue.fromS("1"))),
                AttributeValue.fromL(List.of(AttributeValue.fromL(List.of(AttributeValue.fromS("1"))))),
                AttributeValue.fromM(Map.of("1", AttributeValue.fromS("1"))),
                AttributeValue.fromBool(true),
                AttributeValue.fromNul(true));
        assertThat(different.stream().map(FingerprintTest::of)).doesNotHaveDuplicates();
    }

    @Test
    void aRequestThatHasNoneIsRefusedWithoutItsContentBeforeAnythingIsSent() {
        Codec<String> failing = new Codec<>() {
            @Override
            public AttributeValue encode(String value) {
                throw new IllegalStateException(value);
            }

            @Override
            public String decode(AttributeValue payload) {
                throw new IllegalStateException();
            }
        };
        TestStore test = new TestStore();
        Idempotency<String> payments = Idempotency.of(test.partition);
        assertThat(test.requestsOf(() -> {
                    assertThatThrownBy(() -> payments.run("k", Fingerprint.of("secret", failing), attempt -> ""))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageNotContaining("secret")
                            .hasNoCause();
                    assertThatThrownBy(() -> payments.run("k", Fingerprint.of("secret\ud800"), attempt -> ""))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageNotContaining("secret");
                    assertThatThrownBy(() -> payments.run("k", null, attempt -> ""))
                            .isInstanceOf(NullPointerException.class);
                }))
                .isEmpty();
    }

    @Test
    void aPayloadThatIsNotValidUnicodeHasNone() {
        for (AttributeValue invalid : List.of(
                AttributeValue.fromS("secret\ud800"),
                AttributeValue.fromSs(List.of("secret\udc00")),
                AttributeValue.fromM(Map.of("secret\ud800", AttributeValue.fromBool(true))))) {
            assertThatThrownBy(() -> of(invalid))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("surrogate")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void aCodecMaySayWhyItCannotEncodeARequest() {
        Codec<String> failing = Codec.string().withField("f", value -> value);
        assertThat(Fingerprint.of("a", failing)).isEqualTo(Fingerprint.of("a", Codec.string()));
        assertThatThrownBy(() -> CanonicalForm.of(AttributeValue.builder().build(), Codec.attribute()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasCauseInstanceOf(CodecException.class);
    }

    @Test
    void theIdOfAttemptsDependsOnPartitionAndKeyAlone() {
        String id = AttemptId.of("payments", "p-1");
        assertThat(UUID.fromString(id).version()).isEqualTo(8);
        assertThat(UUID.fromString(id).variant()).isEqualTo(2);
        assertThat(AttemptId.of("payments", "p-1")).isEqualTo(id);
        assertThat(List.of(
                        id,
                        AttemptId.of("payments", "p-2"),
                        AttemptId.of("refunds", "p-1"),
                        AttemptId.of("payment", "sp-1"),
                        AttemptId.of("paymentsp", "-1")))
                .doesNotHaveDuplicates();
    }
}
