package io.dynastore.benchmarks.startup;

import java.util.List;

/**
 * One start of an application, until its first operation was answered.
 *
 * @param millis milliseconds since the process was asked for
 * @param cpuMillis CPU time of the process, in milliseconds
 * @param classes how many classes are loaded
 */
record Start(double millis, double cpuMillis, double classes) {
    private static final String MARK = "first-answer ";

    /** Of what the application has printed. */
    static Start of(List<String> output, long begunMillis) {
        String line = output.stream()
                .filter(each -> each.startsWith(MARK))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No answer:\n" + String.join("\n", output)));
        String[] figures = line.substring(MARK.length()).split(" ", -1);
        return new Start(
                Long.parseLong(figures[0]) - begunMillis, Long.parseLong(figures[1]), Integer.parseInt(figures[2]));
    }
}
