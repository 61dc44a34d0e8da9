package io.dynastore.sample;

import io.dynastore.Entry;
import io.dynastore.Index;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.WriteOptions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
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
    CustomerPage list(
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
        return CustomerPage.of(customers.list(query));
    }

    @PostMapping
    ResponseEntity<CustomerView> create(@Valid @RequestBody NewCustomer body) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Entry<Customer> created =
                customers.create(body.idOrRandom(), body.toCustomer(now), with -> expire(with, body.expires()));
        URI location = ServletUriComponentsBuilder.fromCurrentRequestUri()
                .path("/{id}")
                .build(created.key());
        return reply(ResponseEntity.created(location), created);
    }

    /** Spring compares the ETag with {@code If-None-Match}, but does not handle {@code *}. */
    @GetMapping("/{id}")
    ResponseEntity<CustomerView> get(
            @PathVariable String id, @RequestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        Entry<Customer> entry = customers.get(id);
        return reply(
                "*".equals(ifNoneMatch) ? ResponseEntity.status(HttpStatus.NOT_MODIFIED) : ResponseEntity.ok(), entry);
    }

    @PutMapping("/{id}")
    ResponseEntity<CustomerView> edit(
            @PathVariable String id, @RequestHeader HttpHeaders headers, @Valid @RequestBody CustomerEdit edit) {
        Entry<Customer> current = matching(id, headers);
        Customer edited =
                new Customer(edit.name(), edit.status(), current.value().created());
        return reply(ResponseEntity.ok(), customers.update(current, edited, with -> expire(with, edit.expires())));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, @RequestHeader HttpHeaders headers) {
        customers.delete(matching(id, headers));
    }

    /** Returns the current customer if the client has seen its state. The write that follows checks the revision again. */
    private Entry<Customer> matching(String id, HttpHeaders headers) {
        List<String> seen = ifMatch(headers);
        Entry<Customer> current = customers.consistent().get(id);
        if (!seen.contains("*") && !seen.contains(current.revision().toString())) {
            throw new StaleEditException(current);
        }
        return current;
    }

    private static List<String> ifMatch(HttpHeaders headers) {
        List<String> tags;
        try {
            tags = headers.getIfMatch();
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "If-Match is not a list of ETags.", e);
        }
        if (tags.isEmpty()) {
            throw new ResponseStatusException(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "Send the ETag of the state that you have seen as If-Match, or * for any state.");
        }
        return tags;
    }

    private static void expire(WriteOptions with, @Nullable Instant expires) {
        if (expires == null) {
            with.noExpiry();
        } else {
            with.expiresAt(expires);
        }
    }

    private static ResponseEntity<CustomerView> reply(ResponseEntity.BodyBuilder reply, Entry<Customer> entry) {
        return reply.eTag(entry.revision().toString()).body(CustomerView.of(entry));
    }
}
