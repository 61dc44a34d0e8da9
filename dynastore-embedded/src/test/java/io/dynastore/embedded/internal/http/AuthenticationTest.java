package io.dynastore.embedded.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.wire.ApiError;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
    private static final String SIGNED = "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c";

    @ParameterizedTest
    @ValueSource(
            strings = {
                SIGNED,
                "AWS4-HMAC-SHA256 Credential=a,SignedHeaders=b,Signature=c",
                "AWS4-ECDSA-P256-SHA256 Signature=c," + " Credential=a, SignedHeaders=b"
            })
    void aSignedRequestIsHeard(String field) {
        assertThat(Authentication.check(head("", field, "X-Amz-Date"))).isNull();
        assertThat(Authentication.check(head("", field, "Date"))).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AWS4-HMAC-SHA256                              | Credential Signature SignedHeaders
            AWS4-HMAC-SHA256 Credential=a                 | Signature SignedHeaders
            AWS4-HMAC-SHA256 Credential=a, Signature=b    | SignedHeaders
            AWS4-HMAC-SHA256 SignedHeaders=b, Signature=c | Credential
            """)
    void eachMissingPartIsNamed(String field, String missing) {
        ApiError error = Objects.requireNonNull(Authentication.check(head("", field, null)));

        StringBuilder message = new StringBuilder();
        for (String part : missing.split(" ", -1)) {
            message.append("Authorization header requires '").append(part).append("' parameter. ");
        }
        assertThat(error.type().simpleName()).isEqualTo("IncompleteSignatureException");
        assertThat(error)
                .hasMessage(message + "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date'"
                        + " header. Authorization=" + field);
    }

    @Test
    void aRequestThatIsNotSignedLacksAToken() {
        assertThat(type("", null)).isEqualTo("MissingAuthenticationTokenException");
        assertThat(type("", "Bearer abc")).isEqualTo("MissingAuthenticationTokenException");
    }

    @Test
    void aRequestMayBeSignedByItsQueryButNotInBothWays() {
        String query = "X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Signature=c&X-Amz-SignedHeaders=d&X-Amz-Date=e";
        assertThat(Authentication.check(head(query, null, null))).isNull();
        assertThat(type(query, SIGNED)).isEqualTo("InvalidSignatureException");
        assertThat(Authentication.check(head("X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Signature=c", null, null)))
                .hasMessage(
                        "AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters"
                                + " must include 'X-Amz-Date'. Re-examine the query-string parameters.");
    }

    private static String type(String query, String field) {
        return Objects.requireNonNull(Authentication.check(head(query, field, "Date")))
                .type()
                .simpleName();
    }

    private static Head head(String query, String field, String date) {
        Fields fields = new Fields();
        if (field != null) {
            fields.add("Authorization", field);
        }
        if (date != null) {
            fields.add(date, "20260131T090000Z");
        }
        return new Head("POST", null, "/", query, true, fields);
    }
}
