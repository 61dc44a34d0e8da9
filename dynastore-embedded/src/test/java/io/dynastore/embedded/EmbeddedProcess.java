package io.dynastore.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A second JVM with an embedded DynamoDB, which it closes on request. */
final class EmbeddedProcess implements AutoCloseable {

    private static final String READY = "embedded DynamoDB ready";

    private final Process process;

    private EmbeddedProcess(Process process) {
        this.process = process;
    }

    static EmbeddedProcess start(Path path) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedProcess.class.getName(),
                        path.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); !READY.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException("The second JVM ended early:\n" + seen);
            }
            seen.append(line).append('\n');
        }
        return new EmbeddedProcess(process);
    }

    /** Makes it close its DynamoDB and return from its main method, and returns whether the JVM ended on its own. */
    boolean endsByItself() throws InterruptedException {
        try {
            process.outputWriter(StandardCharsets.UTF_8).close();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return process.waitFor(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The second JVM's program: runs until its standard input ends. */
    public static void main(String[] args) throws IOException {
        try (EmbeddedDynamoDb embedded =
                        EmbeddedDynamoDb.builder().file(Path.of(args[0])).start();
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(embedded);
            System.out.println(READY);
            while (input.readLine() != null) {
                // Nothing is said but the end.
            }
        }
    }
}
