package io.dynastore.spring.autoconfigure.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Properties of idempotent handler methods of Spring MVC.
 *
 * @param scope Whose the key of a request is.
 * @param maxBodySize Largest body of a request. A larger one is refused before anything is run.
 * @param recordedHeaders Headers of a response that are recorded. Set-Cookie is never one of them.
 * @param recordedStatuses Statuses with which a response is recorded, such as 2xx or 409. Other responses give the key back.
 * @param filterOrder Order of the filter. By default, it is behind the filters of Spring Security.
 */
@ConfigurationProperties("dynastore.idempotency.web")
public record IdempotencyWebProperties(
        @DefaultValue("principal") Scope scope,
        @DefaultValue("1MB") DataSize maxBodySize,

        @DefaultValue({
            "Content-Type",
            "Content-Language",
            "Content-Disposition",
            "Content-Encoding",
            "Content-Location",
            "ETag",
            "Last-Modified",
            "Link",
            "Location"
        })
        List<String> recordedHeaders,

        @DefaultValue({"2xx", "3xx"}) List<String> recordedStatuses,
        @DefaultValue("-50") int filterOrder) {

    /** Whose the key of a request is. */
    public enum Scope {
        /** Each principal has keys of its own. A RequestPrincipal bean says who the principal is. */
        PRINCIPAL,
        /** All clients share their keys, so a client that knows another one's key gets its response. */
        NONE
    }
}
