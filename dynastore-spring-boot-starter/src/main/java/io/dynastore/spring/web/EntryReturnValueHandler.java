package io.dynastore.spring.web;

import io.dynastore.Entry;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Handles the results of controllers that are written as the body of the response, if they are entries: the value is the body,
 * and the revision is the ETag. The conditions of a {@code GET} or {@code HEAD} are evaluated. All other results are left to
 * the handler of Spring MVC that this one stands in front of.
 */
final class EntryReturnValueHandler implements HandlerMethodReturnValueHandler {
    private final HandlerMethodReturnValueHandler delegate;
    private final HandlerMethodReturnValueHandler entities;

    /**
     * Creates a handler.
     *
     * @param delegate handles all other results
     * @param entities handles a {@link ResponseEntity}
     */
    EntryReturnValueHandler(HandlerMethodReturnValueHandler delegate, HandlerMethodReturnValueHandler entities) {
        this.delegate = delegate;
        this.entities = entities;
    }

    @Override
    public boolean supportsReturnType(MethodParameter returnType) {
        return delegate.supportsReturnType(returnType);
    }

    @Override
    public void handleReturnValue(
            @Nullable Object result, MethodParameter returnType, ModelAndViewContainer model, NativeWebRequest request)
            throws Exception {
        Object body = result instanceof HttpEntity<?> entity ? entity.getBody() : result;
        ResolvableType type = ResolvableType.forType(
                returnType.getGenericParameterType(), ResolvableType.forClass(returnType.getContainingClass()));
        if (result instanceof HttpEntity<?> && HttpEntity.class.isAssignableFrom(type.toClass())) {
            type = type.as(HttpEntity.class).getGeneric();
        }
        if (body instanceof Optional<?> optional) {
            ResolvableType element = type.as(Optional.class).getGeneric();
            Object present = optional.orElse(null);
            if (present == null && Entry.class.isAssignableFrom(element.toClass())) {
                throw DynaStoreProblem.notFound();
            }
            if (present instanceof Entry<?>) {
                body = present;
                type = element;
            }
        }
        if (body instanceof Entry<?> entry) {
            ResponseEntity<?> response = response(entry, result, (ServletWebRequest) request);
            ResolvableType declared = type.as(Entry.class).getGeneric();
            entities.handleReturnValue(response, new ResponseType(returnType, entry, declared), model, request);
        } else {
            delegate.handleReturnValue(result, returnType, model, request);
        }
    }

    private static ResponseEntity<?> response(Entry<?> entry, @Nullable Object result, ServletWebRequest request) {
        HttpServletResponse response = request.getResponse();
        return EntryResponse.of(
                entry,
                result,
                HttpStatusCode.valueOf(response == null ? 200 : response.getStatus()),
                request.getHttpMethod(),
                () -> PreconditionArgumentResolver.of(request));
    }

    /** The result of the method as if it were a {@link ResponseEntity} with the value of the entry. */
    private static final class ResponseType extends MethodParameter {
        private final MethodParameter original;
        private final Type type;

        ResponseType(MethodParameter original, Entry<?> entry, ResolvableType declared) {
            super(original);
            this.original = original;
            boolean known = declared.resolve() != null
                    && !declared.hasUnresolvableGenerics()
                    && !(declared.getType() instanceof WildcardType);
            this.type = ResolvableType.forClassWithGenerics(
                            ResponseEntity.class,
                            known
                                    ? declared
                                    : ResolvableType.forClass(entry.value().getClass()))
                    .getType();
        }

        private ResponseType(ResponseType other) {
            super(other);
            this.original = other.original;
            this.type = other.type;
        }

        @Override
        public Class<?> getParameterType() {
            return ResponseEntity.class;
        }

        @Override
        public Type getGenericParameterType() {
            return type;
        }

        @Override
        public <A extends Annotation> @Nullable A getMethodAnnotation(Class<A> annotation) {
            return original.getMethodAnnotation(annotation);
        }

        @Override
        public <A extends Annotation> boolean hasMethodAnnotation(Class<A> annotation) {
            return original.hasMethodAnnotation(annotation);
        }

        @Override
        public ResponseType clone() {
            return new ResponseType(this);
        }
    }
}
