package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.spring.autoconfigure.watch.WatchProperties;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/configuration.md says what the metadata and the classes of the properties say, no more and no less. */
class ConfigurationReferenceTest {
    private static final Path REFERENCE = Path.of("../docs/configuration.md");

    @Test
    void everyPropertyIsDocumentedAsItIs() throws IOException {
        assertThat(rows().filter(row -> !row.contains(".<name>.")).toList())
                .containsExactlyInAnyOrderElementsOf(metadata().toList());
    }

    @Test
    void everyPropertyOfWhatHasANameIsDocumentedWithItsDefault() throws IOException {
        Set<String> expected = new TreeSet<>();
        expect(expected, "dynastore.partitions.<name>", PartitionProperties.class);
        expect(expected, "dynastore.tables.<name>", TableProperties.class);
        expect(expected, "dynastore.watch.groups.<name>", WatchProperties.GroupProperties.class);
        expect(expected, "dynastore.table.local-indexes.<name>", TableProperties.LocalIndexProperties.class);
        expect(expected, "dynastore.table.global-indexes.<name>", TableProperties.GlobalIndexProperties.class);

        assertThat(rows().filter(row -> row.contains(".<name>."))
                        .map(row -> row.substring(0, row.lastIndexOf('|', row.length() - 2))
                                .strip()))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Stream<String> rows() throws IOException {
        return Files.readAllLines(REFERENCE).stream()
                .filter(line -> line.startsWith("| `"))
                .map(String::strip);
    }

    private static Stream<String> metadata() throws IOException {
        try (InputStream json =
                DynaStoreProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            List<JsonNode> properties = JsonMapper.shared()
                    .readTree(json)
                    .get("properties")
                    .valueStream()
                    .toList();
            return properties.stream().map(ConfigurationReferenceTest::row);
        }
    }

    private static String row(JsonNode property) {
        String standard = property.has("defaultValue")
                ? "`" + property.get("defaultValue").asString() + "`"
                : "";
        return "| `" + property.get("name").asString() + "` | "
                + simple(property.get("type").asString()) + " | " + standard + " | "
                + property.get("description").asString() + " |";
    }

    private static void expect(Set<String> rows, String prefix, Class<? extends Record> type) {
        RecordComponent[] components = type.getRecordComponents();
        Parameter[] parameters = Stream.of(type.getDeclaredConstructors())
                .filter(constructor -> constructor.getParameterCount() == components.length)
                .findAny()
                .orElseThrow()
                .getParameters();
        for (int i = 0; i < components.length; i++) {
            DefaultValue standard = parameters[i].getAnnotation(DefaultValue.class);
            String value = standard == null || standard.value().length == 0 ? "" : simple(standard.value()[0]);
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(components[i].getName());
            String shown = value.isEmpty() ? "" : " `" + value + "`";
            rows.add("| `" + name + "` | " + components[i].getType().getSimpleName() + " |" + shown);
        }
    }

    /** Without packages: {@code Map<String, PartitionProperties>}. */
    private static String simple(String type) {
        return type.replaceAll("(?:\\w+\\.)+(?=[A-Z])|\\w+\\$", "").replace(",", ", ");
    }
}
