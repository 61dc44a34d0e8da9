package io.dynastore.spring.idempotency;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;

/** What the result of a method tells about when it is complete. */
final class ResultType {
    private static final String ENTITY = "org.springframework.http.HttpEntity";

    /** They make the result, or the body of a response, after the method has returned. */
    private static final Set<String> LATER = Set.of(
            Callable.class.getName(),
            CompletionStage.class.getName(),
            Future.class.getName(),
            BaseStream.class.getName(),
            "org.springframework.web.context.request.async.DeferredResult",
            "org.springframework.web.context.request.async.WebAsyncTask",
            "org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter",
            "org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody");

    private ResultType() {}

    /** Returns whether the method may return before it has done its work. */
    static boolean isLater(MethodParameter result) {
        Method method = result.getMethod();
        if (method != null && KotlinDetector.isSuspendingFunction(method)) {
            return true;
        }
        ResolvableType type = ResolvableType.forMethodParameter(result);
        return isLater(type) || (isEntity(type) && isLater(type.getGeneric()));
    }

    private static boolean isLater(ResolvableType type) {
        Class<?> resolved = type.resolve();
        return resolved != null
                && resolved != Object.class
                && (LATER.stream().anyMatch(name -> isOne(resolved, name))
                        || ReactiveAdapterRegistry.getSharedInstance().getAdapter(resolved) != null);
    }

    /** Returns whether the result is a response, which is not stored as JSON. */
    static boolean isEntity(ResolvableType type) {
        return isOne(type.toClass(), ENTITY);
    }

    /** Compares names, because the classes may be missing. */
    private static boolean isOne(Class<?> type, String name) {
        if (type.getName().equals(name)) {
            return true;
        }
        Class<?> parent = type.getSuperclass();
        if (parent != null && isOne(parent, name)) {
            return true;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (isOne(implemented, name)) {
                return true;
            }
        }
        return false;
    }
}
