package io.dynastore.lease;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.TestDynamoDb;
import io.dynastore.TestStore;
import io.dynastore.embedded.Faults;
import java.util.function.UnaryOperator;

/** One simulated process with its leases, in a partition that it shares with the other nodes of a test. */
final class Node {
    final SimulatedProcess process;
    final Faults http = new Faults();
    final Partition<String> partition;
    final Leases leases;

    Node(SimulatedTime time, TestStore store) {
        this(time, store, with -> with);
    }

    Node(SimulatedTime time, TestStore store, UnaryOperator<LeasesBuilder> settings) {
        process = new SimulatedProcess(time);
        partition = DynaStore.builder(TestDynamoDb.client(http, 3))
                .clock(process.clock())
                .build()
                .table(TestStore.CRM)
                .partition(store.partition.name());
        leases = settings.apply(Leases.builder(partition).timing(process)).build();
    }

    Lease acquire(String name) {
        return leases.tryAcquire(name).orElseThrow();
    }

    /** Starts an election whose listener has nothing to do. */
    LeaderElection election(String name) {
        LeaderElection election = LeaderElection.create(leases, name, new LeaderListener() {
            @Override
            public void onElected(Lease leadership) {}

            @Override
            public void onRevoked(LeaseEnd end) {}
        });
        election.start();
        return election;
    }

    /** Returns the number of requests that were sent. */
    String requests() {
        return http.attempts("GetItem") + " reads, " + http.attempts("UpdateItem") + " writes";
    }
}
