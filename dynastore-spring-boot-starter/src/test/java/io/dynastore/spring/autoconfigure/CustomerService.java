package io.dynastore.spring.autoconfigure;

import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.spring.NamedPartition;
import io.dynastore.spring.autoconfigure.GuideSpringExampleTest.Customer;
import org.springframework.stereotype.Service;

/** The example with Spring in docs/guide.md; a test of the core compares the two. */
// tag::spring[]
@Service
class CustomerService {
    private final Partition<Customer> customers;
    private final Partition<String> log;

    CustomerService(Partition<Customer> customers, @NamedPartition("audit-log") Partition<String> log) {
        this.customers = customers;
        this.log = log;
    }

    Entry<Customer> enable(String id) {
        log.put(id, "enabled");
        return customers.modify(id, customer -> new Customer(customer.name(), "enabled"));
    }
}
// end::spring[]
