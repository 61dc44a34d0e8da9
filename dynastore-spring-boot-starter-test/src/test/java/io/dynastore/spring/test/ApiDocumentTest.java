package io.dynastore.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/api.md lists the public types of the published modules, package by package, and no others. */
class ApiDocumentTest {
    private static final Pattern PACKAGE = Pattern.compile("(?ms)^### `([a-z.]+)`$(.*?)(?=^#|\\z)");
    private static final Pattern TYPE = Pattern.compile("(?m)^\\| `([\\w.]+)` \\|");

    @Test
    void everyPublicTypeIsListed() throws IOException {
        Map<String, List<String>> types = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.dynastore").stream()
                        .filter(ApiDocumentTest::isPublic)
                        .sorted((one, other) -> one.getName().compareTo(other.getName()))
                        .collect(Collectors.groupingBy(
                                JavaClass::getPackageName,
                                TreeMap::new,
                                Collectors.mapping(ApiDocumentTest::nameInPackage, Collectors.toList())));

        assertThat(documented()).isEqualTo(types);
    }

    private static Map<String, List<String>> documented() throws IOException {
        Map<String, List<String>> types = new TreeMap<>();
        for (MatchResult section : PACKAGE.matcher(Files.readString(Path.of("../docs/api.md")))
                .results()
                .toList()) {
            types.put(
                    section.group(1),
                    TYPE.matcher(section.group(2))
                            .results()
                            .map(type -> type.group(1))
                            .sorted()
                            .toList());
        }
        return types;
    }

    private static String nameInPackage(JavaClass type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    /** Nested in nothing that is not public, and in no package that is not for users. */
    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.getPackageName().contains(".internal")
                && type.getEnclosingClass().map(ApiDocumentTest::isPublic).orElse(true);
    }
}
