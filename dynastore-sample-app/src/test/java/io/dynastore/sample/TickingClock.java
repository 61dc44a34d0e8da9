package io.dynastore.sample;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves on by a bit more than a millisecond whenever it is asked. */
final class TickingClock extends Clock {
    static final Instant START = Instant.parse("2026-01-31T23:59:59.990Z");

    private static final long STEP_NANOS = 1_000_001;

    private final AtomicLong reads = new AtomicLong();

    @Override
    public Instant instant() {
        return START.plusNanos(STEP_NANOS * reads.getAndIncrement());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
