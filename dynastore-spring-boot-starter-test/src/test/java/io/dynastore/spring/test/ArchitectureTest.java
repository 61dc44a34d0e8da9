package io.dynastore.spring.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /** With the starter and the core, which it must not make a cycle with; the embedded DynamoDB knows none of them. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/io/dynastore/embedded/"))
            .importPackages("io.dynastore");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.dynastore.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nobodyDependsOnInternalsOrWhatRunsContainers() {
        noClasses()
                .that()
                .resideInAPackage("io.dynastore.spring.test..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "software.amazon.dynamodb..",
                        "org.testcontainers..",
                        "io.dynastore.internal..",
                        "io.dynastore.embedded.internal..")
                .check(CLASSES);
    }

    @Test
    void timeIsOfUseWithoutSpring() {
        noClasses()
                .that()
                .haveSimpleNameStartingWith("TestTi")
                .or()
                .haveSimpleName("TestEvent")
                .or()
                .haveSimpleName("TestTask")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(CLASSES);
    }
}
