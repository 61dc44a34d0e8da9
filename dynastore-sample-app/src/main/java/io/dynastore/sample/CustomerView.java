package io.dynastore.sample;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.dynastore.Entry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A customer as clients see it. They send the ETag back as {@code If-Match}. */
record CustomerView(
        String id,
        @JsonUnwrapped Customer customer,
        @Nullable Instant expires,
        long version,
        String etag) {

    static CustomerView of(Entry<Customer> entry) {
        return new CustomerView(
                entry.key(),
                entry.value(),
                entry.expires(),
                entry.version(),
                entry.revision().toString());
    }
}
