package io.dynastore.spring.autoconfigure;

import java.net.URL;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/**
 * Finds the location that the application's classes come from, which is the location of the class that enables
 * auto-configuration. In a context without such a class, as tests create, it is a directory if any class comes from one. Only bean
 * definitions are inspected; no bean is created.
 */
final class ApplicationCode {
    private final ConfigurableListableBeanFactory beans;

    private ApplicationCode(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /** Returns the URL of the location, or null if it is unknown. */
    static @Nullable String location(ConfigurableListableBeanFactory beans) {
        return new ApplicationCode(beans).location();
    }

    private @Nullable String location() {
        List<BeanDefinition> classes = Arrays.stream(beans.getBeanDefinitionNames())
                .map(beans::getBeanDefinition)
                .filter(ApplicationCode::isClass)
                .toList();
        return classes.stream()
                .filter(this::isApplication)
                .findFirst()
                .map(this::locationOf)
                .orElseGet(() -> anyDirectory(classes));
    }

    private @Nullable String anyDirectory(List<BeanDefinition> classes) {
        List<String> locations =
                classes.stream().map(this::locationOf).filter(Objects::nonNull).toList();
        return locations.stream()
                .filter(EmbeddedStart::isExploded)
                .findFirst()
                .or(() -> locations.stream().findFirst())
                .orElse(null);
    }

    /** A bean that a method returns may be of any library, so its class says nothing. */
    private static boolean isClass(BeanDefinition definition) {
        String name = definition.getBeanClassName();
        return name != null && definition.getFactoryMethodName() == null && !name.startsWith("org.springframework.");
    }

    private boolean isApplication(BeanDefinition definition) {
        if (definition instanceof AnnotatedBeanDefinition annotated) {
            return annotated.getMetadata().isAnnotated(SpringBootConfiguration.class.getName())
                    || annotated.getMetadata().isAnnotated(EnableAutoConfiguration.class.getName());
        }
        // In an application that was processed ahead of time, definitions have no metadata of annotations.
        Class<?> type = type(definition);
        if (type == null) {
            return false;
        }
        MergedAnnotations annotations = MergedAnnotations.from(type, MergedAnnotations.SearchStrategy.TYPE_HIERARCHY);
        return annotations.isPresent(SpringBootConfiguration.class)
                || annotations.isPresent(EnableAutoConfiguration.class);
    }

    private @Nullable Class<?> type(BeanDefinition definition) {
        try {
            return ClassUtils.getUserClass(ClassUtils.forName(
                    Objects.requireNonNull(definition.getBeanClassName()), beans.getBeanClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private @Nullable String locationOf(BeanDefinition definition) {
        Class<?> type = type(definition);
        CodeSource source = type == null ? null : type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? null : location.toString();
    }
}
