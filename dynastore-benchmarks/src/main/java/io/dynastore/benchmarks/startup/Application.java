package io.dynastore.benchmarks.startup;

import java.io.File;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An application of the module {@code dynastore-benchmarks-startup}. */
enum Application {
    PLAIN("plain", "io.dynastore.benchmarks.startup.plain.PlainApplication"),
    STARTER("with the starter", "io.dynastore.benchmarks.startup.starter.StarterApplication");

    private static final Pattern DYNASTORE =
            Pattern.compile("dynastore-(core|spring-boot-starter)[/\\\\]target[/\\\\]");

    private final String title;
    private final String mainClass;

    Application(String title, String mainClass) {
        this.title = title;
        this.mainClass = mainClass;
    }

    String title() {
        return title;
    }

    String mainClass() {
        return mainClass;
    }

    /** The part of a class path that it runs on: the plain one has nothing of dynastore. */
    String classPath(String all) {
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(path -> this == STARTER || !DYNASTORE.matcher(path).find())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
