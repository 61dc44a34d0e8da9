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
 * Distributes the entries of a partition among workers. Each worker claims an entry, does the work that the entry describes,
 * and completes the claim. If a worker dies, its lease ends, and another worker can claim the entry.
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
 * <p>Work may be started twice, if a worker dies or stands still, but is completed once. It is claimed in no particular order.
 * The name of an entry's lease consists of the name of the partition, a slash, and the entry's key; at most 1,024 bytes.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <V> the type that describes the work
 */
public final class WorkClaims<V> {
    /** The number of entries to read in one request. */
    private static final int PAGE = 50;

    /** The number of pages to read in one call. If all their entries are claimed, there are enough workers. */
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
     * @param <V> the type that describes the work
     * @param leases the leases to use, of the same store; the caller closes them
     * @param work the partition whose entries describe the work
     * @return the claims
     * @throws IllegalArgumentException if leases and work are not of the same store
     */
    public static <V> WorkClaims<V> create(Leases leases, Partition<V> work) {
        return create(leases, work, with -> {});
    }

    /**
     * Creates claims on the entries of a partition.
     *
     * @param <V> the type that describes the work
     * @param leases the leases to use, of the same store; the caller closes them
     * @param work the partition whose entries describe the work
     * @param options sets the duration of the leases and the holder that they show, among others
     * @return the claims
     * @throws IllegalArgumentException if leases and work are not of the same store
     */
    public static <V> WorkClaims<V> create(Leases leases, Partition<V> work, Consumer<? super LeaseOptions> options) {
        if (leases.partition().table().store() != work.table().store()) {
            throw new IllegalArgumentException("The leases, " + leases.partition() + ", and the work, " + work
                    + ", belong to two stores. Take both from one store, which completes a claim by a transaction.");
        }
        return new WorkClaims<>(
                DefaultLeases.of(leases),
                Objects.requireNonNull(work, "work"),
                Objects.requireNonNull(options, "options"));
    }

    /**
     * Claims any work that is not claimed.
     *
     * @return the claim; empty if all work is claimed, among the first thousand entries
     */
    public Optional<Claim<V>> claimAny() {
        return claimAny("");
    }

    /**
     * Claims any work that is not claimed, among the entries whose keys begin with a prefix. Reads the entries page by page,
     * and the leases of each page with one request; then tries those that look free, in random order, so that workers do
     * not compete for the same ones.
     *
     * @param prefix the prefix of the keys; empty for all entries
     * @return the claim; empty if all such work is claimed, among the first thousand entries
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
     * Claims the work that one entry describes.
     *
     * @param key the key of the entry
     * @return the claim; empty if the work is claimed already, or there is no such entry
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

    /** Returns a claim unless the work was completed before its lease was acquired. */
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

    @Override
    public String toString() {
        return "WorkClaims[" + work + ", " + leases + "]";
    }
}
