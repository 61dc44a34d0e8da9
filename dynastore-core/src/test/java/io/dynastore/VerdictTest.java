package io.dynastore;

import static io.dynastore.Verdict.COMMITTED;
import static io.dynastore.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Verdict.Evidence;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every rule about a refused condition. The write knows the entry as 5/old. An item is given as its version and the id of
 * its last write: ours, old (as our write knew the entry), sibling (another write of the incarnation of old), child (a later
 * write of the incarnation that ours begins), other, none (of the Go library); or as absent.
 */
class VerdictTest {
    private static final String OLD = WriteId.first().text();
    private static final Revision EXPECTED = new Revision(5, OLD);
    private static final Revision EXPECTED_OF_GO = new Revision(5, null);
    private static final String AFTER_OLD = WriteId.after(EXPECTED).text();
    private static final String FIRST = WriteId.first().text();

    /** The ids as a write sees them that changes an entry, and one that begins an incarnation. */
    private static final Map<String, String> IDS = Map.of(
            "old",
            OLD,
            "sibling",
            WriteId.after(EXPECTED).text(),
            "other",
            WriteId.first().text());

    @ParameterizedTest(name = "update met {0}, live {1}: {2} at the first attempt, {3} at a retry")
    @CsvSource({
        "absent,    false, GONE,      UNKNOWN",
        "6/ours,    true,  COMMITTED, COMMITTED",
        "6/ours,    false, COMMITTED, COMMITTED",
        "6/sibling, true,  CONFLICT,  UNKNOWN",
        "6/sibling, false, GONE,      UNKNOWN",
        "6/old,     true,  CONFLICT,  UNKNOWN",
        "6/other,   true,  CONFLICT,  UNKNOWN",
        "6/none,    true,  CONFLICT,  UNKNOWN",
        "7/sibling, true,  CONFLICT,  UNKNOWN",
        "7/ours,    true,  CONFLICT,  UNKNOWN",
        "7/other,   true,  CONFLICT,  UNKNOWN",
        "7/other,   false, GONE,      UNKNOWN",
        "1/other,   true,  CONFLICT,  UNKNOWN",
        "5/other,   true,  CONFLICT,  UNKNOWN",
        "5/none,    true,  CONFLICT,  UNKNOWN",
        "5/old,     false, GONE,      GONE",
    })
    void ofUpdate(String current, boolean live, Verdict first, Verdict retried) {
        assertThat(Verdict.ofUpdate(evidence(current, live, false, AFTER_OLD), EXPECTED, AFTER_OLD))
                .isEqualTo(first);
        assertThat(Verdict.ofUpdate(evidence(current, live, true, AFTER_OLD), EXPECTED, AFTER_OLD))
                .isEqualTo(retried);
    }

    @ParameterizedTest(name = "update of an entry of Go's met {0}, live {1}: {2} at the first attempt, {3} at a retry")
    @CsvSource({
        "absent,  false, GONE,      UNKNOWN",
        "6/ours,  true,  COMMITTED, COMMITTED",
        "6/other, true,  CONFLICT,  UNKNOWN",
        "6/none,  true,  CONFLICT,  UNKNOWN",
        "7/none,  true,  CONFLICT,  UNKNOWN",
        "5/none,  false, GONE,      GONE",
    })
    void ofUpdateOfGos(String current, boolean live, Verdict first, Verdict retried) {
        assertThat(Verdict.ofUpdate(evidence(current, live, false, FIRST), EXPECTED_OF_GO, FIRST))
                .isEqualTo(first);
        assertThat(Verdict.ofUpdate(evidence(current, live, true, FIRST), EXPECTED_OF_GO, FIRST))
                .isEqualTo(retried);
    }

    @ParameterizedTest(name = "create met {0}, live {1}: {2} at the first attempt, {3} at a retry")
    @CsvSource({
        "1/ours,  true,  COMMITTED, COMMITTED",
        "1/ours,  false, COMMITTED, COMMITTED",
        "2/child, true,  COMMITTED, COMMITTED",
        "2/ours,  true,  COMMITTED, COMMITTED",
        "1/other, true,  CONFLICT,  UNKNOWN",
        "1/none,  true,  CONFLICT,  UNKNOWN",
        "2/other, true,  CONFLICT,  UNKNOWN",
        "5/old,   false, LEFTOVER,  LEFTOVER",
        "5/none,  false, LEFTOVER,  LEFTOVER",
    })
    void ofCreate(String current, boolean live, Verdict first, Verdict retried) {
        assertThat(Verdict.ofCreate(evidence(current, live, false, FIRST), FIRST))
                .isEqualTo(first);
        assertThat(Verdict.ofCreate(evidence(current, live, true, FIRST), FIRST))
                .isEqualTo(retried);
    }

    @ParameterizedTest(name = "put met {0}, live {1}, its payload there {2}: {3}, retried or not")
    @CsvSource({
        "6/ours,  true,  true,  COMMITTED",
        "6/ours,  false, true,  COMMITTED",
        "7/ours,  true,  false, UNKNOWN",
        "5/old,   false, false, LEFTOVER",
        "5/old,   false, true,  LEFTOVER",
        "5/none,  false, false, LEFTOVER",
        "5/old,   true,  false, CONFLICT",
    })
    void ofPut(String current, boolean live, boolean samePayload, Verdict verdict) {
        assertThat(Verdict.ofPut(evidence(current, live, false, FIRST), FIRST, samePayload))
                .isEqualTo(verdict);
        assertThat(Verdict.ofPut(evidence(current, live, true, FIRST), FIRST, samePayload))
                .isEqualTo(verdict);
    }

    @ParameterizedTest(name = "replacing a leftover met {0}: {1} at the first attempt, {2} at a retry")
    @CsvSource({
        "absent,  GONE,      UNKNOWN",
        "6/ours,  COMMITTED, COMMITTED",
        "7/child, COMMITTED, COMMITTED",
        "6/other, CONFLICT,  UNKNOWN",
        "6/none,  CONFLICT,  UNKNOWN",
        "1/other, CONFLICT,  UNKNOWN",
    })
    void ofReplace(String current, Verdict first, Verdict retried) {
        for (boolean live : new boolean[] {true, false}) {
            assertThat(Verdict.ofReplace(evidence(current, live, false, FIRST), FIRST))
                    .isEqualTo(first);
            assertThat(Verdict.ofReplace(evidence(current, live, true, FIRST), FIRST))
                    .isEqualTo(retried);
        }
    }

    @ParameterizedTest(name = "delete met {0}, live {1}: {2} at the first attempt, {3} at a retry")
    @CsvSource({
        "absent,    false, GONE,     UNKNOWN",
        "6/sibling, true,  CONFLICT, UNKNOWN",
        "9/sibling, true,  CONFLICT, UNKNOWN",
        "6/old,     true,  CONFLICT, UNKNOWN",
        "6/sibling, false, GONE,     UNKNOWN",
        "5/old,     false, GONE,     GONE",
        "6/other,   true,  CONFLICT, UNKNOWN",
        "5/other,   true,  CONFLICT, UNKNOWN",
        "1/other,   true,  CONFLICT, UNKNOWN",
        "1/none,    true,  CONFLICT, UNKNOWN",
        "1/other,   false, GONE,     UNKNOWN",
    })
    void ofDelete(String current, boolean live, Verdict first, Verdict retried) {
        assertThat(Verdict.ofDelete(evidence(current, live, false, FIRST), EXPECTED))
                .isEqualTo(first);
        assertThat(Verdict.ofDelete(evidence(current, live, true, FIRST), EXPECTED))
                .isEqualTo(retried);
    }

    @Test
    void aRefusalWithoutAnItemWhereThereMustBeOneProvesNothing() {
        Evidence nothing = new Evidence(null, false, false, false);

        assertThat(Verdict.ofCreate(nothing, FIRST)).isEqualTo(UNKNOWN);
        assertThat(Verdict.ofPut(nothing, FIRST, false)).isEqualTo(UNKNOWN);
    }

    @Test
    void anotherProgramsShortWriteIdIsOfNoIncarnation() {
        Revision expected = new Revision(5, "AAAA");
        Evidence evidence = new Evidence(new Revision(6, "AAAA"), true, true, false);

        assertThat(Verdict.ofUpdate(evidence, expected, WriteId.after(expected).text()))
                .isEqualTo(UNKNOWN);
        assertThat(Verdict.ofUpdate(new Evidence(new Revision(6, FIRST), true, true, false), expected, FIRST))
                .isEqualTo(COMMITTED);
    }

    private static Evidence evidence(String current, boolean live, boolean retried, String ours) {
        if (current.equals("absent")) {
            return new Evidence(null, live, retried, false);
        }
        long version = Long.parseLong(current.substring(0, current.indexOf('/')));
        String id = current.substring(current.indexOf('/') + 1);
        String writeId = switch (id) {
            case "ours" -> ours;
            case "child" -> WriteId.after(new Revision(version, ours)).text();
            case "none" -> null;
            default -> IDS.get(id);
        };
        return new Evidence(new Revision(version, writeId), live, retried, false);
    }
}
