package io.dynastore.sample;

import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.lease.LeaseView;
import io.dynastore.lease.Leases;
import io.dynastore.spring.leader.LeaderCandidate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Describes this instance and the leases of all instances. */
@RestController
@RequestMapping(path = "/instance", produces = MediaType.APPLICATION_JSON_VALUE)
class InstanceController {
    private static final int MAX_LEASES = 20;

    /** The leases of the audit trail's shards do not fit the page. */
    private static final String OF_FEEDS = "feed/";

    private final Leases leases;
    private final LeaderCandidate candidate;
    private final Partition<Report> reports;

    InstanceController(Leases leases, LeaderCandidate candidate, Partition<Report> reports) {
        this.leases = leases;
        this.candidate = candidate;
        this.reports = reports;
    }

    /**
     * The state that the page shows.
     *
     * @param instance the name of this instance
     * @param leader whether this instance is the leader
     * @param leases the leases of all instances
     * @param report the last report; null if there is none
     */
    record Instance(
            String instance,
            boolean leader,
            List<HeldLease> leases,
            @Nullable Report report) {}

    /**
     * A lease as this instance sees it.
     *
     * @param name its name
     * @param holder the instance that holds it, or held it last
     * @param token the fencing token of that holder
     * @param state whether it is still held
     */
    record HeldLease(String name, String holder, long token, LeaseView.State state) {}

    @GetMapping
    Instance instance() {
        try (Stream<LeaseView> views = leases.views("")) {
            List<HeldLease> all = views.filter(lease -> !lease.name().startsWith(OF_FEEDS))
                    .limit(MAX_LEASES)
                    .map(lease -> new HeldLease(lease.name(), lease.holder(), lease.token(), lease.state()))
                    .toList();
            return new Instance(leases.holder(), candidate.isLeader(), all, lastReport());
        }
    }

    private @Nullable Report lastReport() {
        return reports.list(Query.all().reverse().limit(1)).items().stream()
                .map(Entry::value)
                .findFirst()
                .orElse(null);
    }
}
