package io.dynastore.spring.autoconfigure;

import io.dynastore.Partition;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Registers hints for the values of all {@link Partition} beans, configured or defined by the application, so that Jackson can read
 * and write them in a native image. It processes the bean factory, because the beans of a registrar, which is run again, are not
 * processed one by one.
 */
final class PartitionTypesAotProcessor implements BeanFactoryInitializationAotProcessor {
    private final BindingReflectionHintsRegistrar json = new BindingReflectionHintsRegistrar();

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beans) {
        Set<Type> types = new LinkedHashSet<>();
        for (String name : beans.getBeanNamesForType(Partition.class, true, false)) {
            ResolvableType value = beans.getMergedBeanDefinition(name)
                    .getResolvableType()
                    .as(Partition.class)
                    .getGeneric();
            if (value.resolve() != null) {
                types.add(value.getType());
            }
        }
        return types.isEmpty()
                ? null
                : (generation, code) -> types.forEach(
                        type -> register(generation.getRuntimeHints().reflection(), type));
    }

    private void register(ReflectionHints hints, Type type) {
        if (type == AttributeValue.class) {
            // The property names it, but it is not stored as JSON.
            hints.registerType(AttributeValue.class);
        } else {
            json.registerReflectionHints(hints, type);
        }
    }
}
