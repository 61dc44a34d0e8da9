package io.dynastore.spring.web;

import io.dynastore.Revision;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Binds the parameters of controllers that are a {@link Precondition}, or a {@link Revision}, to the conditions of the request:
 * those without an annotation of Spring Web, and those with a {@link RequestHeader} of that name.
 */
final class PreconditionArgumentResolver implements HandlerMethodArgumentResolver {
    private static final String ATTRIBUTE = Precondition.class.getName();

    /** Returns the precondition that a controller took as a parameter; null if it took none. */
    static @Nullable Precondition taken(NativeWebRequest request) {
        return (Precondition) request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
    }

    /** Returns the precondition of a request. */
    static Precondition of(NativeWebRequest request) {
        Precondition precondition = taken(request);
        return precondition != null
                ? precondition
                : Precondition.of(lines(request, HttpHeaders.IF_MATCH), lines(request, HttpHeaders.IF_NONE_MATCH));
    }

    private static @Nullable List<String> lines(NativeWebRequest request, String header) {
        String[] lines = request.getHeaderValues(header);
        return lines == null ? null : List.of(lines);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
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

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Precondition precondition = of(request);
        request.setAttribute(ATTRIBUTE, precondition, RequestAttributes.SCOPE_REQUEST);
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
