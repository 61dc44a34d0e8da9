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
 * Keeps ShedLock's locks as leases. A lock is one write, and so is its extension and its release. It lasts for its
 * {@code lockAtMostFor}, and is not renewed; a process that dies leaves it to end by itself, which others see when that time
 * and the leases' {@linkplain LeasesBuilder#clockSkew bound on clock skew} are over. To its holder it counts as lost a
 * little earlier: by a tenth of that time, and at most a second.
 *
 * <p>Thread-safe.
 */
public final class LeaseLockProvider implements ExtensibleLockProvider {
    /** The shortest time that a lease lasts. */
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Leases leases;
    private final String prefix;

    /**
     * Creates a provider whose locks have leases of their names.
     *
     * @param leases the leases to use
     */
    public LeaseLockProvider(Leases leases) {
        this(leases, "");
    }

    /**
     * Creates a provider whose locks have leases of their names after a prefix, which keeps them apart from other leases.
     *
     * @param leases the leases to use
     * @param prefix the beginning of the leases' names; may be empty
     */
    public LeaseLockProvider(Leases leases, String prefix) {
        this.leases = Objects.requireNonNull(leases, "leases");
        this.prefix = Objects.requireNonNull(prefix, "prefix");
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the name is too long for a lease, or {@code lockAtMostFor} is more than a year
     * @throws software.amazon.awssdk.core.exception.SdkException if DynamoDB could not be reached or refused
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

        /** That DynamoDB cannot be reached is no failure of the task, which is done: the lock ends by itself. */
        @Override
        protected void doUnlock() {
            // Asked for first, since it is now at the earliest: asked later it could be a millisecond ahead, and make a
            // rest.
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
