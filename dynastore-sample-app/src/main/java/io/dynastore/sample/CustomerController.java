package io.dynastore.sample;

import io.dynastore.Entry;
import io.dynastore.Index;
import io.dynastore.Page;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.WriteOptions;
import io.dynastore.spring.idempotency.Idempotent;
import io.dynastore.spring.web.Precondition;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

@RestController
@RequestMapping(path = "/customers", produces = MediaType.APPLICATION_JSON_VALUE)
class CustomerController {
    static final Index BY_CREATED = Index.local("idx_created", "created");

    private final Partition<Customer> customers;
    private final Clock clock;

    CustomerController(Partition<Customer> customers, Clock clock) {
        this.customers = customers;
        this.clock = clock;
    }

    @GetMapping
    Page<CustomerView> list(
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = "created") @Pattern(regexp = "created|id") String order,
            @RequestParam(defaultValue = "desc") @Pattern(regexp = "asc|desc") String direction) {
        Query query = Query.all().limit(limit).after(cursor);
        if (order.equals("created")) {
            query = query.index(BY_CREATED);
        }
        if (direction.equals("desc")) {
            query = query.reverse();
        }
        return customers.list(query).map(CustomerView::of);
    }

    /** A client that sends an {@code Idempotency-Key} may repeat the request when it got no answer. */
    @PostMapping
    @Idempotent(required = false)
    ResponseEntity<Entry<CustomerView>> create(@Valid @RequestBody NewCustomer body) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Entry<Customer> created =
                customers.create(body.idOrRandom(), body.toCustomer(now), with -> expire(with, body.expires()));
        URI location = ServletUriComponentsBuilder.fromCurrentRequestUri()
                .path("/{id}")
                .build(created.key());
        return ResponseEntity.created(location).body(view(created));
    }

    @GetMapping("/{id}")
    Entry<CustomerView> get(@PathVariable String id) {
        return view(customers.get(id));
    }

    @PutMapping("/{id}")
    Entry<CustomerView> edit(
            @PathVariable String id, Precondition precondition, @Valid @RequestBody CustomerEdit edit) {
        return view(precondition.required().modify(customers, id, edit::applyTo, with -> expire(with, edit.expires())));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, Precondition precondition) {
        precondition.required().delete(customers, id);
    }

    private static Entry<CustomerView> view(Entry<Customer> entry) {
        return entry.withValue(CustomerView.of(entry));
    }

    private static void expire(WriteOptions with, @Nullable Instant expires) {
        if (expires == null) {
            with.noExpiry();
        } else {
            with.expiresAt(expires);
        }
    }
}
