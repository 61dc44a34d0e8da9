package io.dynastore.spring.web;

import java.util.List;
import org.springframework.context.MessageSource;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;

/**
 * Adds to Spring MVC that failures of the store are reported as problems (RFC 9457), if no exception handler of the application
 * handles them.
 */
public final class DynaStoreWebMvcConfigurer implements WebMvcConfigurer {
    private final MessageSource messages;

    /**
     * Creates a configurer.
     *
     * @param messages may have the details of problems
     */
    public DynaStoreWebMvcConfigurer(MessageSource messages) {
        this.messages = messages;
    }

    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        for (int i = 0; i < resolvers.size(); i++) {
            if (resolvers.get(i) instanceof ExceptionHandlerExceptionResolver handlers) {
                resolvers.add(i + 1, new ProblemExceptionResolver(handlers, messages));
                return;
            }
        }
    }
}
