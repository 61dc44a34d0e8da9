package io.dynastore.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.Revision;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {
    private static final Revision CURRENT = new Revision(7, "c29tZS1pZC1vZi0yNC1ieXRlcy1h");
    private static final String TAG = CURRENT.toString();

    @Test
    void anAbsentFieldIsNoCondition() {
        assertThat(EntityTags.parse("If-Match", null)).isNull();
        assertThat(EntityTags.parse("If-Match", List.of())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", " * ", "\t*"})
    void aStarMatchesWhateverExists(String text) {
        EntityTags tags = parse(text);

        assertThat(tags.matchesStrongly(CURRENT)).isTrue();
        assertThat(tags.matchesWeakly(CURRENT)).isTrue();
        assertThat(tags.matchesStrongly(null)).isFalse();
        assertThat(tags.matchesWeakly(null)).isFalse();
    }

    @Test
    void aListHasEmptyElementsAndSeveralLines() {
        for (String list : List.of("E", " E\t", ",E", "E,", "\"a\",E", "E ,, \"a\"", "\"a,b\", E", "W/\"a\",E")) {
            assertThat(parse(list.replace("E", TAG)).matchesStrongly(CURRENT))
                    .as(list)
                    .isTrue();
        }
        assertThat(Objects.requireNonNull(EntityTags.parse("If-Match", List.of("\"a\"", TAG)))
                        .matchesStrongly(CURRENT))
                .isTrue();
    }

    @Test
    void weakTagsMatchWeaklyOnly() {
        EntityTags weak = parse("W/" + TAG);

        assertThat(weak.matchesStrongly(CURRENT)).isFalse();
        assertThat(weak.matchesWeakly(CURRENT)).isTrue();
    }

    /** Tags are opaque: another notation of the same number, or of the same bytes, is another tag. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"07-c29tZS1pZC1vZi0yNC1ieXRlcy1h\"",
                "\"7\"",
                "\"7-\"",
                "\"7-c29tZS1pZC1vZi0yNC1ieXRlcy1hAA\"",
                "\"7-c29tZS1pZC1vZi0yNC1ieXRlcy1b\"",
                "\"-7-c29tZS1pZC1vZi0yNC1ieXRlcy1h\"",
                "\"99999999999999999999\"",
                "\"C29TZS1PZC1VZI0YNC1IEXRLCY1H\"",
                "\"\u00e4\u00ff\"",
                "\"back\\slash\"",
                "",
                " , ,"
            })
    void otherTagsMatchNothing(String text) {
        EntityTags tags = parse(text);

        assertThat(tags.matchesStrongly(CURRENT)).isFalse();
        assertThat(tags.matchesWeakly(CURRENT)).isFalse();
        assertThat(tags.tags()).allSatisfy(tag -> assertThat(tag.revision()).isNotEqualTo(CURRENT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "7-abc",
                "\"unterminated",
                "unopened\"",
                "\"",
                "W/",
                "W/garbage",
                "w/\"a\"",
                "W /\"a\"",
                "\"a\" \"b\"",
                "\"a\"\"b\"",
                "\"a\";\"b\"",
                "*, \"a\"",
                "\"a\", *",
                "*, *",
                "**",
                "\"with space\"",
                "\"with\u0001control\"",
                "\"with\u007fdelete\"",
                "\"with\u0100more\"",
                "'a'"
            })
    void whatIsNoListIsABadRequest(String text) {
        assertThatExceptionOfType(DynaStoreProblem.class)
                .isThrownBy(() -> parse(text))
                .satisfies(problem -> {
                    assertThat(problem.getStatusCode().value()).isEqualTo(400);
                    assertThat(problem.getBody().getDetail()).isEqualTo("If-Match is not a list of ETags.");
                });
    }

    private static EntityTags parse(String text) {
        return Objects.requireNonNull(EntityTags.parse("If-Match", List.of(text)));
    }
}
