package io.dynastore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoDbProcessTest {
    @Test
    void itAnswersInAProcessOfItsOwnAndEndsWhenClosed() throws IOException {
        List<ProcessHandle> before = ProcessHandle.current().children().toList();
        ProcessHandle child;
        try (DynamoDbProcess database = DynamoDbProcess.start();
                DynamoDbClient client =
                        database.client(ClientOverrideConfiguration.builder().build())) {
            child = ProcessHandle.current()
                    .children()
                    .filter(process -> !before.contains(process))
                    .findFirst()
                    .orElseThrow();

            assertThat(client.listTables().tableNames()).isEmpty();
            assertThat(database.endpoint().getHost()).isEqualTo("127.0.0.1");
        }
        assertThat(child.isAlive()).isFalse();
    }
}
