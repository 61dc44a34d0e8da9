package io.dynastore.sample;

import io.dynastore.Entry;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Reports, by 412, that a customer has changed since the client saw it, with its current state. */
final class StaleEditException extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    StaleEditException(Entry<Customer> current) {
        super(HttpStatus.PRECONDITION_FAILED);
        setDetail("Customer '" + current.key()
                + "' is not as you last saw it. Apply your change to its current state and send that state's ETag.");
        getBody().setProperty("current", CustomerView.of(current));
        getHeaders().setETag(current.revision().toString());
    }
}
