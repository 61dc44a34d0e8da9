package io.dynastore.spring.autoconfigure;

import io.dynastore.Partition;
import java.util.Map;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/**
 * Registers a bean for each configured partition, under its name and with its generic type, so that a {@code
 * Partition<Customer>} can be injected by the type of its values. A registrar is run again in a native or AOT-processed
 * application, so partitions that are only configured at run time exist, too. All properties are checked first.
 */
final class PartitionRegistrar implements BeanRegistrar {
    private static final Bindable<Map<String, PartitionProperties>> PARTITIONS =
            Bindable.mapOf(String.class, PartitionProperties.class);

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        PropertyCheck.check(environment);
        partitions(environment).forEach((id, partition) -> register(registry, id, partition.type()));
    }

    /** Binds the partitions, where the bean with all properties is not available. */
    static Map<String, PartitionProperties> partitions(Environment environment) {
        return bind("dynastore.partitions", PARTITIONS, environment);
    }

    static <V> Map<String, V> bind(String property, Bindable<Map<String, V>> type, Environment environment) {
        return Binder.get(environment)
                .bind(property, type, new NameBindHandler(BindHandler.DEFAULT, environment))
                .orElseGet(Map::of);
    }

    /** Returns the description by which the bean definition of a partition is recognized. */
    static String description(String id) {
        return "dynastore partition '" + id + "'";
    }

    private static void register(BeanRegistry registry, String id, Class<?> valueType) {
        ParameterizedTypeReference<Partition<?>> type = ParameterizedTypeReference.forType(
                ResolvableType.forClassWithGenerics(Partition.class, valueType).getType());
        registry.registerBean(
                id,
                type,
                bean -> bean.description(description(id))
                        .supplier(
                                context -> context.bean(PartitionFactory.class).partition(id)));
    }
}
