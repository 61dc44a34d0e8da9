package io.dynastore.lease;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The release of a lease that has ended here: to the process's own waiter that is first, by a handover, or to all processes.
 * A handover is one write, which begins a new tenure with a new token.
 *
 * @param context the parts that all leases share
 * @param lease the lease
 */
record Release(LeaseContext context, HeldLease lease) {
    /**
     * Hands the lease over if somebody in this process waits for it; otherwise releases it. Returns false if another process
     * has had it since. After a streak of handovers, the lease stays free for as long as the streak has lasted, or until each
     * process that waits has looked at it, before this process asks for it again: so others are as likely to get it.
     *
     * @param holder the text that the next holder finds; null for the present one
     */
    boolean toNext(@Nullable String holder) {
        if (context.held().isClosed() || context.held().isSuspended()) {
            return toAll(holder);
        }
        if (lease.streak().isOver(context.timing(), lease.duration())) {
            boolean released = toAll(holder);
            Duration streak = lease.streak().age(context.timing());
            Duration poll = context.client().settings().pollInterval();
            context.waiting().letOthers(lease.name(), streak.compareTo(poll) < 0 ? streak : poll);
            return released;
        }
        Waiter next = context.waiting().reserve(lease.name());
        return next == null ? toAll(holder) : to(next, holder);
    }

    boolean toAll(@Nullable String holder) {
        try {
            return context.client()
                    .release(
                            lease.handle(),
                            lease.nextRenewalNumber(),
                            holder,
                            lease.options().retention());
        } catch (RuntimeException | Error e) {
            context.left().add(lease.name(), lease.nonces());
            throw e;
        }
    }

    private boolean to(Waiter next, @Nullable String holder) {
        NewTenure tenure = NewTenure.of(lease.name(), next.options(), context);
        LeaseItem item = null;
        boolean begun = false;
        try {
            item = context.client().handOver(lease.handle(), tenure, holder);
            begun = item != null && item.isOwnedBy(tenure.owner());
        } catch (RuntimeException | Error e) {
            context.left().add(lease.name(), lease.nonces());
            if (!(e instanceof SdkException)) {
                context.left().addUnknown(tenure);
            }
            throw e;
        } finally {
            if (!begun) {
                context.waiting().unreserve(next);
            }
        }
        if (item == null || !begun) {
            return item != null && LeaseClient.isReleased(item, lease.handle());
        }
        give(next, HeldLease.begun(context, tenure, item, lease.streak().next()));
        return true;
    }

    private void give(Waiter next, HeldLease given) {
        context.observer().forget(given.name());
        if (!context.held().keep(given) || !context.waiting().give(next, given)) {
            // The leases were closed, or the waiter has left meanwhile.
            given.close();
        }
    }
}
