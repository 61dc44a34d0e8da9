package io.dynastore.sample;

import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.spring.web.PreconditionFailedException;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What this application adds to the problem details of dynastore; their texts are in {@code messages.properties}. */
@RestControllerAdvice
class CustomerErrors implements WebMvcConfigurer {
    private final Partition<Customer> customers;

    CustomerErrors(Partition<Customer> customers) {
        this.customers = customers;
    }

    @Override
    public void addErrorResponseInterceptors(List<ErrorResponse.Interceptor> interceptors) {
        interceptors.add(this::addCurrent);
    }

    /** Shows the current customer to the client whose edit is out of date. */
    private void addCurrent(ProblemDetail problem, @Nullable ErrorResponse response) {
        if (response instanceof ErrorResponseException e
                && e.getCause() instanceof PreconditionFailedException failed) {
            Entry<Customer> current = failed.current(customers.codec());
            if (current != null) {
                problem.setProperty("current", CustomerView.of(current));
            }
        }
    }

    /** Tomcat throws this for a query string such as {@code ?limit=%zz}. */
    @ExceptionHandler(InvalidParameterException.class)
    ProblemDetail invalidQuery() {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "The query string cannot be decoded.");
    }
}
