package io.dynastore.spring.autoconfigure;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Closes the connections of dynastore's client when the context is stopped but not closed, as it is before a snapshot of the
 * process. In a restored process they would be broken.
 */
final class ConnectionsLifecycle implements SmartLifecycle {
    private final ClientFactory clients;
    private final ConfigurableApplicationContext context;
    private volatile boolean running;

    ConnectionsLifecycle(ClientFactory clients, ConfigurableApplicationContext context) {
        this.clients = clients;
        this.context = context;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (!context.isClosed()) {
            clients.disconnect();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The last phase to stop: after all beans that send requests. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
