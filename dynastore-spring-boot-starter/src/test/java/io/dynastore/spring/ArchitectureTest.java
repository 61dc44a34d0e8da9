package io.dynastore.spring;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

class ArchitectureTest {
    private static final String ROOT = "io.dynastore.spring.autoconfigure";
    private static final List<String> FEATURES = List.of(
            "actuate",
            "health",
            "idempotency",
            "integration",
            "lease",
            "metrics",
            "observation",
            "shedlock",
            "watch",
            "web");
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
    void whatIsAlwaysConfiguredKnowsNoFeature() {
        noClasses()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".*..")
                .check(STARTER);
    }

    @Test
    void featuresKnowNoOtherFeatureButTheLeases() {
        for (String feature : FEATURES) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + feature + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage(ROOT + ".*..")
                            .and(not(resideInAnyPackage(ROOT + "." + feature + "..", ROOT + ".lease.."))))
                    .check(STARTER);
        }
    }

    @Test
    void everyPackageOfTheAutoConfigurationIsAKnownFeature() {
        assertThat(STARTER.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(ROOT + "."))
                        .map(name -> name.substring(ROOT.length() + 1))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(FEATURES);
    }

    @Test
    void theLeasesAreKnownByWhatIsBuiltOnThem() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + ".lease..",
                        ROOT + ".actuate..",
                        ROOT + ".integration..",
                        ROOT + ".shedlock..",
                        ROOT + ".watch..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".lease..")
                .check(STARTER);
    }

    @Test
    void autoConfigurationsArePublicAndFinalAndTheirBeansPackagePrivate() {
        classes()
                .that()
                .areAnnotatedWith(AutoConfiguration.class)
                .should()
                .bePublic()
                .andShould()
                .haveModifier(JavaModifier.FINAL)
                .andShould()
                .haveSimpleNameEndingWith("AutoConfiguration")
                .check(STARTER);
        methods()
                .that()
                .areAnnotatedWith(Bean.class)
                .should()
                .bePackagePrivate()
                .check(STARTER);
    }

    @Test
    void onlyTheEndpointDependsOnTheActuator() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.dynastore.spring.actuate..", ROOT + ".actuate..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.boot.actuate..")
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
                .haveNameNotMatching(
                        ".*\\.autoconfigure\\.(SpringCloudAwsClientConfiguration|SpringCloudAwsConnection)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.awspring..")
                .check(STARTER);
    }

    @Test
    void onlyTheHealthClassesDependOnBootsHealth() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.dynastore.spring.health..", ROOT + ".health..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.boot.health..")
                .check(STARTER);
    }

    @Test
    void onlyTheAdaptersDependOnWhatTheyAdaptTo() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.dynastore.spring.integration..", ROOT + ".integration..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.integration..")
                .check(STARTER);
        noClasses()
                .that()
                .resideOutsideOfPackages("io.dynastore.spring.shedlock..", ROOT + ".shedlock..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.javacrumbs..")
                .check(STARTER);
    }

    @Test
    void onlyTheWebClassesDependOnSpringWeb() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.dynastore.spring.web..", ROOT + ".web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "jakarta.servlet..")
                .check(STARTER);
    }

    @Test
    void onlyTheObservationClassesDependOnMicrometer() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.dynastore.spring.observation..", ROOT + ".observation..", ROOT + ".metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "org.springframework.boot.micrometer..")
                .check(STARTER);
    }
}
