package io.dynastore.spring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.InputStreamSource;
import org.springframework.javapoet.ClassName;
import org.springframework.util.ClassUtils;

/** An application that is processed ahead of time, and can be run then. What is generated of each has names of its own. */
final class AotApplication {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final InMemoryGeneratedFiles generated;
    private final RuntimeHints hints;
    private final ClassName initializer;
    private boolean loaded;

    private AotApplication(InMemoryGeneratedFiles generated, RuntimeHints hints, ClassName initializer) {
        this.generated = generated;
        this.hints = hints;
        this.initializer = initializer;
    }

    /** Processes the application with the properties that are known when it is built. */
    static AotApplication process(Class<?> application, String... properties) {
        return process(AotApplication.class.getClassLoader(), application, properties);
    }

    /** The same with a class path that lacks something. */
    static AotApplication process(ClassLoader classes, Class<?> application, String... properties) {
        InMemoryGeneratedFiles generated = new InMemoryGeneratedFiles();
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get(application), "Aot" + COUNT.incrementAndGet()), generated);
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.setClassLoader(classes);
            TestPropertyValues.of(properties).applyTo(context);
            context.register(application);
            // As Spring Boot's Maven and Gradle plugins do it.
            ClassName initializer = TestPropertyValues.of(AbstractAotProcessor.AOT_PROCESSING + "=true")
                    .applyToSystemProperties(
                            () -> new ApplicationContextAotGenerator().processAheadOfTime(context, generation));
            generation.writeGeneratedContent();
            return new AotApplication(generated, generation.getRuntimeHints(), initializer);
        }
    }

    /** All that was generated. */
    String code() {
        return generated.getGeneratedFiles(GeneratedFiles.Kind.SOURCE).values().stream()
                .map(AotApplication::text)
                .collect(Collectors.joining("\n"));
    }

    private static String text(InputStreamSource file) {
        try (InputStream in = file.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RuntimeHints hints() {
        return hints;
    }

    /** Starts what was generated, with the properties that are known when it runs, and only those. */
    void run(Consumer<GenericApplicationContext> test, String... properties) {
        if (!loaded) {
            GeneratedCode.load(generated);
            loaded = true;
        }
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            TestPropertyValues.of(properties).applyTo(context);
            initializer().initialize(context);
            context.refresh();
            test.accept(context);
        }
    }

    @SuppressWarnings("unchecked")
    private ApplicationContextInitializer<GenericApplicationContext> initializer() {
        return (ApplicationContextInitializer<GenericApplicationContext>)
                BeanUtils.instantiateClass(ClassUtils.resolveClassName(initializer.reflectionName(), null));
    }
}
