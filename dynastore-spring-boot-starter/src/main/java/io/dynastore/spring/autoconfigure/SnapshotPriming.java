package io.dynastore.spring.autoconfigure;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.springframework.beans.factory.DisposableBean;

/** Primes before a snapshot of the process, unless the context is closed: CRaC may know it until it is garbage. */
final class SnapshotPriming implements Resource, DisposableBean {
    private final PartitionPriming priming;
    private volatile boolean destroyed;

    /** Registers this, of which CRaC has no reference of its own that would keep it. */
    SnapshotPriming(PartitionPriming priming) {
        this.priming = priming;
        Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        if (!destroyed) {
            priming.prime();
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {}

    @Override
    public void destroy() {
        destroyed = true;
    }
}
