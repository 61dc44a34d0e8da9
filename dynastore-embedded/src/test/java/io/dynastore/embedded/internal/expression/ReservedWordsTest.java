package io.dynastore.embedded.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedWordsTest {
    @ParameterizedTest
    @ValueSource(strings = {"ABORT", "abort", "Name", "size", "status", "ttl", "inNter", "FLATTERN", "zone"})
    void reservedWordsAreFoundInAnyCase(String word) {
        assertThat(ReservedWords.contains(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id", "pk", "sk", "names1", "#name", "expires", "version", "payload"})
    void otherNamesAreFree(String word) {
        assertThat(ReservedWords.contains(word)).isFalse();
    }
}
