package io.dynastore.spring.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.util.ClassUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.handler.AbstractHandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;

/** Answers with a problem if no exception handler of the application has handled a failure of the store. */
final class ProblemExceptionResolver extends AbstractHandlerExceptionResolver {
    private static final Log log = LogFactory.getLog(ProblemExceptionResolver.class);
    private static final MethodParameter RESULT =
            new MethodParameter(ClassUtils.getMethod(Result.class, "problem"), -1);

    private final ExceptionHandlerExceptionResolver handlers;
    private final MessageSource messages;

    /** Has a method that returns what is written. */
    interface Result {
        ErrorResponse problem();
    }

    /**
     * Creates a resolver.
     *
     * @param handlers writes the problem as it writes what an exception handler returns
     * @param messages may have the details of problems
     */
    ProblemExceptionResolver(ExceptionHandlerExceptionResolver handlers, MessageSource messages) {
        this.handlers = handlers;
        this.messages = messages;
    }

    @Override
    protected @Nullable ModelAndView doResolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        ServletWebRequest exchange = new ServletWebRequest(request, response);
        DynaStoreProblem problem = Problems.of(failure, PreconditionArgumentResolver.taken(exchange));
        if (problem == null || response.isCommitted() || handlers.getReturnValueHandlers() == null) {
            return null;
        }
        log(problem);
        problem.updateAndGetBody(messages, LocaleContextHolder.getLocale());
        try {
            handlers.getReturnValueHandlers().handleReturnValue(problem, RESULT, new ModelAndViewContainer(), exchange);
            return new ModelAndView();
        } catch (Exception e) {
            log.warn("The problem " + problem.getStatusCode() + " cannot be written", e);
            return null;
        }
    }

    /** Errors of clients are reported to them; many clients may have a transient failure at once. */
    private static void log(DynaStoreProblem problem) {
        if (!problem.getStatusCode().is5xxServerError()) {
            log.debug(problem.getMessage(), problem);
        } else if (problem.getHeaders().containsHeader(HttpHeaders.RETRY_AFTER)) {
            log.warn("The store is not available: " + problem.getCause());
        } else {
            log.error("A request to the store has failed", problem.getCause());
        }
    }
}
