package io.dynastore.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.benchmarks.EmbeddedDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class GrowthTest {
    private final RequestCounter requests = new RequestCounter();
    private final EmbeddedDatabase database = new EmbeddedDatabase();
    private final DynamoDbClient client = database.client(database.http(), requests.configuration());

    @AfterEach
    void close() {
        client.close();
        database.close();
    }

    @Test
    void allOfAPartitionIsStreamed() {
        StreamFigures figures = new StreamGrowth(client).run(List.of(260, 510), 1);

        assertThat(figures.sizes()).allSatisfy(size -> {
            assertThat(size.dynastore()).hasSize(1);
            assertThat(size.pages()).hasSize(1);
            assertThat(size.heapBytes()).hasSize(1);
        });
    }

    @Test
    void oneWriterNeedsTwoRequestsAndSeveralLoseNothing() throws Exception {
        ModifyFigures figures = new ModifyGrowth(client, requests).run(List.of(1, 4), 12, 1);

        assertThat(figures.runs().get(0).requestsPerChange()).isEqualTo(2);
        assertThat(figures.runs().get(1).changed()).isEqualTo(12);
        assertThat(figures.goal().isMet()).isTrue();
    }
}
