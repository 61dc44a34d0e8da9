package io.dynastore.spring.web;

import io.dynastore.Entry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;

/** The response that an entry is: its value is the body, and its revision the ETag. */
final class EntryResponse {
    private EntryResponse() {}

    /**
     * Returns the response, after the conditions of a {@code GET} or {@code HEAD} have been evaluated.
     *
     * @param entry the entry
     * @param result what the controller returned, which may be a response with the entry
     * @param standard the status if the result has none
     * @param method the method of the request
     * @param precondition the precondition of the request
     * @throws DynaStoreProblem if {@code If-Match} is false
     */
    static ResponseEntity<Object> of(
            Entry<?> entry,
            @Nullable Object result,
            HttpStatusCode standard,
            @Nullable HttpMethod method,
            Supplier<Precondition> precondition) {
        HttpHeaders headers = new HttpHeaders();
        HttpStatusCode status = standard;
        if (result instanceof HttpEntity<?> entity) {
            headers.putAll(entity.getHeaders());
            status = result instanceof ResponseEntity<?> whole ? whole.getStatusCode() : status;
        }
        if (!status.is2xxSuccessful() || headers.getETag() != null) {
            return new ResponseEntity<>(entry.value(), headers, status);
        }
        headers.setETag(entry.revision().toString());
        if (HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method)) {
            Precondition evaluated = precondition.get();
            if (evaluated.failsIfMatch(entry.revision())) {
                throw DynaStoreProblem.preconditionFailed(entry.key(), entry.partition(), entry.revision(), null);
            }
            if (evaluated.failsIfNoneMatch(entry.revision())) {
                return new ResponseEntity<>(null, headers, HttpStatus.NOT_MODIFIED);
            }
        }
        return new ResponseEntity<>(entry.value(), headers, status);
    }
}
