package io.dynastore.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the embedded DynamoDB starts, and where it does not, in JVMs of their own: from a jar, and in other environments. */
class PackagedStartTest {
    private static final String STARTED = "EMBEDDED DYNAMODB";
    private static final String NOT_BY_ITSELF =
            "The embedded DynamoDB, io.dynastore:dynastore-embedded, is on the class path, but did not start by itself, because ";

    @TempDir
    Path directory;

    private List<Path> exploded;
    private List<Path> packaged;

    @BeforeEach
    void makeJar() throws IOException {
        exploded = ClassPaths.minimal();
        Path tests = exploded.stream()
                .filter(entry -> Files.exists(entry.resolve("io/dynastore/spring/SmallApplication.class")))
                .findFirst()
                .orElseThrow();
        Path jar = jar(tests);
        packaged = new ArrayList<>(exploded);
        packaged.replaceAll(entry -> entry.equals(tests) ? jar : entry);
    }

    @Test
    void itStartsFromDirectories() throws Exception {
        Run run = run(exploded, Map.of());
        assertThat(run.output).contains(STARTED, SmallApplication.WORKS);
        assertThat(run.status).isZero();
    }

    @Test
    void itDoesNotStartByItselfFromAJar() throws Exception {
        Run run = run(packaged, Map.of());
        assertThat(run.status).isEqualTo(1);
        assertThat(run.output)
                .doesNotContain(STARTED, SmallApplication.WORKS)
                .contains("APPLICATION FAILED TO START")
                .contains("because no AWS region is set")
                .contains(NOT_BY_ITSELF + "the application is packaged: its classes come from file:" + directory)
                .contains("set 'dynastore.embedded.enabled' to true");
    }

    @Test
    void itStartsFromAJarWhereThatIsPermitted() throws Exception {
        Run run = run(packaged, Map.of(), "--dynastore.embedded.enabled=true");
        assertThat(run.output).contains(STARTED, "data in memory, lost at exit", SmallApplication.WORKS);
        assertThat(run.status).isZero();
    }

    @Test
    void itDoesNotStartByItselfWhereApplicationsAreDeployed() throws Exception {
        Run run = run(exploded, Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1"));
        assertThat(run.status).isEqualTo(1);
        assertThat(run.output)
                .doesNotContain(STARTED, SmallApplication.WORKS)
                .contains(NOT_BY_ITSELF + "the environment variable KUBERNETES_SERVICE_HOST is set");
    }

    private record Run(int status, String output) {}

    private Run run(List<Path> classPath, Map<String, String> variables, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Daws.disableEc2Metadata=true",
                "-Daws.configFile=" + directory.resolve("config"),
                "-Daws.sharedCredentialsFile=" + directory.resolve("credentials"),
                "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                SmallApplication.class.getName(),
                "--dynastore.table.name=Small",
                "--dynastore.partitions.notes.time-to-live=1d"));
        command.addAll(Arrays.asList(arguments));
        Path output = directory.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("AWS_") || name.startsWith("ECS_") || name.startsWith("KUBERNETES_"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(
                process.exitValue(),
                Files.readString(output, StandardCharsets.UTF_8).replaceAll("\\s+", " "));
    }

    private Path jar(Path classes) throws IOException {
        Path jar = directory.resolve("application.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes.resolve("io/dynastore/spring"), 1)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, entries);
            }
        }
        return jar;
    }
}
