package io.dynastore.benchmarks;

import io.dynastore.benchmarks.ClientBenchmark.Kind;
import io.dynastore.benchmarks.ClientConfiguration.Setting;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An operation of a contender, the setting of its client, and its endpoint, which is empty for that of a region. */
record Trial(String operation, Kind kind, Setting setting, String endpoint) {
    /** The cost of an operation, in a turn or, by the median of its turns, in a process. */
    record Figures(double cpuMicros, double bytes) {}

    static Trial of(String operation, Kind kind) {
        return new Trial(operation, kind, Setting.DEFAULTS, "");
    }

    private String format() {
        return String.join(",", operation, kind.name(), setting.name(), endpoint);
    }

    static Trial parse(String text) {
        String[] parts = text.split(",", -1);
        return new Trial(parts[0], Kind.valueOf(parts[1]), Setting.valueOf(parts[2]), parts[3]);
    }

    /** Those of an operation share a process in each round. The short form of a report has one round, with few operations. */
    static Rounds<Trial, Figures> run(List<Trial> trials, int rounds, boolean isShort) throws Exception {
        Map<List<Object>, List<Trial>> processes = trials.stream()
                .collect(Collectors.groupingBy(
                        trial -> List.of(trial.operation, trial.endpoint, trial.hasEnhanced()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        Rounds<Trial, Figures> figures = new Rounds<>();
        for (int round = 0; round < (isShort ? 1 : rounds); round++) {
            for (List<Trial> together : processes.values()) {
                List<Trial> order = new ArrayList<>(together);
                Collections.rotate(order, round);
                List<double[]> lines = JavaProcess.figures(JavaProcess.run(arguments(order, isShort)));
                IntStream.range(0, order.size())
                        .forEach(i -> figures.add(order.get(i), new Figures(lines.get(i)[0], lines.get(i)[1])));
                order.forEach(trial -> System.out.println(trial + ": " + figures.of(trial, Figures::cpuMicros)));
            }
        }
        return figures;
    }

    private static List<String> arguments(List<Trial> trials, boolean isShort) {
        Trial first = trials.get(0);
        int batch = switch (first.operation) {
            case ClientBenchmark.LARGE_PAGE -> 30;
            case "page", ClientBenchmark.TRANSACTION -> 300;
            default -> 3_000;
        };
        String classPath = System.getProperty("java.class.path");
        List<String> arguments = new ArrayList<>(List.of("-Xms1g", "-Xmx1g", "-cp"));
        arguments.add(first.hasEnhanced() ? classPath : withoutEnhanced(classPath));
        arguments.add(ClientBenchmark.class.getName());
        arguments.addAll(isShort ? List.of("1", "10") : List.of("15", Integer.toString(batch)));
        trials.forEach(trial -> arguments.add(trial.format()));
        return arguments;
    }

    private boolean hasEnhanced() {
        return kind == Kind.ENHANCED || setting == Setting.ENHANCED_ON_CLASS_PATH;
    }

    /** Leaves out the Enhanced Client, which brings an interceptor that every client in the process then runs. */
    static String withoutEnhanced(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(path -> !new File(path).getName().startsWith("dynamodb-enhanced"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
