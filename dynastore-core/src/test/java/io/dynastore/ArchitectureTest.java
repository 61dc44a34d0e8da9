package io.dynastore;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/embedded/"))
            .importPackages("io.dynastore");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.(**)").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void nothingDependsOnSpring() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(CORE);
    }

    @Test
    void onlyTheJsonCodecsDependOnJackson() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dynastore.jackson..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .check(CORE);
    }

    /** By the sources: constants leave no trace in class files. */
    @Test
    void eachInternalTypeIsUsedByTwoPackages() throws IOException {
        Path root = Path.of("src/main/java/io/dynastore");
        for (Path internal : sources(root.resolve("internal"))) {
            String type = internal.getFileName().toString().replace(".java", "");
            if (Snippets.read(internal).contains("\npublic ")) {
                assertThat(users(root, type)).as(type).hasSizeGreaterThanOrEqualTo(2);
            }
        }
    }

    /** Returns the packages that use an internal type; its own one is one of them if another type of it does. */
    private static List<String> users(Path root, String type) throws IOException {
        List<String> users = new ArrayList<>();
        for (String name : List.of("", "http", "idempotency", "lease", "watch")) {
            if (uses(root.resolve(name), "io.dynastore.internal." + type)) {
                users.add(name);
            }
        }
        for (Path other : sources(root.resolve("internal"))) {
            if (!other.endsWith(type + ".java") && Snippets.read(other).contains(type)) {
                users.add("internal");
                break;
            }
        }
        return users;
    }

    @Test
    void noSourceHasMoreThan400Lines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .allSatisfy(file -> assertThat(Snippets.read(file).lines()).hasSizeLessThanOrEqualTo(400));
        }
    }

    private static boolean uses(Path user, String text) throws IOException {
        return sources(user).stream().anyMatch(source -> Snippets.read(source).contains(text));
    }

    private static List<Path> sources(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList();
        }
    }
}
