package io.dynastore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The AWS SDK for JavaScript is a client over HTTP. The test needs Node.js, and npm to fetch the SDK. */
class JavaScriptClientTest {
    private static final Path FOLDER = Path.of("target", "javascript");
    private static final String[] INSTALL = {
        "npm",
        "install",
        "--no-package-lock",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--fetch-retries=1",
        "--loglevel=error"
    };
    private static final long PATIENCE_SECONDS = 180;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        assumeTrue(runs("node", "--version"), "Skipped, because there is no Node.js");
        assumeTrue(runs("npm", "--version"), "Skipped, because there is no npm");
        boolean installed = same("package.json") && Files.exists(FOLDER.resolve("node_modules/.package-lock.json"));
        copy("package.json");
        copy("operations.mjs");
        assumeTrue(installed || runs(INSTALL), "Skipped, because npm cannot fetch the AWS SDK for JavaScript");
    }

    @Test
    void twentyOperationsBehaveAsOnAws() throws IOException, InterruptedException {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory()) {
            URI endpoint = database.listen(0);
            int status = run("node", "operations.mjs", endpoint.toString());

            String output = Files.readString(FOLDER.resolve("output"));
            assertThat(status).as(output).isZero();
            assertThat(output).endsWith("21 steps behaved\n");
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return run(command) == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("output").toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("ended: " + String.join(" ", command))
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean same(String file) throws IOException {
        Path copy = FOLDER.resolve(file);
        return Files.exists(copy) && Files.readString(copy).equals(text(file));
    }

    private static void copy(String file) throws IOException {
        Files.writeString(FOLDER.resolve(file), text(file));
    }

    private static String text(String file) throws IOException {
        try (InputStream resource = JavaScriptClientTest.class.getResourceAsStream("/javascript/" + file)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
