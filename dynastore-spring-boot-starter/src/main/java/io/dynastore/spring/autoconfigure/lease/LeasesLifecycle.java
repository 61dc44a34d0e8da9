package io.dynastore.spring.autoconfigure.lease;

import io.dynastore.lease.Leases;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Releases the held leases when the context stops, after nearly all other beans have stopped and before any bean, such as the
 * client, is destroyed. If the context is not closed but only stopped, the leases can be used again after a restart. Spring stops
 * and starts the context around a snapshot of the process, so what is started then may be one of many that were restored. The
 * leases are registered when they are created, so they are not created merely to be released.
 */
final class LeasesLifecycle implements SmartLifecycle {
    /** The phase leaves room for beans of an application that stop earlier or later. */
    static final int PHASE = Integer.MIN_VALUE / 2;

    private final ConfigurableApplicationContext context;
    private volatile @Nullable Leases leases;
    private volatile @Nullable Leases suspended;
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
        Leases made = suspended;
        if (made != null) {
            suspended = null;
            made.afterRestore();
        }
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
            made.beforeSnapshot();
            suspended = made;
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
