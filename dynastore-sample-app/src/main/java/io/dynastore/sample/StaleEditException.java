package io.dynastore.sample;

import io.dynastore.Entry;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Somebody else was faster: 412, with the current state to start again from. */
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
