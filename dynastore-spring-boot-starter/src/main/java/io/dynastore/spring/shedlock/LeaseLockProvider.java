package io.dynastore.spring.shedlock;

import io.dynastore.lease.Lease;
import io.dynastore.lease.LeaseLostException;
import io.dynastore.lease.Leases;
import io.dynastore.lease.LeasesBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import net.javacrumbs.shedlock.core.AbstractSimpleLock;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;

/**
 * A lock provider of ShedLock whose locks are leases. To acquire, extend or release a lock takes one write each. A lock lasts for its
 * {@code lockAtMostFor} and is not renewed. If its process dies, other processes can acquire it after that time and the leases' {@linkplain LeasesBuilder#clockSkew bound on clock skew}. Its holder
 * regards it as lost slightly earlier: by a tenth of that time, and by one second at most.
 *
 * <p>Thread-safe.
 */
public final class LeaseLockProvider implements ExtensibleLockProvider {
    /** The shortest time that a lease lasts. */
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Leases leases;
    private final String prefix;

    /**
     * Creates a provider whose locks and leases have the same names.
     *
     * @param leases the leases to use
     */
    public LeaseLockProvider(Leases leases) {
        this(leases, "");
    }

    /**
     * Creates a provider whose leases are named after the locks, with a prefix that distinguishes them from other leases.
     *
     * @param leases the leases to use
     * @param prefix the prefix of the names, which may be empty
     */
    public LeaseLockProvider(Leases leases, String prefix) {
        this.leases = Objects.requireNonNull(leases, "leases");
        this.prefix = Objects.requireNonNull(prefix, "prefix");
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the name is too long for a lease, or {@code lockAtMostFor} is more than a year
     * @throws software.amazon.awssdk.core.exception.SdkException if DynamoDB could not be reached or rejected the request
     * @throws io.dynastore.OutcomeUnknownException if the replies of all attempts were lost
     */
    @Override
    public Optional<SimpleLock> lock(LockConfiguration lock) {
        return leases.tryAcquire(
                        prefix + lock.getName(),
                        with -> with.duration(atLeastTheShortest(lock.getLockAtMostFor()))
                                .withoutRenewal())
                .map(lease -> new LeaseSimpleLock(lock, lease));
    }

    private static Duration atLeastTheShortest(Duration duration) {
        return duration.compareTo(SHORTEST) < 0 ? SHORTEST : duration;
    }

    @Override
    public String toString() {
        return "LeaseLockProvider[" + leases.partition() + (prefix.isEmpty() ? "" : ", " + prefix) + "]";
    }

    private static final class LeaseSimpleLock extends AbstractSimpleLock {
        private final Lease lease;

        LeaseSimpleLock(LockConfiguration configuration, Lease lease) {
            super(configuration);
            this.lease = lease;
        }

        /** Releases the lock. If DynamoDB cannot be reached, the task has not failed: it is done, and the lock ends by itself. */
        @Override
        protected void doUnlock() {
            // Read before the comparison with the clock: read afterwards, it could be ahead by a millisecond and leave
            // a remainder.
            Instant unlockTime = lockConfiguration.getUnlockTime();
            lease.closeAfter(Duration.between(ClockProvider.now(), unlockTime));
        }

        @Override
        protected Optional<SimpleLock> doExtend(LockConfiguration extended) {
            try {
                lease.renew(atLeastTheShortest(extended.getLockAtMostFor()));
                return Optional.of(new LeaseSimpleLock(extended, lease));
            } catch (LeaseLostException e) {
                return Optional.empty();
            }
        }
    }
}
