package io.dynastore.spring.autoconfigure.lease;

import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Releases what is held when the context stops: after nearly everything else has stopped, and before any bean is destroyed,
 * the client among them. Of a context that is only stopped, to be started again, the leases remain usable. The leases
 * register themselves, so that they need not be made in order to be released.
 */
final class LeasesLifecycle implements SmartLifecycle {
    /** Leaves room on both sides for beans that an application wants to stop later, or earlier. */
    static final int PHASE = Integer.MIN_VALUE / 2;

    private final ConfigurableApplicationContext context;
    private volatile @Nullable Leases leases;
    private volatile boolean running;

    LeasesLifecycle(ConfigurableApplicationContext context) {
        this.context = context;
    }

    Leases manage(Leases made) {
        leases = made;
        return made;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        Leases made = leases;
        if (made == null) {
            return;
        }
        if (context.isClosed()) {
            made.close();
        } else {
            made.held().forEach(Lease::close);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
