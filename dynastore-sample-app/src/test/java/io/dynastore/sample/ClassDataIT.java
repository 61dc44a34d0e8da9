package io.dynastore.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/aot.md that archive the classes of the sample, and start it with the archive. */
class ClassDataIT {
    private static final String ONLY_REFRESH = "-Dspring.context.exit=onRefresh";

    @TempDir
    private static Path directory;

    private static List<String> commands = List.of();

    @BeforeAll
    static void extract() throws Exception {
        commands = Files.readAllLines(Path.of("../docs/aot.md")).stream()
                .filter(line -> (line.startsWith("java -") && line.contains("app/app.jar")) || line.contains("jarmode"))
                .toList();
        assertThat(commands).hasSize(5);
        Files.copy(
                Path.of(Objects.requireNonNull(
                        System.getProperty("sample.jar"), "The jar that 'mvn verify' has made: -Dsample.jar=...")),
                directory.resolve("app.jar"));
        run(System.getProperty("java.home"), commands.get(0), List.of(), List.of());
    }

    @Test
    void anArchiveOfAppCds() throws Exception {
        assertStartsFromArchive(System.getProperty("java.home"), commands.subList(1, 3));
    }

    @Test
    void theAotCacheOfJdk25() throws Exception {
        String home =
                Runtime.version().feature() >= 25 ? System.getProperty("java.home") : System.getenv("JAVA_HOME_25_X64");
        assumeThat(home).as("a JDK 25").isNotNull();

        assertStartsFromArchive(Objects.requireNonNull(home), commands.subList(3, 5));
    }

    /** The second start is not complete: it ends, like the first, when the context is refreshed. */
    private static void assertStartsFromArchive(String home, List<String> pair) throws Exception {
        run(home, pair.get(0), List.of(), List.of("--dynastore.embedded.port=0"));
        run(
                home,
                pair.get(1),
                List.of(ONLY_REFRESH, "-Xlog:class+load:file=classes.log"),
                List.of("--dynastore.embedded.port=0"));

        assertThat(Files.readAllLines(directory.resolve("classes.log")))
                .filteredOn(line -> line.contains("io.dynastore.DynaStore source:"))
                .singleElement()
                .asString()
                .contains("shared objects file");
    }

    private static void run(String home, String command, List<String> forJvm, List<String> forApplication)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.set(0, Path.of(home, "bin", "java").toString());
        words.addAll(1, forJvm);
        // The archive does not depend on the compiler, which would only slow the test.
        words.add(1, "-XX:TieredStopAtLevel=1");
        words.addAll(forApplication);
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0)
                .as(() -> command + "\n" + read(log))
                .isTrue();
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
