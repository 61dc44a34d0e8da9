package io.dynastore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class JavaProcessTest {
    @Test
    void theDatabaseAnswersInAProcessOfItsOwnAndEndsWhenClosed() throws IOException {
        Process process;
        try (JavaProcess.Database database = JavaProcess.Database.start();
                DynamoDbClient client = database.client()) {
            process = database.process();
            assertThat(client.listTables().tableNames()).isEmpty();
            assertThat(database.endpoint().getHost()).isEqualTo("127.0.0.1");
        }

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void theOutputOfAProcessThatFailsIsShown() {
        assertThatIllegalStateException()
                .isThrownBy(() -> JavaProcess.run(JavaProcess.HOME, List.of("NoSuchClass")))
                .withMessageContaining("ClassNotFoundException");
    }
}
