package io.dynastore.spring.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Binds {@linkplain PreconditionParameter parameters} of controllers in Spring MVC to the conditions of the request. */
final class PreconditionArgumentResolver implements HandlerMethodArgumentResolver {
    /** Returns the precondition that a controller took as a parameter; null if it took none. */
    static @Nullable Precondition taken(NativeWebRequest request) {
        return (Precondition) request.getAttribute(PreconditionParameter.ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
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
        return PreconditionParameter.isOne(parameter);
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Precondition precondition = of(request);
        request.setAttribute(PreconditionParameter.ATTRIBUTE, precondition, RequestAttributes.SCOPE_REQUEST);
        return PreconditionParameter.argument(parameter, precondition);
    }
}
