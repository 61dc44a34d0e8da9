package io.dynastore.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.spring.autoconfigure.TestDynamoDb;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Everything optional may be missing. It is really missing here, from the class path that the application is loaded with: a
 * filter would not notice a class that is linked with what it hides.
 */
@ExtendWith(OutputCaptureExtension.class)
class OptionalDependenciesTest {
    /** What is not there either where a dependency is not: what it brings along, and what needs it. */
    private static final Map<String, List<String>> TOGETHER = Map.ofEntries(
            Map.entry("jakarta.servlet-api", List.of("/tomcat-embed-core/")),
            Map.entry("dynastore-embedded", List.of("/com/h2database/")),
            Map.entry("micrometer-core", List.of("/spring-boot-micrometer-metrics/")),
            Map.entry(
                    "micrometer-observation",
                    List.of("/micrometer-observation-test/", "/micrometer-core/", "/spring-boot-micrometer-")),
            Map.entry("spring-boot-actuator-autoconfigure", List.of("/spring-boot-actuator/")),
            Map.entry("spring-boot-micrometer-observation", List.of("/spring-boot-micrometer-metrics/")),
            Map.entry("spring-boot-testcontainers", List.of("/org/testcontainers/", "/com/github/docker-java/")),
            Map.entry("spring-cloud-aws-autoconfigure", List.of("/io/awspring/", "/dynamodb-enhanced/")),
            Map.entry("spring-integration-core", List.of("/spring-messaging/")),
            Map.entry("spring-webflux", List.of("/spring-boot-webflux/", "/spring-boot-reactor-netty/")),
            Map.entry(
                    "spring-webmvc",
                    List.of("/spring-web/", "/spring-webflux/", "/spring-boot-webflux/", "/spring-boot-webmvc/")));

    static List<String> optionalDependencies() {
        return ClassPaths.optionalDependencies();
    }

    /** What is never missing is loaded once, and the rest anew for each class path. */
    private static URLClassLoader foundation;

    @BeforeAll
    static void openFoundation() {
        foundation = new URLClassLoader(urls(ClassPaths.foundation()), ClassLoader.getPlatformClassLoader());
    }

    @AfterAll
    static void closeFoundation() throws IOException {
        foundation.close();
    }

    @ParameterizedTest
    @MethodSource("optionalDependencies")
    void everythingElseWorksWithout(String artifact, CapturedOutput output) throws Exception {
        String folder = "/" + artifact + "/";
        List<String> missing = Stream.concat(Stream.of(folder), TOGETHER.getOrDefault(artifact, List.of()).stream())
                .toList();
        assertThat(System.getProperty("java.class.path")).contains(folder);
        List<Path> classPath = new ArrayList<>(ClassPaths.without(missing));
        assertThat(classPath).containsAll(ClassPaths.foundation());
        classPath.removeAll(ClassPaths.foundation());
        String[] arguments = arguments(TestDynamoDb.uniqueTable(), "--dynastore.endpoint=" + TestDynamoDb.endpoint());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader classes = new URLClassLoader(urls(classPath), foundation)) {
            thread.setContextClassLoader(classes);
            classes.loadClass(SmallApplication.class.getName())
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(output).contains(SmallApplication.WORKS);
    }

    @Test
    void withoutAnyOfThemItWorksInAJvmOfItsOwn(@TempDir Path directory) throws IOException, InterruptedException {
        List<Path> classPath = ClassPaths.minimal();
        for (String artifact : optionalDependencies()) {
            assertThat(classPath)
                    .as(artifact)
                    .filteredOn(entry -> entry.toString().contains(File.separator + artifact + File.separator))
                    .hasSize(isBroughtAlong(artifact) ? 1 : 0);
        }
        assertThat(ClassPaths.mandatoryDependencies())
                .allSatisfy(artifact -> assertThat(classPath)
                        .anyMatch(entry -> entry.toString().contains(File.separator + artifact + File.separator)));
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        classPath.stream()
                                                .map(Path::toString)
                                                .collect(Collectors.joining(File.pathSeparator)),
                                        SmallApplication.class.getName()),
                                Stream.of(arguments("ItsOwn")))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(output, StandardCharsets.UTF_8))
                .contains("EMBEDDED DYNAMODB")
                .contains(SmallApplication.WORKS);
        assertThat(process.exitValue()).isZero();
    }

    /** By Spring itself; and the application needs a DynamoDB. */
    private static boolean isBroughtAlong(String artifact) {
        return artifact.equals("micrometer-observation") || artifact.equals("dynastore-embedded");
    }

    private static String[] arguments(String table, String... more) {
        return Stream.concat(
                        Stream.of(
                                "--dynastore.table.name=" + table,
                                "--dynastore.initialize-tables=always",
                                "--dynastore.partitions.notes.time-to-live=1d",
                                "--spring.cloud.aws.region.static=eu-central-1",
                                "--spring.docker.compose.enabled=false"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static URL[] urls(List<Path> entries) {
        return entries.stream().map(OptionalDependenciesTest::url).toArray(URL[]::new);
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
