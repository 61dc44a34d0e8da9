package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Verdict.Evidence;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every rule about a condition that an item with a higher fence has refused. The write knows the entry as 5/old; the items
 * are given as in {@link VerdictTest}.
 */
class FenceVerdictTest {
    private static final Revision EXPECTED = new Revision(5, WriteId.first().text());
    private static final String AFTER_OLD = WriteId.after(EXPECTED).text();
    private static final String FIRST = WriteId.first().text();
    private static final Map<String, String> IDS = Map.of(
            "old",
            EXPECTED.writeId(),
            "ours",
            AFTER_OLD,
            "first",
            FIRST,
            "child",
            WriteId.after(new Revision(1, FIRST)).text(),
            "other",
            WriteId.first().text());

    @ParameterizedTest(name = "update met {0}, live {1}: {2} at the first attempt, {3} at a retry")
    @CsvSource({
        "5/old,   true,  STALE,     STALE",
        "5/old,   false, STALE,     STALE",
        "6/other, true,  STALE,     UNKNOWN",
        "6/other, false, STALE,     UNKNOWN",
        "5/other, true,  STALE,     UNKNOWN",
        "7/none,  true,  STALE,     UNKNOWN",
        "7/ours,  true,  STALE,     UNKNOWN",
        "6/ours,  true,  COMMITTED, COMMITTED",
    })
    void ofUpdate(String current, boolean live, Verdict first, Verdict retried) {
        assertThat(Verdict.ofUpdate(stale(current, live, false), EXPECTED, AFTER_OLD))
                .isEqualTo(first);
        assertThat(Verdict.ofUpdate(stale(current, live, true), EXPECTED, AFTER_OLD))
                .isEqualTo(retried);
    }

    @ParameterizedTest(name = "create met {0}, live {1}: {2} at the first attempt, {3} at a retry")
    @CsvSource({
        "5/old,   true,  STALE,     UNKNOWN",
        "5/old,   false, STALE,     UNKNOWN",
        "1/none,  true,  STALE,     UNKNOWN",
        "1/first, true,  COMMITTED, COMMITTED",
        "2/child, true,  COMMITTED, COMMITTED",
    })
    void ofCreate(String current, boolean live, Verdict first, Verdict retried) {
        assertThat(Verdict.ofCreate(stale(current, live, false), FIRST)).isEqualTo(first);
        assertThat(Verdict.ofCreate(stale(current, live, true), FIRST)).isEqualTo(retried);
    }

    @ParameterizedTest(name = "put met {0}, live {1}, its payload there {2}: {3} at the first attempt, {4} at a retry")
    @CsvSource({
        "5/old,   true,  false, STALE,     UNKNOWN",
        "5/old,   true,  true,  STALE,     UNKNOWN",
        "5/old,   false, false, STALE,     UNKNOWN",
        "6/none,  true,  false, STALE,     UNKNOWN",
        "6/first, true,  true,  COMMITTED, COMMITTED",
        "7/first, true,  false, UNKNOWN,   UNKNOWN",
    })
    void ofPut(String current, boolean live, boolean samePayload, Verdict first, Verdict retried) {
        assertThat(Verdict.ofPut(stale(current, live, false), FIRST, samePayload))
                .isEqualTo(first);
        assertThat(Verdict.ofPut(stale(current, live, true), FIRST, samePayload))
                .isEqualTo(retried);
    }

    @ParameterizedTest(name = "replacing a leftover met {0}: {1} at the first attempt, {2} at a retry")
    @CsvSource({
        "6/first, COMMITTED, COMMITTED",
        "6/other, CONFLICT,  UNKNOWN",
    })
    void ofReplaceWhichIsTriedFromTheStart(String current, Verdict first, Verdict retried) {
        assertThat(Verdict.ofReplace(stale(current, true, false), FIRST)).isEqualTo(first);
        assertThat(Verdict.ofReplace(stale(current, true, true), FIRST)).isEqualTo(retried);
    }

    @ParameterizedTest(name = "delete met {0}, live {1}: {2} at the first attempt, {3} at a retry")
    @CsvSource({
        "5/old,   true,  STALE, STALE",
        "5/old,   false, STALE, STALE",
        "6/other, true,  STALE, UNKNOWN",
        "1/other, false, STALE, UNKNOWN",
        "5/none,  true,  STALE, UNKNOWN",
    })
    void ofDelete(String current, boolean live, Verdict first, Verdict retried) {
        assertThat(Verdict.ofDelete(stale(current, live, false), EXPECTED)).isEqualTo(first);
        assertThat(Verdict.ofDelete(stale(current, live, true), EXPECTED)).isEqualTo(retried);
    }

    @ParameterizedTest(name = "delete by key met {0}, stale {1}: {2} at the first attempt, {3} at a retry")
    @CsvSource({
        "absent,  false, GONE,    GONE",
        "5/old,   true,  STALE,   UNKNOWN",
        "5/old,   false, UNKNOWN, UNKNOWN",
    })
    void ofDeleteByKey(String current, boolean stale, Verdict first, Verdict retried) {
        Revision revision = current.equals("absent") ? null : EXPECTED;

        assertThat(Verdict.ofDelete(new Evidence(revision, true, false, stale))).isEqualTo(first);
        assertThat(Verdict.ofDelete(new Evidence(revision, true, true, stale))).isEqualTo(retried);
    }

    private static Evidence stale(String current, boolean live, boolean retried) {
        int slash = current.indexOf('/');
        long version = Long.parseLong(current.substring(0, slash));
        return new Evidence(new Revision(version, IDS.get(current.substring(slash + 1))), live, retried, true);
    }
}
