package io.dynastore.embedded.internal.http;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as HTTP writes them. The JDK's formatter would load the texts of a locale, which delays the first reply. */
final class HttpDate {
    private static final String DAYS = "MonTueWedThuFriSatSun";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int LETTERS = 3;

    private HttpDate() {}

    /** Appends a time of the years 1000 to 9999. */
    static void append(StringBuilder out, Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        appendName(out, DAYS, time.getDayOfWeek().getValue()).append(", ");
        appendTwo(out, time.getDayOfMonth()).append(' ');
        appendName(out, MONTHS, time.getMonthValue()).append(' ').append(time.getYear());
        appendTwo(out.append(' '), time.getHour());
        appendTwo(out.append(':'), time.getMinute());
        appendTwo(out.append(':'), time.getSecond()).append(" GMT");
    }

    private static StringBuilder appendName(StringBuilder out, String names, int number) {
        return out.append(names, (number - 1) * LETTERS, number * LETTERS);
    }

    private static StringBuilder appendTwo(StringBuilder out, int number) {
        return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
