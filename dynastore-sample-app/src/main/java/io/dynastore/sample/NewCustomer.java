package io.dynastore.sample;

import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body of a POST. */
record NewCustomer(
        // The names . and .. are not valid in the path of a URL.
        @Pattern(regexp = "(?!\\.{1,2}$)" + Customer.CLEAN_TEXT) @Nullable
        String id,

        @NotBlank @Pattern(regexp = Customer.CLEAN_TEXT) @Size(max = Customer.MAX_NAME_LENGTH)
        String name,

        @Pattern(regexp = Customer.STATUSES) @Nullable String status,
        @Future @Nullable Instant expires) {

    String idOrRandom() {
        return id == null ? UUID.randomUUID().toString() : id;
    }

    Customer toCustomer(Instant created) {
        return new Customer(name, status == null ? Customer.NEW : status, created);
    }
}
