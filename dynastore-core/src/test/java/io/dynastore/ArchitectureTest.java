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
    void eachInternalTypeIsUsedByTheStoreAndByAnotherPackage() throws IOException {
        Path root = Path.of("src/main/java/io/dynastore");
        for (Path internal : sources(root.resolve("internal"))) {
            String type = internal.getFileName().toString().replace(".java", "");
            assertThat(uses(root, type)).as(type).isTrue();
            assertThat(uses(root.resolve("lease"), type) || uses(root.resolve("http"), type))
                    .as(type)
                    .isTrue();
        }
    }

    @Test
    void noSourceHasMoreThan400Lines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .allSatisfy(file -> assertThat(Snippets.read(file).lines()).hasSizeLessThanOrEqualTo(400));
        }
    }

    private static boolean uses(Path user, String type) throws IOException {
        return sources(user).stream()
                .anyMatch(source -> Snippets.read(source).contains("io.dynastore.internal." + type));
    }

    private static List<Path> sources(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList();
        }
    }
}
