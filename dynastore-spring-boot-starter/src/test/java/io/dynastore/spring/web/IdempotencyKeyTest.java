package io.dynastore.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the header is read. */
class IdempotencyKeyTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"8e03978e-40d5-43e8-bc93-6894a57f9324\"`,8e03978e-40d5-43e8-bc93-6894a57f9324",
                "8e03978e-40d5-43e8-bc93-6894a57f9324,8e03978e-40d5-43e8-bc93-6894a57f9324",
                "`\"a b, c; d\"`,`a b, c; d`",
                "`\"a\\\"b\\\\c\"`,`a\"b\\c`",
                "`\"a\";p;q=1;r=-1.5;s=\"x;y\";t=tok/en;u=?1;v=:YQ==:;w=@1659578233`,a",
                "a+b/c=:d,a+b/c=:d",
                "`a'b~c{}|`,`a'b~c{}|`",
            })
    void aStringOrItsCharactersAreTheKey(String field, String value) {
        assertThat(IdempotencyKey.parse(List.of(field)).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"\"",
                "\"",
                "\"a",
                "a\"",
                "a\"b\"",
                "\"a\"b",
                "\"a\" ;p",
                "\"a\";",
                "\"a\";P",
                "\"a\";p=",
                "\"a\", \"b\"",
                "a,b",
                "a;b",
                "a b",
                "a\\b",
                "\"a\\b\"",
                "é",
                "\"é\"",
                "\"a\tb\"",
                "\u0001"
            })
    void anythingElseIsMalformed(String field) {
        assertMalformed(List.of(field));
    }

    @Test
    void thereIsOneFieldOfAtMost255Characters() {
        assertThat(IdempotencyKey.parse(List.of("\"" + "\\\"".repeat(255) + "\""))
                        .value())
                .isEqualTo("\"".repeat(255));
        assertMalformed(List.of("a".repeat(256)));
        assertMalformed(List.of("a", "a"));
        assertMalformed(List.of());
    }

    @Test
    void itIsNotShown() {
        assertThat(IdempotencyKey.parse(List.of("secret"))).hasToString("IdempotencyKey[6 characters]");
    }

    private static void assertMalformed(List<String> fields) {
        assertThatExceptionOfType(DynaStoreProblem.class)
                .isThrownBy(() -> IdempotencyKey.parse(fields))
                .satisfies(
                        problem -> assertThat(problem.getStatusCode().value()).isEqualTo(400));
    }
}
