package io.dynastore.lease;

import io.dynastore.internal.Texts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * The acquisition of one lease, attempt by attempt. The first attempt writes at once; each later one reads the lease, and
 * writes only if it looks free. Used by one thread at a time.
 */
final class Acquisition {
    /**
     * The longest first pause. Because pauses are up to half shorter at random, the first one takes three quarters of a second
     * to one and a half; together with the longer pauses after it, that is less than one read each second, whether the lease
     * is released after one second or thirty.
     */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1_500);

    private final LeaseContext context;
    private final String name;
    private final LeaseOptions options;
    private final BackoffStrategy backoff;
    private int attempts;
    private long startNanos;

    Acquisition(LeaseContext context, String name, LeaseOptions options) {
        this.context = context;
        this.name = name;
        this.options = options;
        Duration longest = context.client().settings().pollInterval();
        this.backoff = BackoffStrategy.exponentialDelayHalfJitter(
                FIRST_PAUSE.compareTo(longest) < 0 ? FIRST_PAUSE : longest, longest);
    }

    /** Tries to acquire the lease, with at most one read and two writes; returns null if another process holds it. */
    @Nullable
    Lease attempt() {
        context.held().checkOpen();
        if (attempts++ == 0) {
            startNanos = context.timing().nanoTime();
        } else if (!mayBeFree()) {
            return null;
        }
        HeldLease lease = write();
        if (lease != null && !lease.isHeld()) {
            // The reply took longer than the lease lasts.
            lease.close();
            return null;
        }
        return lease == null
                ? null
                : context.held().add(lease, Duration.ofNanos(context.timing().nanoTime() - startNanos));
    }

    /** Returns the pause before the next attempt. */
    Duration pause() {
        Duration pause = backoff.computeDelay(attempts + 1);
        Duration untilDead = context.observer().untilDead(name);
        // If the holder is dead already and the lease is not acquired yet, the attempt has failed and may fail again.
        return untilDead == null || untilDead.isZero() || untilDead.compareTo(pause) > 0 ? pause : untilDead;
    }

    @Override
    public String toString() {
        return "the lease " + Texts.quote(name) + " in " + context.client().partition();
    }

    private boolean mayBeFree() {
        return context.observer().deadNonce(name) != null
                || context.client()
                        .read(name)
                        .map(item -> context.looksFree(name, item))
                        .orElse(true);
    }

    private @Nullable HeldLease write() {
        HeldLease lease = write(context.observer().deadNonce(name));
        if (lease != null) {
            return lease;
        }
        // A lease that an earlier attempt of this process acquired without knowing is not in use.
        LeaseItem current = context.observer().lastSeen(name);
        return current != null && context.unconfirmed().contains(current.owner()) ? write(current.nonce()) : null;
    }

    private @Nullable HeldLease write(@Nullable SdkBytes deadNonce) {
        LeaseClient client = context.client();
        String owner = LeaseClient.newOwner();
        RequestTime requested = RequestTime.now(context.timing());
        LeaseItem item;
        try {
            item = client.acquire(name, owner, options, requested, deadNonce);
        } catch (NotALeaseException | SdkException e) {
            // Nothing was written: if something may have been, the store throws that the outcome is unknown.
            throw e;
        } catch (RuntimeException e) {
            context.unconfirmed().add(name, owner, options.duration());
            throw e;
        }
        if (!item.isOwnedBy(owner)) {
            context.observer().observe(name, item);
            return null;
        }
        context.observer().forget(name);
        LeaseHandle acquired = client.handle(name, owner, item.token(), options.duration());
        return new HeldLease(client, context.held(), acquired, requested, options);
    }
}
