package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Refuses readers of a shard of which two are reading. Thread-safe. */
final class ShardReaders {
    private static final int MOST = 2;

    private final ConcurrentHashMap<String, Integer> reading = new ConcurrentHashMap<>();

    /** Reads a shard. */
    <T> T read(String shard, Supplier<T> reads) {
        int readers = reading.merge(shard, 1, Integer::sum);
        try {
            if (readers > MOST) {
                throw tooMany();
            }
            return reads.get();
        } finally {
            reading.computeIfPresent(shard, (name, others) -> others == 1 ? null : others - 1);
        }
    }

    static ApiError tooMany() {
        return new ApiError(ErrorType.LIMIT_EXCEEDED, "Too many operations for a given subscriber.");
    }
}
