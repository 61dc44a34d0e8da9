package io.dynastore.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.http.RawClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the program as a user does: a JVM of its own, without the AWS SDK. */
class MainTest {
    private static final int TERMINATED = 128 + 15;

    private static final String TABLE = """
            {"TableName": "Notes", "BillingMode": "PAY_PER_REQUEST",
             "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
             "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}""";

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void theProgramListensUntilItIsTerminated() throws Exception {
        Process process = start("--port", "0");
        String line = line(process);
        assertThat(line)
                .matches("dynastore embedded DynamoDB listening on http://127\\.0\\.0\\.1:[0-9]+, data in memory");
        try (RawClient client = connect(line)) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .receive()
                            .status())
                    .isEqualTo(400);

            assertThat(exitOf(terminated(process))).isEqualTo(TERMINATED);
            assertThat(client.read()).isEqualTo(-1);
        }
        assertThat(errors(process)).isEmpty();
    }

    @Test
    void dataInAFileIsThereAfterTheProgramWasTerminated() throws Exception {
        Path file = folder.resolve("data.db");
        Process first = start("--port", "0", "--file", "data.db", "--fsync");
        String line = line(first);
        assertThat(line).endsWith(", data in " + file.toRealPath());
        try (RawClient client = connect(line)) {
            assertThat(client.send(RawClient.request("CreateTable", TABLE))
                            .receive()
                            .status())
                    .isEqualTo(200);
            assertThat(exitOf(terminated(first))).isEqualTo(TERMINATED);
        }

        Process second = start("--port", "0", "--file", "data.db");
        try (RawClient client = connect(line(second))) {
            assertThat(client.send(RawClient.request("ListTables", "{}"))
                            .receive()
                            .text())
                    .isEqualTo("{\"TableNames\":[\"Notes\"]}");
        }
    }

    @Test
    void aFileInUseIsOneLineAndStatus1() throws Exception {
        try (EmbeddedDynamoDb other =
                EmbeddedDynamoDb.builder().file(folder.resolve("data.db")).start()) {
            Process process = start("--port", "0", "--file", "data.db");

            assertThat(exitOf(process)).as(other.toString()).isEqualTo(1);
            assertThat(errors(process)).singleElement().asString().contains("data.db");
        }
    }

    @Test
    void helpIsPrintedWithoutAStart() throws Exception {
        Process process = start("--help");

        assertThat(exitOf(process)).isZero();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("Usage: ")
                .contains("--allowed-host");
        assertThat(errors(process)).isEmpty();
    }

    @Test
    void aWrongArgumentIsOneLineAndStatus2() throws Exception {
        Process process = start("--prot", "8000");

        assertThat(exitOf(process)).isEqualTo(2);
        assertThat(errors(process)).containsExactly("Unknown argument \"--prot\": --help prints the options.");
    }

    @Test
    void hostsForTheLoopbackAddressAreAWrongArgument() throws Exception {
        Process process = start("--port", "0", "--allowed-host", "dynamodb");

        assertThat(exitOf(process)).isEqualTo(2);
        assertThat(errors(process)).singleElement().asString().contains("bind another address");
    }

    @Test
    void aPortInUseIsOneLineAndStatus1() throws Exception {
        try (EmbeddedDynamoDb other = EmbeddedDynamoDb.inMemory()) {
            int port = other.listen(0).getPort();
            Process process = start("--port", Integer.toString(port));

            assertThat(exitOf(process)).isEqualTo(1);
            assertThat(errors(process))
                    .singleElement()
                    .asString()
                    .startsWith("The embedded DynamoDB cannot listen on 127.0.0.1:" + port + " (");
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                "io.dynastore.embedded.Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        started.add(process);
        return process;
    }

    /** Returns the class path of the module with its required dependencies. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1))
                .filter(entry -> (entry.endsWith("classes") && !entry.endsWith("test-classes"))
                        || entry.contains("h2-mvstore")
                        || entry.contains("jackson-core"))
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static String line(Process process) throws IOException {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        return reader.readLine();
    }

    private static RawClient connect(String line) throws IOException {
        URI endpoint = URI.create(line.replaceAll(".*(http://[^,]*),.*", "$1"));
        return new RawClient(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
    }

    private static Process terminated(Process process) {
        process.destroy();
        return process;
    }

    private static int exitOf(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        return process.exitValue();
    }

    private List<String> errors(Process process) throws IOException {
        assertThat(process.isAlive()).isFalse();
        return Files.readAllLines(folder.resolve("errors"));
    }
}
