package io.dynastore.spring;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses STARTER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.dynastore.spring");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.dynastore.(**)").should().beFreeOfCycles().check(STARTER);
    }

    @Test
    void onlyTheAutoConfigurationKnowsTheAutoConfiguration() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.dynastore.spring.autoconfigure..",
                        "io.dynastore.spring.docker.compose..",
                        "io.dynastore.spring.testcontainers..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.dynastore.spring.autoconfigure..")
                .check(STARTER);
    }

    @Test
    void theServiceConnectionsKnowTheConnectionDetailsAlone() {
        noClasses()
                .that()
                .resideInAnyPackage("io.dynastore.spring.docker.compose..", "io.dynastore.spring.testcontainers..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.dynastore.spring.autoconfigure..")
                        .and(not(type(DynaStoreConnectionDetails.class))))
                .check(STARTER);
    }

    @Test
    void onlyTheServiceConnectionsDependOnWhatRunsContainers() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.dynastore.spring.docker.compose..", "io.dynastore.spring.testcontainers..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.boot.docker..",
                        "org.springframework.boot.testcontainers..",
                        "org.testcontainers..")
                .check(STARTER);
    }

    @Test
    void nobodyKnowsTheInternalsOfTheCore() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.dynastore.internal..")
                .check(STARTER);
    }

    @Test
    void onlyTheClassesOfThatNameDependOnTheEmbeddedDynamoDb() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.autoconfigure\\.(\\w*Embedded\\w*)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.dynastore.embedded..")
                .check(STARTER);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.dynastore.embedded.internal..", "software.amazon.dynamodb..", "com.amazonaws..")
                .check(STARTER);
    }

    @Test
    void onlyTheClientsDependOnSpringCloudAws() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.autoconfigure\\.ClientConfigurations(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.awspring..")
                .check(STARTER);
    }

    @Test
    void onlyTheHealthClassesDependOnBootsHealth() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dynastore.spring.health..")
                .and()
                .haveSimpleNameNotStartingWith("DynaStoreHealth")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.boot.health..")
                .check(STARTER);
    }

    @Test
    void onlyTheAdaptersDependOnWhatTheyAdaptTo() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dynastore.spring.integration..")
                .and()
                .doNotHaveSimpleName("DynaStoreLockRegistryAutoConfiguration")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.integration..")
                .check(STARTER);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dynastore.spring.shedlock..")
                .and()
                .doNotHaveSimpleName("DynaStoreLockProviderAutoConfiguration")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.javacrumbs..")
                .check(STARTER);
    }

    @Test
    void onlyTheObservationClassesDependOnMicrometer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dynastore.spring.observation..")
                .and()
                .doNotHaveSimpleName("DynaStoreObservationAutoConfiguration")
                .and()
                .doNotHaveSimpleName("DynaStoreMetricsAutoConfiguration")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "org.springframework.boot.micrometer..")
                .check(STARTER);
    }
}
