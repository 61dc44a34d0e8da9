package io.dynastore.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionOverrideException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Analyzes a partition with the name of another bean. It comes before Boot's analyzer, which advises to allow that. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PartitionNameFailureAnalyzer extends AbstractFailureAnalyzer<BeanDefinitionOverrideException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanDefinitionOverrideException cause) {
        String name = String.valueOf(cause.getBeanName());
        BeanDefinition other = isPartition(cause.getBeanDefinition(), name)
                ? cause.getExistingDefinition()
                : isPartition(cause.getExistingDefinition(), name) ? cause.getBeanDefinition() : null;
        if (other == null) {
            return null;
        }
        String origin = other.getResourceDescription();
        return new FailureAnalysis(
                "The dynastore partition '" + name
                        + "' cannot be registered as a bean, because there is another bean of that name"
                        + (origin == null ? "." : ", defined in " + origin + "."),
                "Rename the other bean, or configure the partition under another name and keep the name for its entries:\n\n"
                        + "    dynastore:\n      partitions:\n        " + name + "Partition:\n          name: " + name
                        + "\n\nIf the other bean is the partition, remove 'dynastore.partitions." + name + "'.",
                cause);
    }

    private static boolean isPartition(BeanDefinition definition, String name) {
        return PartitionRegistrar.description(name).equals(definition.getDescription());
    }
}
