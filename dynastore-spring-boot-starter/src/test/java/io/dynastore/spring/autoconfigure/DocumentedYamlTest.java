package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.spring.autoconfigure.lease.LeaseProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ByteArrayResource;

/** What the documents tell to write into an application.yml can be written there, without a name that is not known. */
class DocumentedYamlTest {
    private static final ConfigurationPropertyName LEASES = ConfigurationPropertyName.of("dynastore.leases");
    private static final Pattern BLOCK = Pattern.compile("```yaml\\R(dynastore:\\R.*?)\\R```", Pattern.DOTALL);

    /** The classes in the documents are the reader's. */
    private static final Pattern TYPE = Pattern.compile("(type:\\s+)com\\.[\\w.]+");

    static Stream<String> blocks() throws IOException {
        try (Stream<Path> documents = Files.list(Path.of("../docs"))) {
            List<String> blocks = Stream.concat(
                            Stream.of(Path.of("../README.md")),
                            documents
                                    .filter(document -> document.toString().endsWith(".md"))
                                    .sorted())
                    .flatMap(DocumentedYamlTest::blocksOf)
                    .toList();
            assertThat(blocks).hasSizeGreaterThanOrEqualTo(3);
            return blocks.stream();
        }
    }

    private static Stream<String> blocksOf(Path document) {
        try {
            return BLOCK.matcher(Files.readString(document)).results().map(block -> block.group(1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyBlockIsPossible(String yaml) throws IOException {
        DynaStoreProperties properties = bind(TYPE.matcher(yaml).replaceAll("$1" + DocumentedYamlTest.class.getName()));
        if (properties.table().name() != null) {
            assertThat(new ConfiguredTables(properties).all()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dynastore:\n  tabel:\n    name: A",
                "dynastore:\n  partitions:\n    a:\n      time-to-life: 1d",
                "dynastore:\n  leases:\n    duration: soon",
                "dynastore:\n  leases:\n    durations: 1s"
            })
    void aMistakeWouldBeSeen(String yaml) {
        assertThatExceptionOfType(BindException.class).isThrownBy(() -> bind(yaml));
    }

    private static DynaStoreProperties bind(String yaml) throws IOException {
        MutablePropertySources sources = new MutablePropertySources();
        new YamlPropertySourceLoader()
                .load("application.yml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
                .forEach(sources::addLast);
        Iterable<ConfigurationPropertySource> all = ConfigurationPropertySources.from(sources);
        new Binder(all).bindOrCreate(LEASES.toString(), Bindable.of(LeaseProperties.class), strict());
        List<ConfigurationPropertySource> others = StreamSupport.stream(all.spliterator(), false)
                .map(source -> source.filter(name -> !LEASES.equals(name) && !LEASES.isAncestorOf(name)))
                .toList();
        return new Binder(others).bindOrCreate("dynastore", Bindable.of(DynaStoreProperties.class), strict());
    }

    private static BindHandler strict() {
        return new NoUnboundElementsBindHandler(BindHandler.DEFAULT);
    }
}
