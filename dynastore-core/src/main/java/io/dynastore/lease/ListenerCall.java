package io.dynastore.lease;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/** Calls the application's listeners, whose failures are logged and harm nobody else. */
final class ListenerCall {
    private ListenerCall() {}

    /**
     * Calls a listener.
     *
     * @param event what the listener is notified of, for the log
     */
    static void make(Logger log, Supplier<String> event, Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            log.log(Level.ERROR, () -> "A listener failed to handle " + event.get(), e);
        }
    }
}
