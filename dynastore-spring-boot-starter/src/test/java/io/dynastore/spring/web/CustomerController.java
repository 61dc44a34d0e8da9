package io.dynastore.spring.web;

import io.dynastore.Entry;
import io.dynastore.Partition;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Customers, as a user of the starter would write them. */
// tag::customers[]
@RestController
@RequestMapping("/customers/{id}")
class CustomerController {
    private final Partition<Customer> customers;

    CustomerController(Partition<Customer> customers) {
        this.customers = customers;
    }

    @GetMapping
    Entry<Customer> get(@PathVariable String id) {
        return customers.get(id);
    }

    @PutMapping
    Entry<Customer> replace(@PathVariable String id, Precondition precondition, @RequestBody Customer customer) {
        return precondition.required().update(customers, id, customer);
    }

    @PatchMapping
    Entry<Customer> rename(@PathVariable String id, Precondition precondition, @RequestBody String name) {
        return precondition.modify(customers, id, customer -> customer.named(name));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, Precondition precondition) {
        precondition.delete(customers, id);
    }
}
// end::customers[]
