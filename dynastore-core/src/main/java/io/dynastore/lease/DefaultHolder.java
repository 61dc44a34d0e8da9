package io.dynastore.lease;

import io.dynastore.internal.Texts;
import java.lang.management.ManagementFactory;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The text that leases show as their holder by default. It is computed when it is first used, and again after the process was
 * restored from a snapshot: all processes that are restored from one have the process id and often the host of the first, so each
 * adds a random id. Thread-safe.
 */
final class DefaultHolder {
    private final UnaryOperator<String> ofProcess;
    private boolean restored;
    private @Nullable String text;

    /** Creates the text from the name of the process. */
    DefaultHolder(UnaryOperator<String> ofProcess) {
        this.ofProcess = ofProcess;
    }

    synchronized String get() {
        if (text == null) {
            String process = ManagementFactory.getRuntimeMXBean().getName();
            String id =
                    restored ? ", restored as " + UUID.randomUUID().toString().substring(0, 8) : "";
            text = Texts.requireUnicode("holder of the leases", ofProcess.apply(process + id));
        }
        return text;
    }

    synchronized void restored() {
        restored = true;
        text = null;
    }

    @Override
    public String toString() {
        return Texts.escape(get());
    }
}
