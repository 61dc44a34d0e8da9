package io.dynastore.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Parts of this JVM's class path, which is that of the starter with everything optional. */
final class ClassPaths {
    /** Where what the starter brings along is kept when nothing optional is added: groups and artifacts, and this build's. */
    private static final List<String> MANDATORY = List.of(
            "/ch/qos/logback/",
            "/com/fasterxml/jackson/core/jackson-annotations/",
            "/commons-logging/",
            "/dynastore-core/",
            "/io/micrometer/micrometer-commons/",
            "/io/micrometer/micrometer-observation/",
            "/io/netty/",
            "/jakarta/annotation/",
            "/org/apache/httpcomponents/",
            "/org/apache/logging/log4j/",
            "/org/jspecify/",
            "/org/reactivestreams/",
            "/org/slf4j/",
            "/org/springframework/boot/spring-boot/",
            "/org/springframework/boot/spring-boot-autoconfigure/",
            "/org/springframework/boot/spring-boot-starter/",
            "/org/springframework/boot/spring-boot-starter-logging/",
            "/org/springframework/spring-aop/",
            "/org/springframework/spring-beans/",
            "/org/springframework/spring-context/",
            "/org/springframework/spring-core/",
            "/org/springframework/spring-expression/",
            "/org/yaml/",
            "/software/amazon/awssdk/",
            "/software/amazon/eventstream/",
            "/tools/jackson/");

    /** Those classes that must be loaded anew where something optional is missing. */
    private static final List<String> DEPENDENT = List.of(
            "/dynastore-core/",
            "/io/micrometer/",
            "/dynamodb-enhanced/",
            "/jackson-module-kotlin/",
            "/spring-boot-autoconfigure/");

    /** The embedded DynamoDB and what it is made of. */
    private static final List<String> EMBEDDED = List.of("/dynastore-embedded/", "/com/h2database/");

    private ClassPaths() {}

    /** Everything but the entries that one of the fragments is in. */
    static List<Path> without(List<String> fragments) {
        return entries(entry -> fragments.stream().noneMatch(entry::contains));
    }

    /** Mandatory jars that are the same to each class path, whatever optional is missing from it: one class loader will do. */
    static List<Path> foundation() {
        return entries(entry -> entry.contains(".jar")
                && MANDATORY.stream().anyMatch(entry::contains)
                && DEPENDENT.stream().noneMatch(entry::contains));
    }

    /** The starter with its mandatory dependencies alone, and the embedded DynamoDB. */
    static List<Path> minimal() {
        return entries(entry -> !entry.contains("/dynamodb-enhanced/")
                && !entry.contains("/jackson-module-kotlin/")
                && (!entry.contains(".jar")
                        || Stream.concat(MANDATORY.stream(), EMBEDDED.stream()).anyMatch(entry::contains)));
    }

    private static List<Path> entries(Predicate<String> wanted) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> wanted.test(entry.replace(File.separatorChar, '/')))
                .map(Path::of)
                .toList();
    }

    /** The artifacts that the starter's own build names as optional. */
    static List<String> optionalDependencies() {
        return dependencies(dependency -> text(dependency, "optional").equals("true"));
    }

    /** Those that it brings to each application. */
    static List<String> mandatoryDependencies() {
        return dependencies(dependency -> text(dependency, "optional").isEmpty()
                && text(dependency, "scope").isEmpty());
    }

    private static List<String> dependencies(Predicate<Element> wanted) {
        try {
            NodeList dependencies = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new File("pom.xml"))
                    .getElementsByTagName("dependency");
            List<String> artifacts = Stream.iterate(0, i -> i < dependencies.getLength(), i -> i + 1)
                    .map(i -> (Element) dependencies.item(i))
                    .filter(wanted)
                    .map(dependency -> text(dependency, "artifactId"))
                    .toList();
            assertThat(artifacts).isNotEmpty();
            return artifacts;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Element dependency, String name) {
        NodeList elements = dependency.getElementsByTagName(name);
        return elements.getLength() == 0
                ? ""
                : elements.item(0).getTextContent().strip();
    }
}
