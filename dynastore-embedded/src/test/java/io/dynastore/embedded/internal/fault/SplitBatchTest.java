package io.dynastore.embedded.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.json.Json;
import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Request;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SplitBatchTest {
    @Test
    void theItemsOfSeveralTablesAreSplitInTheirOrder() {
        Request request =
                request("BatchWriteItem", "{'ReturnConsumedCapacity':'TOTAL','RequestItems':{'A':[1,2],'B':[3]}}");
        for (int seed = 0; seed < 20; seed++) {
            SplitBatch batch = SplitBatch.of(request, new Random(seed)).orElseThrow();
            String sent = text(batch.request().body());
            String rest = text(
                    batch.addTo(Reply.of(200, bytes("{'UnprocessedItems':{}}"))).body());
            assertThat(sent)
                    .startsWith("{'ReturnConsumedCapacity':'TOTAL','RequestItems':{")
                    .doesNotContain("[]");
            assertThat(rest).startsWith("{'UnprocessedItems':{").doesNotContain("[]");
            for (String item : new String[] {"1", "2", "3"}) {
                assertThat(sent.contains(item)).isNotEqualTo(rest.contains(item));
            }
        }
    }

    @Test
    void aSplitTableOfReadsKeepsItsSettings() {
        Request request = request("BatchGetItem", "{'RequestItems':{'A':{'Keys':[1,2],'ConsistentRead':true}}}");
        SplitBatch batch = SplitBatch.of(request, new Random(0)).orElseThrow();
        assertThat(text(batch.request().body()))
                .matches("\\{'RequestItems':\\{'A':\\{'Keys':\\[\\d],'ConsistentRead':true}}}");
        assertThat(text(batch.addTo(Reply.of(200, bytes("{'Responses':{}}"))).body()))
                .matches("\\{'Responses':\\{},'UnprocessedKeys':\\{'A':\\{'Keys':\\[\\d],'ConsistentRead':true}}}");
    }

    @Test
    void whatTheDatabaseLeavesUnprocessedComesBackToo() {
        Request writes = request("BatchWriteItem", "{'RequestItems':{'A':[1,2]}}");
        SplitBatch split = SplitBatch.of(writes, new Random(0)).orElseThrow();
        assertThat(text(split.addTo(Reply.of(200, bytes("{'UnprocessedItems':{'A':[8],'B':[9]}}")))
                        .body()))
                .matches("\\{'UnprocessedItems':\\{'A':\\[8,\\d],'B':\\[9]}}");

        Request reads = request("BatchGetItem", "{'RequestItems':{'A':{'Keys':[1,2]}}}");
        SplitBatch splitReads = SplitBatch.of(reads, new Random(0)).orElseThrow();
        assertThat(text(splitReads
                        .addTo(Reply.of(200, bytes("{'UnprocessedKeys':{'A':{'Keys':[8]}}}")))
                        .body()))
                .matches("\\{'UnprocessedKeys':\\{'A':\\{'Keys':\\[8,\\d]}}}");
    }

    @Test
    void anErrorStaysAsItIs() {
        SplitBatch batch = SplitBatch.of(request("BatchWriteItem", "{'RequestItems':{'A':[1,2]}}"), new Random(0))
                .orElseThrow();
        Reply error = Reply.of(400, bytes("{'__type':'x#y'}"));
        assertThat(batch.addTo(error)).isSameAs(error);
    }

    @Test
    void aBatchOfFewerThanTwoItemsCannotBeSplit() {
        assertThat(SplitBatch.of(request("BatchWriteItem", "{'RequestItems':{'A':[1]}}"), new Random(0)))
                .isEmpty();
        assertThat(SplitBatch.of(request("BatchWriteItem", "{}"), new Random(0)))
                .isEmpty();
        assertThat(SplitBatch.of(request("BatchGetItem", "no JSON"), new Random(0)))
                .isEmpty();
    }

    private static Request request(String operation, String json) {
        return new Request(operation, bytes(json));
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] json) {
        return new String(Json.write(Json.read(json)), StandardCharsets.UTF_8).replace('"', '\'');
    }
}
