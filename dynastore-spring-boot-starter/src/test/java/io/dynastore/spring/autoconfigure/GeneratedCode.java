package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.core.io.InputStreamSource;
import org.springframework.util.ClassUtils;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.StringUtils;

/**
 * What Spring generates ahead of time. It uses what is package-private, of the starter and of Spring: so it is defined by the
 * class loader that has these packages, and nothing of them has to be loaded again.
 */
final class GeneratedCode {
    private GeneratedCode() {}

    /**
     * Compiles the sources and makes their classes known to this JVM. Their names have to be new to it. The classes of proxies are
     * known to it since they were generated.
     */
    static void load(InMemoryGeneratedFiles generated) {
        assertThat(generated.getGeneratedFiles(Kind.CLASS).keySet())
                .allMatch(file -> ClassUtils.isPresent(className(file), null));
        try {
            Path directory = Files.createTempDirectory("aot");
            try {
                Path proxies = write(generated.getGeneratedFiles(Kind.CLASS), directory.resolve("proxies"));
                Path sources = write(generated.getGeneratedFiles(Kind.SOURCE), directory.resolve("sources"));
                compile(sources, proxies);
                for (Path file : files(sources, ".class")) {
                    define(sources.relativize(file).toString(), Files.readAllBytes(file));
                }
            } finally {
                FileSystemUtils.deleteRecursively(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Map<String, InputStreamSource> generated, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, InputStreamSource> source : generated.entrySet()) {
            Path file = directory.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.copy(source.getValue().getInputStream(), file);
        }
        return directory;
    }

    private static void compile(Path directory, Path proxies) throws IOException {
        Stream<String> options = Stream.of(
                "-proc:none",
                "-nowarn",
                "-parameters",
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + proxies);
        String[] arguments = Stream.concat(
                        options, files(directory, ".java").stream().map(Path::toString))
                .toArray(String[]::new);
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler().run(null, messages, messages, arguments);
        assertThat(result).as(messages.toString(StandardCharsets.UTF_8)).isZero();
    }

    /** The name of what is generated begins with that of the top-level class that it is generated for. */
    private static void define(String file, byte[] code) {
        String name = className(file);
        Class<?> origin = ClassUtils.resolveClassName(name.substring(0, name.indexOf('_')), null);
        try {
            MethodHandles.privateLookupIn(origin, MethodHandles.lookup()).defineClass(code);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static String className(String file) {
        return ClassUtils.convertResourcePathToClassName(
                StringUtils.stripFilenameExtension(file).replace(File.separatorChar, '/'));
    }

    private static List<Path> files(Path directory, String extension) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(extension)).toList();
        }
    }
}
