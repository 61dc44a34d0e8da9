package io.dynastore.sample;

import io.dynastore.Entry;
import io.dynastore.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of customers; the last one has no {@code next}. */
record CustomerPage(List<CustomerView> items, @Nullable String next) {

    static CustomerPage of(Page<Entry<Customer>> page) {
        return new CustomerPage(page.items().stream().map(CustomerView::of).toList(), page.cursor());
    }
}
