package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a newcomer reads whose credentials AWS refuses. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedFailureMessagesTest {
    private static final String CORAL = "com.amazon.coral.service";
    private static final String DYNAMODB = "com.amazonaws.dynamodb.v20120810";

    static final class Nothing {}

    @Test
    void theTableMayNotBeDescribed(CapturedOutput output) {
        String denied =
                "User: arn:aws:iam::123456789012:user/crm is not authorized to perform: dynamodb:DescribeTable on"
                        + " resource: arn:aws:dynamodb:eu-west-1:123456789012:table/CRMTable";
        assertThat(message(output, CORAL, "AccessDeniedException", denied))
                .contains("dynastore cannot describe or create its DynamoDB table 'CRMTable', because AWS does"
                        + " not allow it: " + denied)
                .contains("Allow it in an IAM policy of the role or user that the application runs as")
                .contains("set 'dynastore.initialize-tables' to 'never'");
    }

    @Test
    void theAccessKeyIsNotKnown(CapturedOutput output) {
        assertThat(message(
                        output,
                        CORAL,
                        "UnrecognizedClientException",
                        "The security token included in the request is invalid."))
                .contains("because the credentials are invalid: The security token included in the request is invalid.")
                .contains("AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN", "an AWS profile")
                .doesNotContain("never");
    }

    @Test
    void theTokenHasExpired(CapturedOutput output) {
        assertThat(message(
                        output,
                        DYNAMODB,
                        "ExpiredTokenException",
                        "The security token included in the request is expired"))
                .contains("because the credentials have expired: The security token included in the request is expired")
                .contains("Obtain new ones, for example by 'aws sso login'");
    }

    @Test
    void theSecretKeyIsWrong(CapturedOutput output) {
        assertThat(message(
                        output,
                        CORAL,
                        "InvalidSignatureException",
                        "The request signature we calculated does not match the signature you provided."))
                .contains("because the signature of the request is invalid: The request signature")
                .contains("Correct the secret access key, and the clock of this machine");
    }

    private static String message(CapturedOutput output, String type, String code, String text) {
        try (RefusingServer server = RefusingServer.start(type, code, text)) {
            return FailedStart.message(
                    output,
                    Nothing.class,
                    "dynastore.table.name=CRMTable",
                    "dynastore.initialize-tables=always",
                    "dynastore.endpoint=" + server.endpoint());
        }
    }
}
