package io.dynastore.sample;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** The body of a PUT. */
record CustomerEdit(
        @NotBlank @Pattern(regexp = Customer.CLEAN_TEXT) @Size(max = Customer.MAX_NAME_LENGTH)
        String name,

        @NotNull @Pattern(regexp = Customer.STATUSES) String status) {}
