package io.dynastore.embedded.internal.storage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Thrown when a store cannot be opened or written. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    StoreException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    /** {@return the problem, a sentence} */
    public String problem() {
        return Objects.requireNonNull(getMessage());
    }

    /** {@return the remedy, a sentence} */
    public String remedy() {
        return remedy;
    }
}
