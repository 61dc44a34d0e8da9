package io.dynastore.spring.autoconfigure.watch;

import io.dynastore.Partition;
import io.dynastore.spring.autoconfigure.Suggestion;
import io.dynastore.watch.Change;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.ResolvableType;
import org.springframework.util.StringUtils;

/** Finds the partitions that handlers name, and checks that the handlers take their values. */
final class Partitions {
    private final ConfigurableListableBeanFactory beans;

    Partitions(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    Partition<?> of(Handler handler) {
        String name = handler.partition();
        if (!beans.containsBean(name) || !beans.isTypeMatch(name, Partition.class)) {
            List<String> known = Stream.of(
                            BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, Partition.class, true, false))
                    .sorted()
                    .toList();
            throw new FailureAnalyzedException(
                    StringUtils.capitalize(handler.source()) + " handles the changes of the partition '" + name
                            + "', which does not exist." + Suggestion.question(name, known),
                    "Name one of the partitions " + known + ", or add it to the application's configuration:\n\n"
                            + "    dynastore:\n      partitions:\n        " + name + ": {}");
        }
        checkType(handler);
        return beans.getBean(name, Partition.class);
    }

    private void checkType(Handler handler) {
        ResolvableType parameter = handler.parameter();
        ResolvableType value = valueType(handler.partition());
        if (parameter == null || value.resolve() == null) {
            return;
        }
        // The type of configured values is a class, whose type arguments are unknown.
        if (!parameter.isAssignableFromResolvedPart(ResolvableType.forClassWithGenerics(Change.class, value))) {
            throw new FailureAnalyzedException(
                    StringUtils.capitalize(handler.source()) + " takes a " + parameter + ", but the partition '"
                            + handler.partition() + "' has values of type " + value + ".",
                    "Declare the parameter as Change<" + value.toClass().getSimpleName()
                            + ">, or correct the name of the partition.");
        }
    }

    /** Returns the type of the values of a partition's bean, as far as it is known. */
    private ResolvableType valueType(String name) {
        return beans.containsBeanDefinition(name)
                ? beans.getMergedBeanDefinition(name)
                        .getResolvableType()
                        .as(Partition.class)
                        .getGeneric()
                : ResolvableType.NONE;
    }
}
