package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.Store;
import io.dynastore.embedded.internal.wire.Handler;
import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Request;
import java.time.Clock;

/** The operations on one store. Thread-safe. */
public final class Database implements Handler, AutoCloseable {
    public Database(Store store, Clock clock) {}

    @Override
    public Reply handle(Request request) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    public int expireItems() {
        return 0;
    }

    @Override
    public void close() {}
}
