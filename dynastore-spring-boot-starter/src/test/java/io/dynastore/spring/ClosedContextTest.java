package io.dynastore.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.TableDefinition;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Fault;
import io.dynastore.embedded.RandomFaults;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Contexts of another process that are closed while eight threads write: what each of them says of its writes is true, by the table
 * as this process finds it.
 */
class ClosedContextTest {
    private static final int CONTEXTS = Boolean.getBoolean("dynastore.soak") ? 200 : 8;
    private static final String TABLE = "ClosedContexts";

    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
    private final DynamoDbClient raw = EmbeddedClients.of(database);

    /** The values that each key can have, by what was said last. */
    private final Map<String, Set<String>> possible = new HashMap<>();

    private final List<String> said = new ArrayList<>();

    @AfterEach
    void close() {
        raw.close();
        database.close();
    }

    @Test
    void noWriteIsMisreported() throws Exception {
        DynaStore.create(raw).table(TableDefinition.of(TABLE)).createIfAbsent();
        database.faults()
                .randomly(RandomFaults.seeded(1)
                        .with(Fault.delay(Duration.ofMillis(2)), 0.3)
                        .with(Fault.delayReply(Duration.ofMillis(2)), 0.3));

        int status = run();

        assertThat(status).as("%s", last()).isZero();
        assertThat(wrong()).isEmpty();
        assertThat(said).noneMatch(line -> line.startsWith("STRANGE "));
        assertThat(said.stream().filter(line -> line.startsWith("UNKNOWN ")))
                .as("there are writes whose outcome is unknown")
                .isNotEmpty();
        assertThat(possible).hasSizeGreaterThanOrEqualTo(CONTEXTS * ClosingApplication.WRITERS);
    }

    private int run() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogging.level.root=OFF",
                        "-cp",
                        ClassPaths.minimal().stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(File.pathSeparator)),
                        ClosingApplication.class.getName(),
                        Integer.toString(CONTEXTS),
                        "--spring.main.banner-mode=off",
                        "--dynastore.endpoint=" + database.listen(0),
                        "--dynastore.table.name=" + TABLE,
                        "--dynastore.initialize-tables=never",
                        "--dynastore.partitions." + ClosingApplication.PARTITION + ".type=java.lang.String")
                .redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(this::note);
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    private void note(String line) {
        if (!line.startsWith("NOTE ")) {
            said.add(line);
            return;
        }
        int end = line.indexOf(' ', 5);
        Set<String> values =
                Stream.of(line.substring(end + 1, line.length() - 1).split(",")).collect(Collectors.toSet());
        Stream.of(line.substring(5, end).split(",")).forEach(key -> possible.put(key, values));
    }

    private List<String> last() {
        return said.subList(Math.max(0, said.size() - 20), said.size());
    }

    private List<String> wrong() {
        Map<String, String> found = new HashMap<>();
        raw.scanPaginator(scan -> scan.tableName(TABLE).consistentRead(true))
                .items()
                .forEach(item ->
                        found.put(item.get("name").s(), item.get("payload").s()));
        List<String> wrong = new ArrayList<>();
        possible.forEach((key, values) -> {
            String value = found.getOrDefault(key, ClosingApplication.ABSENT);
            String other = found.getOrDefault(key + "-other", ClosingApplication.ABSENT);
            if (!values.contains(value)) {
                wrong.add(key + " should be one of " + values + " and is " + value);
            } else if (possible.containsKey(key + "-other") && !value.equals(other)) {
                wrong.add(key + " was written without the other entry of its transaction, or that without it");
            }
        });
        return wrong;
    }
}
