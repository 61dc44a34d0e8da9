package io.dynastore.spring.web;

import io.dynastore.DynaStoreException;
import io.dynastore.InvalidKeyException;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ServerWebExchange;
import software.amazon.awssdk.core.exception.SdkException;

/** Reports failures of the store as problems (RFC 9457) in WebFlux, after the advices of the application. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public final class ProblemAdvice {
    private final MessageSource messages;

    /**
     * Creates an advice.
     *
     * @param messages may have the details of problems
     */
    public ProblemAdvice(MessageSource messages) {
        this.messages = messages;
    }

    @ExceptionHandler({
        DynaStoreException.class,
        DynaStoreProblem.class,
        InvalidKeyException.class,
        SdkException.class,
    })
    ErrorResponse problem(RuntimeException failure, Locale locale, ServerWebExchange exchange) {
        DynaStoreProblem problem = Problems.of(failure, exchange.getAttribute(PreconditionParameter.ATTRIBUTE));
        if (problem == null) {
            throw failure;
        }
        problem.updateAndGetBody(messages, locale);
        return problem;
    }
}
