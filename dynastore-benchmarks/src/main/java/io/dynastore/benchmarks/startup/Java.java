package io.dynastore.benchmarks.startup;

import io.dynastore.benchmarks.DynamoDbProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a JVM and waits for its end. */
final class Java {
    private static final int SECONDS = 180;

    private Java() {}

    /** What it has printed; it fails if the JVM does. */
    static List<String> run(List<String> arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("startup", ".log");
        try {
            List<String> command = new ArrayList<>();
            command.add(DynamoDbProcess.java());
            command.addAll(arguments);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            List<String> lines = Files.readAllLines(output);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(
                        (ended ? "Failed: " : "Did not end: ") + arguments + "\n" + String.join("\n", lines));
            }
            return lines;
        } finally {
            Files.delete(output);
        }
    }
}
