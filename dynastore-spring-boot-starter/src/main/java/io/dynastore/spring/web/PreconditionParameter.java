package io.dynastore.spring.web;

import io.dynastore.Revision;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.RequestHeader;

/**
 * The parameters of controllers that are a {@link Precondition}, or a {@link Revision}: those without an annotation of Spring Web,
 * and those with a {@link RequestHeader} of that name.
 */
final class PreconditionParameter {
    /** The name of the request's attribute with the precondition that a controller took as a parameter. */
    static final String ATTRIBUTE = Precondition.class.getName();

    private PreconditionParameter() {}

    /** Returns whether a parameter is bound to the conditions of the request. */
    static boolean isOne(MethodParameter parameter) {
        Class<?> type = type(parameter);
        if (type != Precondition.class && type != Revision.class) {
            return false;
        }
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        if (header == null) {
            return Stream.of(parameter.getParameterAnnotations())
                    .noneMatch(annotation -> annotation
                            .annotationType()
                            .getPackageName()
                            .startsWith("org.springframework.web.bind.annotation"));
        }
        String name = header.name().isEmpty() ? header.value() : header.name();
        return name.equalsIgnoreCase(HttpHeaders.IF_MATCH)
                || (type == Precondition.class && name.equalsIgnoreCase(HttpHeaders.IF_NONE_MATCH));
    }

    private static Class<?> type(MethodParameter parameter) {
        return parameter.nestedIfOptional().getNestedParameterType();
    }

    /** Returns the argument for a request with a precondition. */
    static @Nullable Object argument(MethodParameter parameter, Precondition precondition) {
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        boolean optional = parameter.isOptional() || (header != null && !header.required());
        Object argument = type(parameter) == Revision.class
                ? revision(precondition, optional)
                : precondition(precondition, optional, header != null);
        return parameter.getParameterType() == Optional.class ? Optional.ofNullable(argument) : argument;
    }

    private static @Nullable Revision revision(Precondition precondition, boolean optional) {
        Revision revision = precondition.revision();
        if (revision == null && !optional) {
            throw DynaStoreProblem.revisionRequired();
        }
        return revision;
    }

    /** An annotation says that the request must have the header, as that of any other header does. */
    private static @Nullable Precondition precondition(Precondition precondition, boolean optional, boolean annotated) {
        if (optional) {
            return precondition.isPresent() ? precondition : null;
        }
        return annotated ? precondition.required() : precondition;
    }
}
