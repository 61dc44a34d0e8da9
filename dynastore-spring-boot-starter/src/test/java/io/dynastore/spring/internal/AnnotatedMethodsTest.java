package io.dynastore.spring.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AliasFor;

class AnnotatedMethodsTest {
    private final AnnotatedMethods<Marked> methods = new AnnotatedMethods<>(Marked.class);

    @Retention(RetentionPolicy.RUNTIME)
    @interface Marked {
        String value();
    }

    @Marked("")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Composed {
        @AliasFor(annotation = Marked.class, attribute = "value")
        String name();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Nested {
        Marked marked();
    }

    interface Root<T> {
        @Marked("root")
        void handle(T value);
    }

    interface Child<T> extends Root<T> {}

    static class Base {
        @Composed(name = "base")
        void base() {}

        void unmarked() {}
    }

    static class Own extends Base {
        @Marked("own")
        void own() {}
    }

    static class Inheriting extends Base {
        void unmarkedToo() {}
    }

    static class Overriding extends Base implements Child<String> {
        @Override
        void base() {}

        @Override
        public void handle(String value) {}
    }

    static class Unmarked {
        @Deprecated
        @Nested(marked = @Marked("value of an attribute"))
        void unmarked() {}

        @Override
        public String toString() {
            return "unmarked";
        }
    }

    @Test
    void ownAndInheritedMethodsAreFound() {
        assertThat(names(Own.class)).isEqualTo(Map.of("own", "own", "base", "base"));
        assertThat(names(Base.class)).isEqualTo(Map.of("base", "base"));
        assertThat(names(Inheriting.class)).isEqualTo(Map.of("base", "base"));
    }

    @Test
    void overriddenMethodsOfSuperclassesAndOfInterfacesOfInterfacesAreFound() {
        assertThat(names(Overriding.class)).isEqualTo(Map.of("handle", "root", "base", "base"));
        assertThat(names(Child.class)).isEqualTo(Map.of("handle", "root"));
    }

    @Test
    void otherAnnotationsDoNotCount() {
        assertThat(names(Unmarked.class)).isEmpty();
        assertThat(names(String.class)).isEmpty();
        assertThat(new AnnotatedMethods<>(Nested.class).of(Unmarked.class)).hasSize(1);
    }

    private Map<String, String> names(Class<?> type) {
        return methods.of(type).entrySet().stream()
                .collect(Collectors.toMap(
                        found -> found.getKey().getName(), found -> value(found.getKey(), found.getValue())));
    }

    private static String value(Method method, Annotation annotation) {
        assertThat(method.isBridge()).isFalse();
        return ((Marked) annotation).value();
    }
}
