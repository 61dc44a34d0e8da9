package com.example.shop;

import io.dynastore.Entry;
import io.dynastore.Index;
import io.dynastore.Partition;
import io.dynastore.Query;
import java.util.List;
import org.springframework.stereotype.Repository;

/** The customers. */
@Repository
class CustomerRepository {
    private static final Index BY_CREATED = Index.local("idx_created", "created");

    private final Partition<Customer> entries;

    CustomerRepository(Partition<Customer> entries) {
        this.entries = entries;
    }

    Entry<Customer> register(String id, Customer customer) {
        return entries.create(id, customer);
    }

    List<String> latest(int limit) {
        return entries.list(Query.all().index(BY_CREATED).reverse().limit(limit)).items().stream()
                .map(entry -> entry.value().name())
                .toList();
    }
}
