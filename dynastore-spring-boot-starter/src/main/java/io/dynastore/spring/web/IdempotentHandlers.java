package io.dynastore.spring.web;

import io.dynastore.spring.idempotency.Idempotent;
import io.dynastore.spring.idempotency.RequestKeyedMethods;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.CorsProcessor;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * The handler methods of Spring MVC that are annotated with {@link Idempotent} and take the key from the request.
 *
 * <p>Thread-safe.
 */
public final class IdempotentHandlers implements RequestKeyedMethods {
    private static final Set<RequestMethod> SAFE =
            Set.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS, RequestMethod.TRACE);

    private static final CorsProcessor CORS = new DefaultCorsProcessor();

    private final ApplicationContext context;
    private final SingletonSupplier<List<HandlerMapping>> mappings = SingletonSupplier.of(this::mappings);
    private final SingletonSupplier<Map<Method, HandlerMethod>> methods = SingletonSupplier.of(this::methods);

    /**
     * Creates the handlers, which are searched for when they are needed.
     *
     * @param context contains the handler mappings
     */
    public IdempotentHandlers(ApplicationContext context) {
        this.context = context;
    }

    /** The same mappings in the same order as the dispatcher servlet uses them. */
    private List<HandlerMapping> mappings() {
        return BeanFactoryUtils.beansOfTypeIncludingAncestors(context, HandlerMapping.class, true, false)
                .values()
                .stream()
                .sorted(AnnotationAwareOrderComparator.INSTANCE)
                .toList();
    }

    private Map<Method, HandlerMethod> methods() {
        Map<Method, HandlerMethod> annotated = new LinkedHashMap<>();
        Map<String, HandlerMethod> operations = new HashMap<>();
        for (HandlerMapping mapping : mappings.obtain()) {
            if (mapping instanceof RequestMappingInfoHandlerMapping infos) {
                infos.getHandlerMethods().forEach((info, method) -> {
                    if (keyedByHeader(method) != null) {
                        check(info, method);
                        annotated.put(method.getMethod(), method);
                    }
                });
            }
        }
        annotated.values().forEach(method -> checkName(method, operations));
        return annotated;
    }

    private static @Nullable Idempotent keyedByHeader(HandlerMethod method) {
        Idempotent annotation = method.getMethodAnnotation(Idempotent.class);
        return annotation == null || !annotation.key().isEmpty() ? null : annotation;
    }

    private static void check(RequestMappingInfo info, HandlerMethod method) {
        Set<RequestMethod> mapped = info.getMethodsCondition().getMethods();
        if (mapped.isEmpty() || mapped.stream().anyMatch(SAFE::contains)) {
            throw new FailureAnalyzedException(
                    "The handler method " + describe(method) + " is annotated with @Idempotent, but it is mapped to "
                            + (mapped.isEmpty() ? "all HTTP methods" : mapped) + ".",
                    "Map it to POST, PUT, PATCH or DELETE alone, or remove @Idempotent: a GET changes nothing and can"
                            + " be repeated without it.");
        }
    }

    private static void checkName(HandlerMethod method, Map<String, HandlerMethod> operations) {
        String name = Objects.requireNonNull(keyedByHeader(method)).operation();
        HandlerMethod other = name.isEmpty() ? null : operations.put(name, method);
        if (other != null) {
            throw new FailureAnalyzedException(
                    "The handler methods " + describe(other) + " and " + describe(method)
                            + " are annotated with @Idempotent and the same operation, '" + name + "'.",
                    "Give each of them an operation of its own.");
        }
    }

    private static String describe(HandlerMethod method) {
        return ClassUtils.getQualifiedMethodName(method.getMethod(), method.getBeanType());
    }

    /** {@return whether there are any} */
    public boolean areThere() {
        return !methods.obtain().isEmpty();
    }

    @Override
    public boolean contains(Method method) {
        return methods.obtain().containsKey(method);
    }

    /** Returns the handler method that a request is for; null if it is not one of these. */
    @Nullable
    Handler find(HttpServletRequest request) {
        if (!areThere() || !mayChange(request) || !isForSpring(request)) {
            return null;
        }
        LookupRequest lookup = new LookupRequest(request);
        ServletRequestPathUtils.parseAndCache(lookup);
        HandlerExecutionChain chain = chain(lookup);
        return chain != null && chain.getHandler() instanceof HandlerMethod method
                ? handler(method, chain, lookup)
                : null;
    }

    private @Nullable HandlerExecutionChain chain(HttpServletRequest request) {
        try {
            for (HandlerMapping mapping : mappings.obtain()) {
                HandlerExecutionChain chain = mapping.getHandler(request);
                if (chain != null) {
                    return chain;
                }
            }
        } catch (Exception e) {
            // Spring MVC will fail in the same way, and answers the request.
            return null;
        }
        return null;
    }

    private static boolean mayChange(HttpServletRequest request) {
        return SAFE.stream().noneMatch(method -> method.name().equals(request.getMethod()));
    }

    /** Another servlet may have the same path below its own. */
    private boolean isForSpring(HttpServletRequest request) {
        String name = request.getHttpServletMapping().getServletName();
        ServletRegistration servlet =
                StringUtils.hasLength(name) ? request.getServletContext().getServletRegistration(name) : null;
        if (servlet == null || servlet.getClassName() == null) {
            return true;
        }
        try {
            return DispatcherServlet.class.isAssignableFrom(
                    ClassUtils.forName(servlet.getClassName(), context.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static @Nullable Handler handler(
            HandlerMethod method, HandlerExecutionChain chain, HttpServletRequest request) {
        Idempotent annotation = keyedByHeader(method);
        if (annotation == null) {
            return null;
        }
        String operation = annotation.operation();
        if (operation.isEmpty()) {
            operation =
                    request.getMethod() + " " + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        }
        return new Handler(operation, annotation.required(), chain);
    }

    /**
     * A handler method that a request is for.
     *
     * @param operation the name of the operation
     * @param isKeyRequired whether a request without a key is refused
     * @param chain the handler with its interceptors
     */
    record Handler(String operation, boolean isKeyRequired, HandlerExecutionChain chain) {
        /**
         * Applies the CORS configuration of the handler, which a response that the handler does not make needs as well. The handler
         * does not apply it again.
         *
         * @return false if the origin is not allowed, and the response says so
         */
        boolean allowsOrigin(HttpServletRequest request, HttpServletResponse response) throws IOException {
            for (HandlerInterceptor interceptor : chain.getInterceptorList()) {
                if (interceptor instanceof CorsConfigurationSource source) {
                    return CORS.processRequest(source.getCorsConfiguration(request), request, response);
                }
            }
            return true;
        }
    }
}
