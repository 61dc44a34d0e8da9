package io.dynastore.embedded.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HttpDateTest {
    private static final DateTimeFormatter EXPECTED = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    @Test
    void aTimeIsWrittenAsHttpRequires() {
        assertThat(written(Instant.parse("1994-11-06T08:49:37.999Z"))).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @Test
    void everyDayAndMonthHasItsName() {
        Instant end = Instant.parse("2029-01-01T00:00:00Z");
        for (Instant time = Instant.parse("2024-01-01T00:00:00Z");
                time.isBefore(end);
                time = time.plus(Duration.ofSeconds(86_400 - 3_661))) {
            assertThat(written(time)).isEqualTo(EXPECTED.format(time));
        }
    }

    private static String written(Instant time) {
        StringBuilder out = new StringBuilder();
        HttpDate.append(out, time);
        return out.toString();
    }
}
