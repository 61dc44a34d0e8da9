// tag::slice[]
package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.KeyExistsException;
import io.dynastore.spring.test.DynaStoreTest;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@DynaStoreTest
@Import(CustomerRepository.class)
class CustomerRepositoryTest {
    @Autowired
    CustomerRepository customers;

    @Test
    void theLatestCustomersComeFirst() {
        customers.register("c-1", new Customer("Ada", LocalDate.of(2026, 1, 31)));
        customers.register("c-2", new Customer("Grace", LocalDate.of(2026, 2, 1)));

        assertThat(customers.latest(10)).containsExactly("Grace", "Ada");
    }

    @Test
    void aCustomerIsRegisteredOnce() {
        Customer ada = new Customer("Ada", LocalDate.of(2026, 1, 31));
        customers.register("c-1", ada);

        assertThatExceptionOfType(KeyExistsException.class).isThrownBy(() -> customers.register("c-1", ada));
    }
}
// end::slice[]
