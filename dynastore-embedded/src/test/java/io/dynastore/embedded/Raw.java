package io.dynastore.embedded;

import io.dynastore.embedded.internal.operation.Database;
import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Request;

/** A database below its clients. */
public final class Raw {
    private Raw() {}

    /** Sends a request whose body may be anything. */
    public static Reply send(EmbeddedDynamoDb database, String operation, byte[] body) throws InterruptedException {
        return database.handler().handle(new Request(operation, body));
    }

    /** Returns the number of items that queries and scans have read. */
    public static long itemsVisited(EmbeddedDynamoDb database) {
        return ((Database) database.handler()).itemsVisited();
    }
}
