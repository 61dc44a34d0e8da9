package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTest {
    private static final String ID = "AAECAwQFBgcICQoLDA0ODw";

    @Test
    void itsTextIsAStrongEntityTag() {
        assertThat(new Revision(3, ID)).hasToString("\"3-" + ID + "\"");
        assertThat(new Revision(3, null)).hasToString("\"3\"");
    }

    @Test
    void itsTextMakesTheRoundTrip() {
        Random random = new Random(42);
        for (int i = 0; i < 1000; i++) {
            byte[] id = new byte[1 + random.nextInt(32)];
            random.nextBytes(id);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
            Revision revision = new Revision(1 + random.nextLong(Long.MAX_VALUE), i % 10 == 0 ? null : text);

            assertThat(Revision.parse(revision.toString())).isEqualTo(revision);
        }
        for (long version : new long[] {1, 9, 10, Long.MAX_VALUE}) {
            assertThat(Revision.parse(new Revision(version, null).toString()).version())
                    .isEqualTo(version);
        }
    }

    @Test
    void eachRevisionOfAStoreMakesTheRoundTrip() {
        Partition<String> partition = new TestStore().partition;
        for (int i = 0; i < 20; i++) {
            Revision revision = partition.put("k", "v").revision();

            assertThat(revision.toString()).matches("\"[0-9]+-[A-Za-z0-9_-]{32}\"");
            assertThat(Revision.parse(revision.toString())).isEqualTo(revision);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "W/\"3\"",
                "W/\"3-AAECAwQFBgcICQoLDA0ODw\"",
                "w/\"3\"",
                "*",
                "",
                "\"\"",
                "\"",
                "-",
                "three",
                "3-",
                "\"3-\"",
                "3",
                "3-AAECAwQFBgcICQoLDA0ODw",
                "\"3",
                "3\"",
                "\"0\"",
                "\"-1\"",
                "\"-1-AAECAwQFBgcICQoLDA0ODw\"",
                "\"-9223372036854775808\"",
                "\"03\"",
                "\"+3\"",
                "\" 3\"",
                "\"3 \"",
                "\"3\"\n",
                "\"3\n\"",
                "\"٣\"",
                "\"３\"",
                "\"3-AB\"",
                "\"3-AAF\"",
                "\"9223372036854775808\"",
                "3.0",
                "+3",
                "--3",
                "3-A",
                "3-AA=",
                "3-A+/A",
                "3-AAEC\u00e9",
                " 3",
                "3 ",
                "3\n",
                "\"3\", \"4\"",
                "'3'",
                "٣",
                "9223372036854775808",
                "-9223372036854775809",
                "99999999999999999999",
                "00000000000000000003"
            })
    void anythingElseIsNoRevision(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Revision.parse(text))
                .withMessageContaining("Invalid revision");
    }

    @Test
    void aLongTextIsRefusedAndNotRepeatedInFull() {
        for (String text : List.of(
                "x".repeat(100_000),
                "\"1-" + "A".repeat(1_000_000) + "\"",
                "\"" + "1".repeat(1_000_000) + "\"",
                "\"1-" + "A".repeat(200) + "\"",
                "\n".repeat(1_000_000))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Revision.parse(text))
                    .satisfies(
                            e -> assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\n"));
        }
    }

    @Test
    void nullIsNoRevision() {
        assertThatNullPointerException().isThrownBy(() -> Revision.parse(null));
    }

    @Test
    void garbageIsReadOrRefusedAndNothingElse() {
        Random random = new Random(7);
        String alphabet = "\"\"-0123456789AZaz_W/=+* \u0000é\uD83D";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                assertThat(Revision.parse(text.toString())).hasToString(text.toString());
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("Invalid revision");
            }
        }
    }
}
