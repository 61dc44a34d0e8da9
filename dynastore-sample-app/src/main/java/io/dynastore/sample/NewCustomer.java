package io.dynastore.sample;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body of a POST. */
record NewCustomer(
        @Pattern(
                regexp = "(?!\\.{1,2}$)\\P{Cntrl}*",
                message = "must not be . or .. or have control characters, which no URL can carry")
        @Nullable
        String id,

        @NotBlank @Size(max = Customer.MAX_NAME_LENGTH) String name,

        @Pattern(regexp = Customer.STATUSES) @Nullable String status) {

    String idOrRandom() {
        return id == null ? UUID.randomUUID().toString() : id;
    }

    Customer toCustomer(Instant created) {
        return new Customer(name, status == null ? Customer.NEW : status, created);
    }
}
