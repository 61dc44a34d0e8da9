package io.dynastore.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged application in a JVM of its own, on free ports of the loopback address. */
final class PackagedApplication implements AutoCloseable {
    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Process process;

    /** Starts it and waits until it answers. */
    PackagedApplication(String... jvmArguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(jvmArguments));
        command.add("-jar");
        command.add(Objects.requireNonNull(
                System.getProperty("sample.jar"), "The jar that 'mvn verify' has made: -Dsample.jar=..."));
        command.addAll(List.of(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--dynastore.embedded.port=0",
                "--crm.demo-customers=false"));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread reader = new Thread(this::read, "sample-log");
        reader.setDaemon(true);
        reader.start();
        try {
            port.get(2, TimeUnit.MINUTES);
        } catch (Exception e) {
            close();
            throw new IllegalStateException("The application has not started:\n" + log(), e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            String line;
            while ((line = lines.readLine()) != null) {
                log.add(line);
                Matcher started = STARTED.matcher(line);
                if (started.find()) {
                    port.complete(Integer.valueOf(started.group(1)));
                }
            }
            port.completeExceptionally(new IllegalStateException("It has ended"));
        } catch (IOException e) {
            port.completeExceptionally(new UncheckedIOException(e));
        }
    }

    String url() {
        return "http://127.0.0.1:" + port.join();
    }

    String log() {
        return String.join("\n", log);
    }

    /** Stops it as an operator would, and for good if it does not care. */
    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(30, TimeUnit.SECONDS)
                .handle((ended, timeout) -> timeout == null ? ended : process.destroyForcibly())
                .join();
    }
}
