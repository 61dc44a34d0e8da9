package io.dynastore.sample;

import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The body of a PUT. Without {@code expires}, the customer does not expire. */
record CustomerEdit(
        @NotBlank @Pattern(regexp = Customer.CLEAN_TEXT) @Size(max = Customer.MAX_NAME_LENGTH)
        String name,

        @NotNull @Pattern(regexp = Customer.STATUSES) String status,
        @Future @Nullable Instant expires) {

    Customer applyTo(Customer current) {
        return new Customer(name, status, current.created());
    }
}
