package io.dynastore.spring.web;

import java.time.LocalDate;

/** A value of the tests' partition. */
record Customer(String name, LocalDate since) {
    static final Customer ADA = new Customer("Ada", LocalDate.of(2026, 1, 31));

    Customer named(String other) {
        return new Customer(other, since);
    }
}
