package io.dynastore.sample;

import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts the customers once a day, although all instances try to at the same time. The lease lets one of them count. If that
 * instance is paused for longer than the lease lasts, and another one counts in its place, the fence prevents it from
 * overwriting the report of the other.
 */
@Component
class NightlyReport {
    private static final Logger log = LoggerFactory.getLogger(NightlyReport.class);

    private final Partition<Customer> customers;
    private final Partition<Report> reports;
    private final Leases leases;
    private final Clock clock;

    NightlyReport(Partition<Customer> customers, Partition<Report> reports, Leases leases, Clock clock) {
        this.customers = customers;
        this.reports = reports.consistent();
        this.leases = leases;
        this.clock = clock;
    }

    @Scheduled(cron = "${crm.report.cron}")
    void scheduled() {
        if (ofToday().isEmpty()) {
            log.info("Another instance is writing today's report");
        }
    }

    /** Returns the report of this day, which is written if it does not exist; empty if another instance is writing it. */
    Optional<Entry<Report>> ofToday() {
        LocalDate today = LocalDate.now(clock);
        try (Lease lease = leases.tryAcquire("report/" + today).orElse(null)) {
            return lease == null
                    ? Optional.empty()
                    : Optional.of(reports.find(today.toString()).orElseGet(() -> write(today, lease)));
        }
    }

    private Entry<Report> write(LocalDate today, Lease lease) {
        SortedMap<String, Long> byStatus;
        try (Stream<Entry<Customer>> all = customers.stream(Query.all())) {
            byStatus = all.collect(
                    Collectors.groupingBy(customer -> customer.value().status(), TreeMap::new, Collectors.counting()));
        }
        long count = byStatus.values().stream().mapToLong(Long::longValue).sum();
        Report report = new Report(today, count, byStatus, lease.holder(), lease.token());
        log.info("The report of {} counts {} customers", today, count);
        return reports.fence(lease).put(today.toString(), report);
    }
}
