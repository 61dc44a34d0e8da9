package io.dynastore.lease;

import io.dynastore.Partition;
import io.dynastore.internal.ItemAccess;
import io.dynastore.internal.ItemAccess.Listed;
import io.dynastore.internal.ItemAccess.ListedPage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

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
 * An entry that cannot be read is skipped, and {@linkplain LeaseListener#skipped reported}.
 *
 * <p>The name of an entry's lease is {@code <partition>/<key>}, or {@code /<table>/<partition>/<key>} if the leases are in another
 * table. In the names of tables and partitions, a slash is written as {@code %2F} and a percent sign as {@code %25}. Of a name
 * of more than 1,000 bytes in UTF-8, only the beginning is used, followed by {@code #} and the Base64 form of the SHA-256 hash
 * of the whole name.
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
    private final ItemAccess items;
    private final EntryLeases names;
    private final Consumer<? super LeaseOptions> options;

    private WorkClaims(DefaultLeases leases, Partition<V> work, Consumer<? super LeaseOptions> options) {
        this.leases = leases;
        this.work = work.consistent();
        this.items = LeaseClient.itemsOf(this.work);
        this.names = new EntryLeases(leases.partition(), work);
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
        String cursor = null;
        for (int page = 0; page < MAX_PAGES; page++) {
            ListedPage listed = items.listReadable(prefix, PAGE, cursor);
            Optional<Claim<V>> claim = claimAny(listed.entries());
            cursor = listed.cursor();
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
     * @throws io.dynastore.CodecException if the value cannot be decoded; the work is not claimed
     * @throws io.dynastore.MalformedItemException if the item is not an entry; the work is not claimed
     * @throws NotALeaseException if the name of the lease is the key of an entry that is not a lease
     */
    public Optional<Claim<V>> claim(String key) {
        items.checkKey(key);
        return leases.tryAcquire(names.nameOf(key), options).flatMap(lease -> confirm(key, lease));
    }

    private Optional<Claim<V>> claimAny(List<Listed> entries) {
        Map<String, String> keys = new HashMap<>();
        for (Listed entry : entries) {
            String name = names.nameOf(entry.key());
            if (entry.failure() == null) {
                keys.put(name, entry.key());
            } else {
                leases.unreadable().skipped(name, work, entry.key(), entry.failure());
            }
        }
        List<String> free = new ArrayList<>(leases.free(keys.keySet()));
        Collections.shuffle(free);
        return free.stream()
                .map(name -> claimUnlessUnreadable(name, Objects.requireNonNull(keys.get(name), "key")))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Claim<V>> claimUnlessUnreadable(String name, String key) {
        try {
            Optional<Claim<V>> claim = claim(key);
            claim.ifPresent(readable -> leases.unreadable().read(name));
            return claim;
        } catch (RuntimeException e) {
            if (!UnreadableEntries.isOfOneEntry(e)) {
                throw e;
            }
            leases.unreadable().skipped(name, work, key, e);
            return Optional.empty();
        }
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

    @Override
    public String toString() {
        return "WorkClaims[" + work + ", " + leases + "]";
    }
}
