package io.dynastore.lease;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that a test controls by commands, such as {@link HolderProcess}, and by signals. All waits are long, but not endless. */
public final class OtherProcess implements AutoCloseable {
    /** The prefix of each answer. */
    public static final String ANSWER = "= ";

    /** The prefix of each event. */
    public static final String EVENT = "! ";

    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Queue<String> transcript = new ConcurrentLinkedQueue<>();

    private OtherProcess(Process process) {
        this.process = process;
    }

    /** Starts a process without waiting for it; its first answer is READY. */
    public static OtherProcess start(Class<?> main, String... arguments) {
        return start(256, main, arguments);
    }

    /** Starts a process with a heap of so many megabytes. */
    public static OtherProcess start(int heap, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + heap + "m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // These are options for this JVM, such as a debugger's port.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        try {
            OtherProcess other = new OtherProcess(builder.start());
            Thread reader = new Thread(other::read, "output of process " + other.process.pid());
            reader.setDaemon(true);
            reader.start();
            return other;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                transcript.add(line);
                if (line.startsWith(ANSWER)) {
                    answers.add(line.substring(ANSWER.length()));
                } else if (line.startsWith(EVENT)) {
                    events.add(line.substring(EVENT.length()));
                }
            }
        } catch (IOException e) {
            transcript.add(e.toString());
        }
    }

    public String ask(String command) {
        tell(command);
        return answer();
    }

    /** Acquires a lease, and returns its token. */
    long acquire(String command) {
        tell(command);
        return acquired();
    }

    /** Returns the token of the lease in the next answer. */
    long acquired() {
        String answer = answer();
        if (!answer.startsWith("ACQUIRED ")) {
            throw new AssertionError("Not acquired but " + answer);
        }
        return Long.parseLong(answer.substring("ACQUIRED ".length()));
    }

    /** Writes a command into the pipe and does not wait for the answer. */
    public void tell(String command) {
        transcript.add("> " + command);
        try {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(command)
                    .append('\n')
                    .flush();
        } catch (IOException e) {
            throw new AssertionError("Process " + process.pid() + " does not listen: " + transcript, e);
        }
    }

    /** Returns the answer to the first command whose answer has not been read. */
    public String answer() {
        return next(answers);
    }

    /** Returns the first event that has not been read. */
    public String event() {
        return next(events);
    }

    /** Returns the events that have not been read, without waiting for more. */
    public List<String> eventsSoFar() {
        List<String> read = new ArrayList<>();
        events.drainTo(read);
        return read;
    }

    /** Returns whether there is an answer already. */
    boolean hasAnswered() {
        return !answers.isEmpty();
    }

    private String next(BlockingQueue<String> lines) {
        try {
            String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("Process " + process.pid() + " is silent after " + transcript);
            }
            return line;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Stops the process by SIGSTOP. */
    public void freeze() {
        signal("STOP");
    }

    /** Continues the process by SIGCONT. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .inheritIO()
                    .start();
            if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new AssertionError("Process " + process.pid() + " could not be sent " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Kills the process by SIGKILL, also if it is stopped. */
    public void kill() {
        try {
            if (!process.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("Process " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private static AssertionError interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new AssertionError("Interrupted", cause);
    }
}
