package io.dynastore.embedded;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.regex.Pattern;
import org.h2.mvstore.MVMap;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String INTERNAL = "io.dynastore.embedded.internal.";

    /** The methods of a map that change it, except for {@code put} and {@code remove}, and the numbers of their parameters. */
    private static final Pattern OTHER_CHANGES = Pattern.compile(
            "(append|clear|compute.*|merge|operate|putAll|putIfAbsent|replace.*|setRoot.*|trimLast|remove(?=2)).");

    private static final JavaClasses EMBEDDED = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.dynastore.embedded");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.(**)").should().beFreeOfCycles().check(EMBEDDED);
    }

    @Test
    void eachLayerKnowsThoseBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("door")
                .definedBy("io.dynastore.embedded")
                .layer("http")
                .definedBy(INTERNAL + "http")
                .layer("console")
                .definedBy(INTERNAL + "console")
                .layer("fault")
                .definedBy(INTERNAL + "fault")
                .layer("operation")
                .definedBy(INTERNAL + "operation")
                .layer("expression")
                .definedBy(INTERNAL + "expression")
                .layer("throughput")
                .definedBy(INTERNAL + "throughput")
                .layer("stream")
                .definedBy(INTERNAL + "stream")
                .layer("storage")
                .definedBy(INTERNAL + "storage")
                .whereLayer("door")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("door")
                .whereLayer("console")
                .mayOnlyBeAccessedByLayers("http", "door")
                .whereLayer("fault")
                .mayOnlyBeAccessedByLayers("door")
                .whereLayer("operation")
                .mayOnlyBeAccessedByLayers("door")
                .whereLayer("expression")
                .mayOnlyBeAccessedByLayers("operation")
                .whereLayer("throughput")
                .mayOnlyBeAccessedByLayers("operation", "door")
                .whereLayer("stream")
                .mayOnlyBeAccessedByLayers("operation", "door")
                .whereLayer("storage")
                .mayOnlyBeAccessedByLayers("operation", "stream", "throughput", "door")
                .check(EMBEDDED);
    }

    @Test
    void itKnowsNothingOfDynastore() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.dynastore..").and(resideOutsideOfPackage("io.dynastore.embedded..")))
                .check(EMBEDDED);
    }

    @Test
    void onlyClientsInProcessNeedTheSdk() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(EmbeddedClients|InProcess\\w*)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(EMBEDDED);
    }

    @Test
    void nothingIsReflectiveOrSerialized() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
                .check(EMBEDDED);
    }

    /** The journal of a file lists no other changes. */
    @Test
    void mapsAreChangedByPutAndRemoveOnly() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "the target changes a map in another way",
                        call -> call.getTargetOwner().isAssignableTo(MVMap.class)
                                && OTHER_CHANGES
                                        .matcher(call.getName()
                                                + call.getTarget()
                                                        .getRawParameterTypes()
                                                        .size())
                                        .matches()))
                .check(EMBEDDED);
    }

    @Test
    void noStateIsStatic() {
        fields().that().areStatic().should().beFinal().check(EMBEDDED);
    }
}
