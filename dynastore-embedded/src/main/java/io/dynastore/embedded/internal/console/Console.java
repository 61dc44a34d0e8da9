package io.dynastore.embedded.internal.console;

import io.dynastore.embedded.internal.wire.Handler;
import io.dynastore.embedded.internal.wire.Reply;

/**
 * Pages for people who look into the database with a browser. They only read, by the operations that clients call, and meet
 * no faults. Thread-safe.
 */
public final class Console {
    private final Calls calls;

    /** Creates the pages of a database. */
    public Console(Handler database) {
        this.calls = new Calls(database);
    }

    /**
     * Returns a page.
     *
     * @param query the query of its address, as the browser sent it
     * @return the reply, also if there is no such page
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public Reply answer(String query) throws InterruptedException {
        try {
            return answer(Address.parse(query));
        } catch (Failure failure) {
            return Page.reply(failure.status(), "This page cannot be shown", html -> html.element("p", failure.text()));
        }
    }

    private Reply answer(Address address) throws Failure, InterruptedException {
        String table = address.first("table");
        if (table == null) {
            return new TablesPage(calls).show(address);
        }
        Description description = Description.of(calls.describe(table));
        return address.first("item") == null
                ? new ItemsPage(calls, description).show(address)
                : new ItemPage(calls, description).show(address);
    }
}
