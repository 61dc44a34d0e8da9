package io.dynastore;

import static io.dynastore.Attributes.b;
import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.internal.Texts;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class WriteRequestsTest {
    private static final Layout LAYOUT = new Layout("T", "id", "näme");

    @ParameterizedTest
    @CsvSource({"0, NONE", "0, SET", "7, KEEP", "7, SET"})
    void theSizeOfAnItemIsKnownWithoutIt(long token, String expiry) {
        Map<String, @Nullable AttributeValue> fields = new HashMap<>();
        fields.put("é", s("€"));
        fields.put("bytes", b("123"));
        fields.put("number", n(123));
        fields.put("removed", null);
        ExpiryChange change = switch (expiry) {
            case "SET" -> ExpiryChange.to(17);
            case "KEEP" -> ExpiryChange.KEEP;
            default -> ExpiryChange.NONE;
        };
        Write write = new Write(new Target(LAYOUT, "pä", "k", 1, token), s("vä"), fields, change, WriteId.first());

        assertThat(WriteRequests.itemBytes(write)).isEqualTo(bytes(WriteRequests.item(write, 1)));
    }

    private static long bytes(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToLong(attribute -> Texts.utf8Length(attribute.getKey())
                        + AttributeLimits.check(attribute.getValue(), IllegalArgumentException::new))
                .sum();
    }
}
