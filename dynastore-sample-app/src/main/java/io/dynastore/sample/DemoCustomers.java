package io.dynastore.sample;

import io.dynastore.KeyExistsException;
import io.dynastore.Partition;
import io.dynastore.Query;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Creates a few customers for the page to show, if DynamoDB runs in this process and there are none. */
@Component
@ConditionalOnBooleanProperty("crm.demo-customers")
class DemoCustomers implements ApplicationRunner {
    private static final Logger log = LoggerFactory.getLogger(DemoCustomers.class);

    private static final Duration TRIAL = Duration.ofDays(14);

    private static final List<String> STATUSES = List.of("enabled", Customer.NEW, "disabled");

    private static final List<String> NAMES = List.of(
            "Anvil & Sons",
            "Bluebird Bakery",
            "Cobalt Cycles",
            "Driftwood Design",
            "Ember Electric",
            "Foxglove Florists",
            "Granite Gym",
            "Harbour Books",
            "Iris Optics",
            "Juniper Joinery",
            "Kestrel Couriers",
            "Lantern Labs",
            "Meadow Dairy",
            "Northwind Sails",
            "Orchard Press",
            "Pebble Pottery",
            "Quill Notaries",
            "Rowan Records");

    private final Partition<Customer> customers;
    private final Environment environment;
    private final Clock clock;

    DemoCustomers(Partition<Customer> customers, Environment environment, Clock clock) {
        this.customers = customers;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments args) {
        boolean ours = environment.containsProperty("local.dynamodb.port");
        if (!ours || !customers.list(Query.all().limit(1)).items().isEmpty()) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (int i = 0; i < NAMES.size(); i++) {
            create(NAMES.get(i), STATUSES.get(i % STATUSES.size()), now.minus(Duration.ofHours(NAMES.size() - i)));
        }
        log.info("Created {} demo customers; set crm.demo-customers=false to start without them", NAMES.size());
    }

    /** Creates a customer. New ones are on trial. Another instance may create the same customer at the same time. */
    private void create(String name, String status, Instant created) {
        String id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        try {
            customers.create(id, new Customer(name, status, created), with -> {
                if (status.equals(Customer.NEW)) {
                    with.expiresAt(created.plus(TRIAL));
                }
            });
        } catch (KeyExistsException e) {
            log.debug("Customer '{}' already exists", id);
        }
    }
}
