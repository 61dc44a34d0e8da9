package io.dynastore.spring.autoconfigure;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/** Primes before a snapshot of the process. */
final class SnapshotPriming implements Resource {
    private final PartitionPriming priming;

    /** Registers this, of which CRaC has no reference of its own that would keep it. */
    SnapshotPriming(PartitionPriming priming) {
        this.priming = priming;
        Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        priming.prime();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {}
}
