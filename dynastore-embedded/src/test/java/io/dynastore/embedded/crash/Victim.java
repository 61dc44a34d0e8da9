package io.dynastore.embedded.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A process that runs {@link Load} until its end, and its reports. */
final class Victim {
    /** By writer: the last job that was acknowledged. */
    final int[] acknowledged;
    /** By writer: the latest job whose work somebody read. */
    final int[] read;

    private Victim(int[] last) {
        this.acknowledged = last.clone();
        this.read = new int[last.length];
    }

    /**
     * Starts a process on a file, which is killed some time after it reported some lines, or ends right after a read.
     *
     * @param last by writer: the last job that was done
     * @param mostReports the largest number of reports before it is killed
     */
    static Victim startAndKill(Path file, int[] last, long seed, int mostReports, Path errors) throws Exception {
        Random random = new Random(seed);
        boolean endsItself = random.nextInt(3) == 0;
        int reports = random.nextInt(5) == 0 ? 1 : 1 + random.nextInt(mostReports);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Load.class.getName(),
                file.toString(),
                Integer.toString(endsItself ? 1 + reports / 8 : 0)));
        Arrays.stream(last).mapToObj(Integer::toString).forEach(command::add);
        Process process = new ProcessBuilder(command)
                .redirectError(Redirect.appendTo(errors.toFile()))
                .start();
        try {
            Victim victim = new Victim(last);
            victim.follow(process, endsItself ? Integer.MAX_VALUE : reports, random.nextInt(3_000));
            return victim;
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private void follow(Process process, int reports, int micros) throws IOException, InterruptedException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int count = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                note(line);
                if (++count == reports) {
                    TimeUnit.MICROSECONDS.sleep(micros);
                    // Unlike Process.destroyForcibly, this keeps the content of the pipe.
                    process.toHandle().destroyForcibly();
                }
            }
            if (count == 0) {
                throw new AssertionError("The process ended without a report.");
            }
        }
    }

    private void note(String line) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "acknowledged" -> acknowledged[Integer.parseInt(words[1])] = Integer.parseInt(words[2]);
            case "read" -> {
                int writer = Integer.parseInt(words[1]);
                read[writer] = Math.max(read[writer], Integer.parseInt(words[2]));
            }
            default -> throw new AssertionError(line);
        }
    }
}
