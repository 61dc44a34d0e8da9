package io.dynastore.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Class paths of jars, as in production: a folder costs the look-up of each class of a later jar, and cannot be archived. */
final class ClassPath {
    /** The class path of this process. */
    static final String OWN = System.getProperty("java.class.path");

    static String join(Object... paths) {
        return Stream.of(paths).map(String::valueOf).collect(Collectors.joining(File.pathSeparator));
    }

    /** Leaves out the files and folders whose names begin as a regular expression says. */
    static String without(String names, String classPath) {
        return join(paths(classPath)
                .filter(path -> !path.matches("(.*[/\\\\])?(" + names + ")[^/\\\\]*"))
                .toArray());
    }

    /** Puts each folder of classes into a jar with the name of its module. */
    static String ofJars(String classPath, Path target) throws IOException {
        Files.createDirectories(target);
        return join(paths(classPath)
                .map(path -> Files.isDirectory(Path.of(path)) ? create(target.resolve(module(path)), path) : path)
                .toArray());
    }

    private static Stream<String> paths(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator));
    }

    /** Returns the name of the module whose classes Maven has put in {@code target/classes}. */
    private static String module(String classes) {
        Path path = Path.of(classes);
        return path.getName(path.getNameCount() - 3) + ".jar";
    }

    /** Creates a jar with what is in the folders, and returns its path. */
    static String create(Path jar, String... folders) {
        List<String> options = new ArrayList<>(List.of("--create", "--file", jar.toString()));
        for (String folder : folders) {
            options.addAll(List.of("-C", folder, "."));
        }
        use("jar", options);
        return jar.toString();
    }

    /** Runs a tool of the JDK. */
    static void use(String tool, List<String> options) {
        if (ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, options.toArray(String[]::new))
                != 0) {
            throw new IllegalStateException(tool + " failed: " + options);
        }
    }
}
