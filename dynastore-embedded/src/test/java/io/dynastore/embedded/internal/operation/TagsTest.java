package io.dynastore.embedded.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {
    private static final String ARN = "'ResourceArn': 'arn:aws:dynamodb:us-east-1:000000000000:table/Tab'";

    private final Api api = new Api().withTable("Tab");

    @AfterEach
    void close() {
        api.close();
    }

    private String tags() {
        return api.text("ListTagsOfResource", "{" + ARN + "}");
    }

    @Test
    void tagsAreAddedReplacedAndRemoved() {
        assertThat(tags()).isEqualTo("{'Tags':[]}");

        api.call("TagResource", "{" + ARN + ", 'Tags': [{'Key': 'a', 'Value': '1'}, {'Key': 'b', 'Value': ''}]}");
        api.call("TagResource", "{" + ARN + ", 'Tags': [{'Key': 'a', 'Value': '2'}]}");
        assertThat(tags()).contains("'2'", "'b'").doesNotContain("'1'");

        assertThat(api.call("UntagResource", "{" + ARN + ", 'TagKeys': ['a', 'never']}"))
                .isEmpty();
        assertThat(tags()).contains("'b'").doesNotContain("'a'");
    }

    @Test
    void tagsMayBeGivenWhenATableIsCreated() {
        api.call("CreateTable", """
                {'TableName': 'New', 'BillingMode': 'PAY_PER_REQUEST', 'Tags': [{'Key': 'a', 'Value': '1'}],
                 'AttributeDefinitions': [{'AttributeName': 'id', 'AttributeType': 'S'}],
                 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}]}
                """);

        assertThat(api.text("ListTagsOfResource", "{" + ARN.replace("Tab", "New") + "}"))
                .contains("'a'", "'1'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ListTagsOfResource", "TagResource", "UntagResource"})
    void aResourceThatIsNotATableOrDoesNotExistIsRefused(String operation) {
        String rest = ", 'Tags': [{'Key': 'a', 'Value': '1'}], 'TagKeys': ['a']}";
        assertThat(api.error(operation, "{" + ARN.replace("Tab", "None") + rest))
                .startsWith("ResourceNotFoundException: Requested resource not found");
        assertThat(api.error(operation, "{" + ARN.replace("table/Tab", "backup/Tab") + rest))
                .startsWith("ValidationException: Invalid TableArn: Invalid ResourceArn provided as input arn:aws");
        assertThat(api.error(operation, "{'ResourceArn': 'abc'" + rest))
                .startsWith("AccessDeniedException: User: ")
                .endsWith(" is not authorized to perform: dynamodb:" + operation + " on resource: abc");
    }

    @Test
    void aRequestWithoutATagIsRefused() {
        assertThat(api.error("TagResource", "{" + ARN + ", 'Tags': []}"))
                .isEqualTo("ValidationException: Atleast one Tag needs to be provided as Input.");
        assertThat(api.error("UntagResource", "{" + ARN + ", 'TagKeys': []}"))
                .isEqualTo("ValidationException: Atleast one Tag Key needs to be provided as Input.");
    }
}
