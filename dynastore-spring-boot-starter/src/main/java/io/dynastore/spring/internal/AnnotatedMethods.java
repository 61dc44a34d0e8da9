package io.dynastore.spring.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.ReflectionUtils;

/**
 * Finds methods that have an annotation, directly, by a meta-annotation, or on a method that they override. All beans of
 * an application are searched at its start, and few have such a method, so classes without one are passed over cheaply.
 * Thread-safe.
 *
 * @param <A> the annotation
 */
public final class AnnotatedMethods<A extends Annotation> {
    private final Class<A> annotation;

    /** Whether a class may have such methods. */
    private final Map<Class<?>, Boolean> searched = new ConcurrentHashMap<>();

    /** Whether an annotation is the one that is looked for, or has it. */
    private final Map<Class<?>, Boolean> matching = new ConcurrentHashMap<>();

    /**
     * Creates a finder.
     *
     * @param annotation the annotation
     */
    public AnnotatedMethods(Class<A> annotation) {
        this.annotation = annotation;
    }

    /**
     * Returns the annotated methods of a class. Classes below Spring's package are skipped, unless they are components, as in
     * Spring's own samples.
     *
     * @param type the class, not one that Spring has generated
     * @return the methods with their annotations
     */
    public Map<Method, A> of(Class<?> type) {
        if (isOfSpring(type) || !mayHave(type)) {
            return Map.of();
        }
        return MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<A>)
                method -> AnnotatedElementUtils.findMergedAnnotation(method, annotation));
    }

    private static boolean isOfSpring(Class<?> type) {
        return type.getName().startsWith("org.springframework.")
                && !AnnotatedElementUtils.isAnnotated(type, Component.class);
    }

    /** Returns whether any method of a class, its superclasses and all of their interfaces has the annotation. */
    private boolean mayHave(@Nullable Class<?> type) {
        if (type == null || !AnnotationUtils.isCandidateClass(type, annotation)) {
            return false;
        }
        Boolean known = searched.get(type);
        if (known == null) {
            known = declares(type) || mayHave(type.getSuperclass()) || anyMayHave(type.getInterfaces());
            searched.put(type, known);
        }
        return known;
    }

    private boolean anyMayHave(Class<?>[] types) {
        for (Class<?> type : types) {
            if (mayHave(type)) {
                return true;
            }
        }
        return false;
    }

    private boolean declares(Class<?> type) {
        for (Method method : ReflectionUtils.getDeclaredMethods(type)) {
            for (Annotation its : method.getDeclaredAnnotations()) {
                if (matches(its.annotationType())) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean matches(Class<? extends Annotation> type) {
        Boolean known = matching.get(type);
        if (known == null) {
            known = type == annotation || AnnotatedElementUtils.isAnnotated(type, annotation);
            matching.put(type, known);
        }
        return known;
    }
}
