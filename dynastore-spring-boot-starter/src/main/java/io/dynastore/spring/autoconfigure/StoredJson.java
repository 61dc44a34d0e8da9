package io.dynastore.spring.autoconfigure;

import io.dynastore.spring.DynaStoreJson;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the mapper of stored values, which depends on nothing that an application configures for other purposes. Beans have an
 * influence only if they are annotated with {@link DynaStoreJson}.
 */
final class StoredJson {
    private static final String KOTLIN = "tools.jackson.module.kotlin.KotlinModule";

    private final ObjectProvider<JacksonModule> modules;
    private final @Nullable ClassLoader classes;
    private @Nullable JsonMapper mapper;

    /**
     * Finds the marked beans.
     *
     * @param mappers the mappers that are annotated with {@link DynaStoreJson}
     * @param modules the modules that are
     * @param beans all beans
     * @throws FailureAnalyzedException if there are several mappers, or beans that would have no influence
     */
    StoredJson(
            ObjectProvider<JsonMapper> mappers,
            ObjectProvider<JacksonModule> modules,
            ConfigurableListableBeanFactory beans) {
        this.modules = modules;
        this.classes = beans.getBeanClassLoader();
        refuseOtherTypes(beans);
        try {
            this.mapper = mappers.getIfAvailable();
        } catch (NoUniqueBeanDefinitionException e) {
            // The cause is left out: Spring Boot would explain it instead, without mentioning the annotation.
            throw new FailureAnalyzedException(
                    "dynastore does not know which JsonMapper to use for stored values. There are "
                            + e.getNumberOfBeansFound() + " that are annotated with @DynaStoreJson: "
                            + e.getBeanNamesFound() + ".",
                    "Annotate only one of them with @DynaStoreJson, or make it @Primary.");
        }
        if (mapper != null && modules.stream().findAny().isPresent()) {
            throw new FailureAnalyzedException(
                    "A JsonMapper and Jackson modules are annotated with @DynaStoreJson, but the modules would have no"
                            + " influence on that mapper.",
                    "Add the modules to the mapper where it is built, and remove their annotation; or remove the"
                            + " mapper, so that dynastore adds the modules to its own.");
        }
    }

    private static void refuseOtherTypes(ConfigurableListableBeanFactory beans) {
        for (String name : beans.getBeanDefinitionNames()) {
            if (beans.findAnnotationOnBean(name, DynaStoreJson.class, false) != null
                    && !beans.isTypeMatch(name, JsonMapper.class)
                    && !beans.isTypeMatch(name, JacksonModule.class)) {
                throw new FailureAnalyzedException(
                        "The bean '" + name + "' is annotated with @DynaStoreJson, but its type is neither "
                                + JsonMapper.class.getName() + " nor " + JacksonModule.class.getName() + ".",
                        "Declare it with one of these types, which are those of Jackson 3, or remove the annotation.");
            }
        }
    }

    /** Returns the mapper. That of dynastore is created when the first partition needs it. */
    synchronized JsonMapper mapper() {
        if (mapper == null) {
            // The locale of the machine would decide how the name of a month is written.
            JsonMapper.Builder builder = JsonMapper.builder().defaultLocale(Locale.ENGLISH);
            if (ClassUtils.isPresent(KOTLIN, classes)) {
                builder.addModule(
                        (JacksonModule) BeanUtils.instantiateClass(ClassUtils.resolveClassName(KOTLIN, classes)));
            }
            mapper = builder.addModules(modules.orderedStream().toList()).build();
        }
        return mapper;
    }

    /** Registers the constructor of the Kotlin module for a native image. */
    static final class Hints implements RuntimeHintsRegistrar {
        @Override
        public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
            hints.reflection().registerTypeIfPresent(classLoader, KOTLIN, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
        }
    }
}
