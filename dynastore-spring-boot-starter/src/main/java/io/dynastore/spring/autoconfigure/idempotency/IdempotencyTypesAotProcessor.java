package io.dynastore.spring.autoconfigure.idempotency;

import io.dynastore.idempotency.Idempotency;
import io.dynastore.spring.idempotency.Idempotent;
import io.dynastore.spring.internal.AnnotatedMethods;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Registers hints for the results of each {@link Idempotency} that is injected, and for the results and arguments of methods that
 * are annotated with {@link Idempotent} and a key, so that Jackson can read and write them in a native image.
 */
final class IdempotencyTypesAotProcessor implements BeanRegistrationAotProcessor {
    private final BindingReflectionHintsRegistrar json = new BindingReflectionHintsRegistrar();
    private final AnnotatedMethods<Idempotent> annotated = new AnnotatedMethods<>(Idempotent.class);

    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
        Class<?> type = ClassUtils.getUserClass(bean.getBeanClass());
        Set<Method> methods = keyed(type);
        Set<Type> types = new LinkedHashSet<>();
        injected(bean, type).forEach(injected -> addResults(injected, types));
        methods.forEach(method -> Stream.concat(
                        Stream.of(method.getGenericReturnType()), Arrays.stream(method.getGenericParameterTypes()))
                .map(generic -> GenericTypeResolver.resolveType(generic, type))
                .forEach(types::add));
        return types.isEmpty()
                ? null
                : (generation, code) -> register(generation.getRuntimeHints().reflection(), types, methods);
    }

    private Set<Method> keyed(Class<?> type) {
        Set<Method> keyed = new LinkedHashSet<>();
        annotated.of(type).forEach((method, annotation) -> {
            if (!annotation.key().isEmpty()) {
                keyed.add(method);
            }
        });
        return keyed;
    }

    /** Returns the types of the parameters of the constructor or bean method, and those of fields and other methods. */
    private static Stream<ResolvableType> injected(RegisteredBean bean, Class<?> type) {
        Set<ResolvableType> injected = new LinkedHashSet<>();
        if (bean.getMergedBeanDefinition().getInstanceSupplier() == null) {
            Executable executable = bean.resolveInstantiationDescriptor().executable();
            Arrays.stream(executable.getGenericParameterTypes())
                    .map(ResolvableType::forType)
                    .forEach(injected::add);
        }
        ReflectionUtils.doWithFields(type, field -> injected.add(ResolvableType.forField(field, type)));
        ReflectionUtils.doWithMethods(
                type,
                method -> Arrays.stream(method.getGenericParameterTypes())
                        .map(ResolvableType::forType)
                        .forEach(injected::add),
                method -> method.getDeclaringClass() != Object.class && method.getParameterCount() > 0);
        return injected.stream();
    }

    /** Finds the results in a type such as {@code ObjectProvider<Idempotency<Receipt>>}. */
    private static void addResults(ResolvableType injected, Set<Type> types) {
        if (injected.toClass() == Idempotency.class) {
            ResolvableType result = injected.getGeneric();
            if (result.resolve() != null) {
                types.add(result.getType());
            }
        } else if (injected.getType() instanceof ParameterizedType) {
            // Only what is written: a type variable may be bounded by itself.
            Stream.of(injected.getGenerics()).forEach(generic -> addResults(generic, types));
        }
    }

    private void register(ReflectionHints hints, Set<Type> types, Set<Method> methods) {
        types.forEach(type -> json.registerReflectionHints(hints, type));
        // Expressions name the parameters.
        methods.forEach(method -> hints.registerType(method.getDeclaringClass()));
    }
}
