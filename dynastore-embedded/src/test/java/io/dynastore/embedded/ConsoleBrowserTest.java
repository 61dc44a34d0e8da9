package io.dynastore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The pages in a headless Chromium, which prints the document that it made of them. */
class ConsoleBrowserTest {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private static final List<String> OPTIONS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--enable-logging=stderr",
            "--dump-dom");

    private static final long PATIENCE_SECONDS = 60;

    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
    private final DynamoDbClient client = EmbeddedClients.of(database);
    private final URI endpoint = database.listen(0);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        client.close();
        database.close();
    }

    @Test
    void aBrowserShowsTheStyledPageAndRunsNothingThatItContains() throws IOException, InterruptedException {
        String hostile =
                "</td><script>document.title = 'taken over'</script><img src=x onerror=\"document.title = 'too'\">";
        Tables.create(client, "plain", "id", ScalarAttributeType.S, null);
        client.putItem(request -> request.tableName("plain")
                .item(Map.of("id", AttributeValue.fromS(hostile), hostile, AttributeValue.fromS(hostile))));

        Shown shown = show("/?table=plain&key=" + "%22%3E%3Cscript%3Edocument.title%3D1%3C%2Fscript%3E");
        Shown list = show("/?table=plain");

        assertThat(shown.document()).contains("<title>plain – embedded DynamoDB</title>", "No items.");
        assertThat(list.document())
                .contains("<title>plain – embedded DynamoDB</title>", "color-scheme: light dark")
                .contains("&lt;script&gt;document.title = 'taken over'&lt;/script&gt;")
                .doesNotContain("<script", "<img");
        assertThat(shown.complaints()).isEmpty();
        assertThat(list.complaints()).isEmpty();
    }

    /** A page as the browser understood it, and what its console says. */
    private record Shown(String document, List<String> complaints) {}

    private Shown show(String target) throws IOException, InterruptedException {
        Optional<Path> chromium = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(chromium.isPresent(), "Skipped, because there is no Chromium on the PATH");
        List<String> command = new ArrayList<>(List.of(chromium.orElseThrow().toString()));
        command.addAll(OPTIONS);
        command.add("--user-data-dir=" + folder.resolve("profile"));
        command.add("http://localhost:" + endpoint.getPort() + target);
        Path document = folder.resolve("document");
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectOutput(document.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("Chromium ended")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<String> complaints = Files.readString(log, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("CONSOLE"))
                .toList();
        return new Shown(Files.readString(document, StandardCharsets.UTF_8), complaints);
    }
}
