package io.dynastore.embedded;

import io.dynastore.embedded.internal.wire.Answer;
import io.dynastore.embedded.internal.wire.Handler;
import io.dynastore.embedded.internal.wire.Request;

/** Faults on the way to an {@link EmbeddedDynamoDb}. */
public final class Faults {
    /** Creates faults that do nothing at first. */
    public Faults() {}

    Answer answer(Request request, Handler database) throws InterruptedException {
        return new Answer.Whole(database.handle(request));
    }
}
