package io.dynastore.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class WriteUnitsTest {
    @Test
    void noItemIsOneUnit() {
        assertThat(WriteUnits.of(Map.of())).isEqualTo(1);
    }

    @Test
    void eachStartedKilobyteIsAUnitNamesIncluded() {
        assertThat(WriteUnits.of(Map.of("key", AttributeValue.fromS("x".repeat(1021)))))
                .isEqualTo(1);
        assertThat(WriteUnits.of(Map.of("key", AttributeValue.fromS("x".repeat(1022)))))
                .isEqualTo(2);
    }

    @Test
    void allTypesOfALeaseCount() {
        Map<String, AttributeValue> item = Map.of(
                "s", AttributeValue.fromS("é".repeat(500)),
                "n", AttributeValue.fromN("1"),
                "b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[20])));

        assertThat(WriteUnits.of(item)).isEqualTo(1);
        assertThat(WriteUnits.of(Map.of("b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[2048])))))
                .isEqualTo(3);
    }
}
