package io.dynastore.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"__type\":\"a#B\"}                                     | a#B",
                "{ \"message\" : \"m\" , \"__type\" : \"a#B\" }           | a#B",
                "{\"__type\":\"a#B\",\"Item\":{\"payl                     | a#B",
                "{\"Item\":{\"__type\":{\"S\":\"x\"}},\"__type\":\"a#B\"} | a#B",
                "{\"m\":\"quoted \\\"__type\\\":\\\"x\\\"\",\"__type\":\"a#B\"} | a#B",
                "{\"m\":[{\"__type\":\"x\"},\"__type\",\"x\"]}            |",
                "{\"m\":\"__type\",\"n\":\"x\"}                           |",
                "{\"__type\":\"a#B                                        |",
                "{\"__type\":5,\"n\":\"x\"}                               |",
                "<html>__type</html>                                      |",
                "\"\"                                                     |",
            })
    void theTypeIsTheMemberOfTheOuterObject(String body, String type) {
        byte[] bytes = String.valueOf(body).getBytes(StandardCharsets.UTF_8);

        assertThat(ErrorType.find(bytes, bytes.length)).isEqualTo(type);
    }

    @Test
    void onlyTheBytesOfTheLengthCount() {
        byte[] bytes = "{\"__type\":\"a#B\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(ErrorType.find(bytes, bytes.length - 2)).isNull();
        assertThat(ErrorType.find(bytes, 0)).isNull();
    }
}
