package io.dynastore.spring.autoconfigure;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
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
            ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
            generation.writeGeneratedContent();
            return new AotApplication(generated, generation.getRuntimeHints(), initializer);
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
