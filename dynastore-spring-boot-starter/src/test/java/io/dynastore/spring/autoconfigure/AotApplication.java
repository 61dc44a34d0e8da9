package io.dynastore.spring.autoconfigure;

import java.util.function.Consumer;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

/**
 * An application that is processed ahead of time. What is generated shares the starter's packages: to run it, a test has to be
 * {@link org.springframework.core.test.tools.CompileWithForkedClassLoader}.
 */
final class AotApplication {
    private final TestGenerationContext generated;
    private final ClassName initializer;

    private AotApplication(TestGenerationContext generated, ClassName initializer) {
        this.generated = generated;
        this.initializer = initializer;
    }

    /** Processes the application with the properties that are known when it is built. */
    static AotApplication process(Class<?> application, String... properties) {
        return process(AotApplication.class.getClassLoader(), application, properties);
    }

    /** The same with a class path that lacks something. */
    static AotApplication process(ClassLoader classes, Class<?> application, String... properties) {
        TestGenerationContext generated = new TestGenerationContext(application);
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.setClassLoader(classes);
            TestPropertyValues.of(properties).applyTo(context);
            context.register(application);
            ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generated);
            generated.writeGeneratedContent();
            return new AotApplication(generated, initializer);
        }
    }

    RuntimeHints hints() {
        return generated.getRuntimeHints();
    }

    /** Compiles what was generated and starts it, with the properties that are known when it runs, and only those. */
    void run(Consumer<GenericApplicationContext> test, String... properties) {
        TestCompiler.forSystem().with(generated).compile(compiled -> {
            try (GenericApplicationContext context = new GenericApplicationContext()) {
                TestPropertyValues.of(properties).applyTo(context);
                initializer(compiled.getInstance(ApplicationContextInitializer.class, initializer.toString()))
                        .initialize(context);
                context.refresh();
                test.accept(context);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static ApplicationContextInitializer<GenericApplicationContext> initializer(
            ApplicationContextInitializer<?> made) {
        return (ApplicationContextInitializer<GenericApplicationContext>) made;
    }
}
