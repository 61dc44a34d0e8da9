package io.dynastore.benchmarks.startup;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Starts applications, as they are and processed ahead of time. */
final class Launcher {
    private static final String PROCESSOR = "org.springframework.boot.SpringApplicationAotProcessor";

    private final String classPath;
    private final Path processed;
    private final String endpoint;

    /**
     * Of what the module {@code dynastore-benchmarks-startup} was built to.
     *
     * @param target its target folder
     * @param processed an empty folder
     */
    Launcher(Path target, Path processed, URI endpoint) throws IOException {
        this.classPath = target.resolve("classes")
                + File.pathSeparator
                + Files.readString(target.resolve("class-path")).strip();
        this.processed = processed;
        this.endpoint = "--endpoint=" + endpoint;
    }

    /** As {@code java} starts it. */
    Start start(Application application, Way way) throws IOException, InterruptedException {
        String path = application.classPath(classPath);
        List<String> arguments = way == Way.AS_IT_IS
                ? List.of("-cp", path, application.mainClass(), endpoint)
                : List.of(
                        "-Dspring.aot.enabled=true",
                        "-cp",
                        String.join(
                                File.pathSeparator,
                                folder(application, "classes").toString(),
                                folder(application, "resources").toString(),
                                path),
                        application.mainClass(),
                        endpoint);
        long begun = System.currentTimeMillis();
        return Start.of(Java.run(arguments), begun);
    }

    /** What {@code process-aot} of Spring Boot's plugin does, with the settings that the application will run with. */
    void processAheadOfTime(Application application) throws IOException, InterruptedException {
        Path sources = folder(application, "sources");
        Path classes = folder(application, "classes");
        String path = application.classPath(classPath);
        Java.run(List.of(
                "-cp",
                path,
                PROCESSOR,
                application.mainClass(),
                sources.toString(),
                folder(application, "resources").toString(),
                classes.toString(),
                "io.dynastore",
                "startup",
                endpoint));
        compile(sources, classes, path + File.pathSeparator + classes);
    }

    private static void compile(Path sources, Path classes, String classPath) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "no compiler: not a JDK");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> found = Files.walk(sources)) {
            List<Path> java =
                    found.filter(path -> path.toString().endsWith(".java")).toList();
            List<String> options =
                    List.of("-proc:none", "-nowarn", "-parameters", "-d", classes.toString(), "-cp", classPath);
            if (!compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
                    .call()) {
                throw new IllegalStateException("What was generated ahead of time does not compile: "
                        + java.stream().map(Path::toString).collect(Collectors.joining(", ")));
            }
        }
    }

    private Path folder(Application application, String name) throws IOException {
        return Files.createDirectories(processed.resolve(application.name()).resolve(name));
    }
}
