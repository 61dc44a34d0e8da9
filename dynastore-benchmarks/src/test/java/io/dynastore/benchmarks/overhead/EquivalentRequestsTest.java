package io.dynastore.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.benchmarks.overhead.OverheadBenchmark.Kind;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EquivalentRequestsTest {
    @Test
    void dynastoreAndTheCodeByHandSendTheSame() {
        EquivalentRequests.check();

        assertThat(EquivalentRequests.requests(Kind.RAW))
                .containsOnlyKeys("get", "update", "create", "page")
                .isEqualTo(EquivalentRequests.requests(Kind.DYNASTORE))
                .isEqualTo(EquivalentRequests.requests(Kind.DYNASTORE_JSON));
    }

    @Test
    void whatIsSentDoesTheWholeJob() {
        JsonNode update = EquivalentRequests.requests(Kind.RAW).get("update");

        assertThat(update.path("ConditionExpression").stringValue())
                .contains("version = :version", "writeId = :expected", "expires > :now");
        assertThat(update.path("ReturnValuesOnConditionCheckFailure").stringValue())
                .isEqualTo("ALL_OLD");
        assertThat(update.path("ExpressionAttributeValues")
                        .path(":writeId")
                        .path("B")
                        .stringValue())
                .isEqualTo("24 bytes");
    }

    @Test
    void theEnhancedClientSendsLess() {
        assertThat(EquivalentRequests.requests(Kind.ENHANCED).get("update"))
                .isNotEqualTo(EquivalentRequests.requests(Kind.RAW).get("update"));
    }
}
