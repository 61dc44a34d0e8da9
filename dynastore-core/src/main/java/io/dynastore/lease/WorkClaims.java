package io.dynastore.lease;

import io.dynastore.Entry;
import io.dynastore.Page;
import io.dynastore.Partition;
import io.dynastore.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Shares the entries of a partition among workers, each of which claims one, does what it says, and completes it. A worker
 * that dies loses its claim with its lease, and another does the work.
 *
 * <pre>{@code
 * WorkClaims<Invoice> claims = WorkClaims.create(leases, invoices);
 * try (Claim<Invoice> claim = claims.claimAny().orElse(null)) {
 *     if (claim != null) {
 *         send(claim.entry().value());
 *         claim.complete();
 *     }
 * }
 * }</pre>
 *
 * <p>A piece of work may be begun twice, if a worker dies or stands still, but it is completed once. Work is claimed in no
 * order. The lease of an entry has the name of its partition, a slash, and its key; 1,024 bytes together.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <V> what describes the work
 */
public final class WorkClaims<V> {
    /** Entries to look at in one request. */
    private static final int PAGE = 50;

    /** Entries to look at in one call. If all of them are claimed, there is no lack of workers. */
    private static final int MAX_PAGES = 20;

    private final DefaultLeases leases;
    private final Partition<V> work;
    private final Consumer<? super LeaseOptions> options;

    private WorkClaims(DefaultLeases leases, Partition<V> work, Consumer<? super LeaseOptions> options) {
        this.leases = leases;
        this.work = work.consistent();
        this.options = options;
    }

    /**
     * Creates claims on the entries of a partition.
     *
     * @param <V> what describes the work
     * @param leases the leases to use, of the same store; they stay the caller's
     * @param work the work to do, one entry each
     * @return the claims
     * @throws IllegalArgumentException if leases and work are not of the same store
     */
    public static <V> WorkClaims<V> create(Leases leases, Partition<V> work) {
        return create(leases, work, with -> {});
    }

    /**
     * Creates claims on the entries of a partition.
     *
     * @param <V> what describes the work
     * @param leases the leases to use, of the same store; they stay the caller's
     * @param work the work to do, one entry each
     * @param options how long the leases last, and what they say of the worker
     * @return the claims
     * @throws IllegalArgumentException if leases and work are not of the same store
     */
    public static <V> WorkClaims<V> create(Leases leases, Partition<V> work, Consumer<? super LeaseOptions> options) {
        if (leases.partition().table().store() != work.table().store()) {
            throw new IllegalArgumentException("The leases, " + leases.partition() + ", and the work, " + work
                    + ", are of two stores. Take both from one: completing is a transaction of it.");
        }
        return new WorkClaims<>(
                DefaultLeases.of(leases),
                Objects.requireNonNull(work, "work"),
                Objects.requireNonNull(options, "options"));
    }

    /**
     * Claims any piece of work.
     *
     * @return the claim; empty if there is no work that nobody has claimed, among the first thousand entries
     */
    public Optional<Claim<V>> claimAny() {
        return claimAny("");
    }

    /**
     * Claims any piece of work whose key begins so. Looks at the work page by page, and at the leases of each page with one
     * request; then tries those that look free, in random order, so that workers do not get in each other's way.
     *
     * @param prefix the beginning of the key; empty for all
     * @return the claim; empty if there is no such work that nobody has claimed, among the first thousand entries
     */
    public Optional<Claim<V>> claimAny(String prefix) {
        Query query = Query.all().prefix(prefix).limit(PAGE);
        String cursor = null;
        for (int page = 0; page < MAX_PAGES; page++) {
            Page<Entry<V>> entries = work.list(query.after(cursor));
            Optional<Claim<V>> claim = claimAny(entries.items());
            cursor = entries.cursor();
            if (claim.isPresent() || cursor == null) {
                return claim;
            }
        }
        return Optional.empty();
    }

    /**
     * Claims a piece of work.
     *
     * @param key the key of its entry
     * @return the claim; empty if somebody else has claimed it, or there is no such work (any more)
     */
    public Optional<Claim<V>> claim(String key) {
        return leases.tryAcquire(leaseName(key), options).flatMap(lease -> confirm(key, lease));
    }

    private Optional<Claim<V>> claimAny(List<Entry<V>> entries) {
        Set<String> free = leases.free(
                entries.stream().map(entry -> leaseName(entry.key())).collect(Collectors.toSet()));
        List<String> keys = new ArrayList<>(entries.stream()
                .map(Entry::key)
                .filter(key -> free.contains(leaseName(key)))
                .toList());
        Collections.shuffle(keys);
        return keys.stream().map(this::claim).flatMap(Optional::stream).findFirst();
    }

    /** Makes sure that the work was not completed before its lease was acquired. */
    private Optional<Claim<V>> confirm(String key, Lease lease) {
        Optional<Claim<V>> claim = Optional.empty();
        try {
            claim = work.find(key).map(entry -> new DefaultClaim<V>(work, entry, lease));
            return claim;
        } finally {
            if (claim.isEmpty()) {
                lease.close();
            }
        }
    }

    private String leaseName(String key) {
        return work.name() + "/" + key;
    }
}
