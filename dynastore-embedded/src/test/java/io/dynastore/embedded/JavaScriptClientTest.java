package io.dynastore.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The AWS SDK for JavaScript is a client over HTTP. The test needs Node.js, and npm to fetch the SDK. */
class JavaScriptClientTest {
    @Test
    void twentyOperationsBehaveAsOnAws() throws IOException, InterruptedException {
        Npm npm = Npm.install("javascript");
        npm.copy("operations.mjs");
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory()) {
            URI endpoint = database.listen(0);
            int status = npm.run("node", "operations.mjs", endpoint.toString());

            assertThat(status).as(npm.output()).isZero();
            assertThat(npm.output()).endsWith("21 steps behaved\n");
        }
    }
}
