package io.dynastore.spring.web;

import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Revision;
import io.dynastore.WriteOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The precondition of an HTTP request: its {@code If-Match} and {@code If-None-Match} (RFC 9110, section 13). A method of a
 * controller takes it as a parameter, and applies it to an entry by one of the methods here:
 *
 * <pre>{@code
 * @PutMapping("/{id}")
 * Entry<Customer> edit(@PathVariable String id, Precondition precondition, @RequestBody Customer customer) {
 *     return precondition.required().update(customers, id, customer);
 * }
 * }</pre>
 *
 * <p>A request without these fields has a precondition too, which is always true, unless it is {@link #required()}.
 * {@code If-Match} is evaluated first and compares strongly, {@code If-None-Match} compares weakly. A tag that is weak, or no
 * revision, does not match {@code If-Match}. Every method throws {@link io.dynastore.KeyNotFoundException} (404) if the entry
 * does not exist, whatever the precondition is; {@link #put} alone creates it. If the entry exists and the precondition is
 * false, they throw a {@link PreconditionFailedException} (412), and write nothing.
 *
 * <p>If {@code If-Match} has exactly one tag, a revision, then {@link #update} and {@link #delete} take one request of DynamoDB.
 * Otherwise, they first read the entry, consistently, unless a deletion has no tag to compare; {@link #modify} always does. A
 * write whose outcome is unknown is not repeated.
 *
 * <p>Instances are thread-safe.
 */
public final class Precondition {
    /** Stands for a tag that is no revision: no entry is at it. */
    private static final Revision NONE = new Revision(Long.MIN_VALUE, "AAAA");

    private final @Nullable EntityTags ifMatch;
    private final @Nullable EntityTags ifNoneMatch;
    private final boolean required;
    private final Uses uses;

    /** What the controller has done with the precondition, apart from its own methods that write. */
    private static final class Uses {
        private final Set<List<String>> checked = ConcurrentHashMap.newKeySet();
        private volatile @Nullable Revision revision;
    }

    private Precondition(@Nullable EntityTags ifMatch, @Nullable EntityTags ifNoneMatch, boolean required, Uses uses) {
        this.ifMatch = ifMatch;
        this.ifNoneMatch = ifNoneMatch;
        this.required = required;
        this.uses = uses;
    }

    /**
     * Returns the precondition of a request, for code that is not a method of a controller.
     *
     * @param headers the headers of the request
     * @return the precondition
     * @throws org.springframework.web.ErrorResponseException with the status 400 if {@code If-Match} or {@code If-None-Match}
     *     is malformed
     */
    public static Precondition of(HttpHeaders headers) {
        return of(headers.get(HttpHeaders.IF_MATCH), headers.get(HttpHeaders.IF_NONE_MATCH));
    }

    static Precondition of(@Nullable List<String> ifMatch, @Nullable List<String> ifNoneMatch) {
        return new Precondition(
                EntityTags.parse(HttpHeaders.IF_MATCH, ifMatch),
                EntityTags.parse(HttpHeaders.IF_NONE_MATCH, ifNoneMatch),
                false,
                new Uses());
    }

    /**
     * {@return this precondition, which the request must have} Without {@code If-Match}, or {@code If-None-Match: *}, methods
     * throw an {@link org.springframework.web.ErrorResponseException} with the status 428 if the entry exists.
     */
    public Precondition required() {
        return new Precondition(ifMatch, ifNoneMatch, true, uses);
    }

    /** {@return whether the request has {@code If-Match} or {@code If-None-Match}} */
    public boolean isPresent() {
        return ifMatch != null || ifNoneMatch != null;
    }

    /**
     * {@return whether the precondition is true for a state of an entry}
     *
     * @param current the revision of the entry; null if it does not exist
     */
    public boolean isTrueFor(@Nullable Revision current) {
        return !failsIfMatch(current) && !failsIfNoneMatch(current);
    }

    /**
     * Reads an entry, consistently, and checks the precondition. If a later write of the entry, in a transaction for instance,
     * is refused because the precondition has become false, the client receives the status 412. Takes one request.
     *
     * @param <V> the type of the value
     * @param partition the partition of the entry
     * @param key the entry's key
     * @return the entry
     */
    public <V> Entry<V> check(Partition<V> partition, String key) {
        Entry<V> current = new ConditionalWrite<>(this, partition, key).check();
        uses.checked.add(List.of(current.table(), current.partition(), current.key()));
        return current;
    }

    /**
     * Gives an entry a new value. Its expiry and fields stay.
     *
     * @param <V> the type of the value
     * @param partition the partition of the entry
     * @param key the entry's key
     * @param value the new value
     * @return the entry as written
     */
    public <V> Entry<V> update(Partition<V> partition, String key, V value) {
        return update(partition, key, value, with -> {});
    }

    /**
     * Gives an entry a new value. Its expiry and fields stay, unless the options name them.
     *
     * @param <V> the type of the value
     * @param partition the partition of the entry
     * @param key the entry's key
     * @param value the new value
     * @param options sets expiry and fields
     * @return the entry as written
     */
    public <V> Entry<V> update(Partition<V> partition, String key, V value, Consumer<? super WriteOptions> options) {
        return new ConditionalWrite<>(this, partition, key).update(value, options);
    }

    /**
     * Changes the value of an entry. Its expiry and fields stay.
     *
     * @param <V> the type of the value
     * @param partition the partition of the entry
     * @param key the entry's key
     * @param change computes the new value from the old; it may be called several times, so it should have no side effects
     * @return the entry as written
     */
    public <V> Entry<V> modify(Partition<V> partition, String key, UnaryOperator<V> change) {
        return modify(partition, key, change, with -> {});
    }

    /**
     * Changes the value of an entry. Its expiry and fields stay, unless the options name them.
     *
     * @param <V> the type of the value
     * @param partition the partition of the entry
     * @param key the entry's key
     * @param change computes the new value from the old; it may be called several times, so it should have no side effects
     * @param options sets expiry and fields
     * @return the entry as written
     */
    public <V> Entry<V> modify(
            Partition<V> partition, String key, UnaryOperator<V> change, Consumer<? super WriteOptions> options) {
        return new ConditionalWrite<>(this, partition, key).modify(change, options);
    }

    /**
     * Writes an entry, whether or not it exists. If it exists, its expiry and fields stay.
     *
     * @param <V> the type of the value
     * @param partition the partition of the entry
     * @param key the entry's key
     * @param value the value
     * @return the entry as written
     */
    public <V> Entry<V> put(Partition<V> partition, String key, V value) {
        return put(partition, key, value, with -> {});
    }

    /**
     * Writes an entry, whether or not it exists: with {@code If-None-Match: *} only if it does not exist, in one request, and
     * with {@code If-Match} only if it exists. If it exists, its expiry and fields stay, unless the options name them.
     *
     * @param <V> the type of the value
     * @param partition the partition of the entry
     * @param key the entry's key
     * @param value the value
     * @param options sets expiry and fields
     * @return the entry as written
     */
    public <V> Entry<V> put(Partition<V> partition, String key, V value, Consumer<? super WriteOptions> options) {
        return new ConditionalWrite<>(this, partition, key).put(value, options);
    }

    /**
     * Deletes an entry. Without tags, this takes one request.
     *
     * @param partition the partition of the entry
     * @param key the entry's key
     */
    public void delete(Partition<?> partition, String key) {
        new ConditionalWrite<>(this, partition, key).delete();
    }

    boolean failsIfMatch(@Nullable Revision current) {
        return ifMatch != null && !ifMatch.matchesStrongly(current);
    }

    boolean failsIfNoneMatch(@Nullable Revision current) {
        return ifNoneMatch != null && ifNoneMatch.matchesWeakly(current);
    }

    /** Returns whether the request lacks a precondition that it must have. */
    boolean isMissing() {
        return required && ifMatch == null && !isCreateOnly();
    }

    boolean hasIfMatch() {
        return ifMatch != null;
    }

    boolean isCreateOnly() {
        return ifMatch == null && ifNoneMatch != null && ifNoneMatch.any();
    }

    /** Returns whether the precondition is true for every state of an entry that exists. */
    boolean isAnyState() {
        return (ifMatch == null || ifMatch.any()) && ifNoneMatch == null && !isMissing();
    }

    /** Returns the one revision that the precondition is true for; null if there are several or none. */
    @Nullable
    Revision onlyRevision() {
        if (ifMatch == null || ifMatch.tags().size() != 1) {
            return null;
        }
        Revision revision = ifMatch.tags().get(0).revision();
        return failsIfNoneMatch(revision) ? null : revision;
    }

    /**
     * Returns the revision that a parameter of this type is bound to.
     *
     * @return the revision, or one that no entry is at; null if the request has no {@code If-Match}
     * @throws DynaStoreProblem with the status 400 if {@code If-Match} is not exactly one tag
     */
    @Nullable
    Revision revision() {
        if (ifMatch == null) {
            return null;
        }
        if (ifMatch.tags().size() != 1) {
            throw DynaStoreProblem.notOneTag();
        }
        Revision only = onlyRevision();
        uses.revision = only == null ? NONE : only;
        return uses.revision;
    }

    /** Returns a revision that was expected, for an exception. */
    Revision expected() {
        Revision first = ifMatch == null || ifMatch.tags().isEmpty()
                ? null
                : ifMatch.tags().get(0).revision();
        return first == null ? NONE : first;
    }

    /**
     * Returns whether a write was refused because this precondition was false: its entry was {@linkplain #check checked} and is
     * now at a revision that the precondition is not true for, or it expected the very revision that the controller took as a
     * parameter.
     */
    @SuppressWarnings("ReferenceEquality") // A revision without a write id may be that of another entry too.
    boolean refused(
            String table, String partition, String key, @Nullable Revision expected, @Nullable Revision current) {
        Revision bound = uses.revision;
        boolean isBound = expected != null
                && bound != null
                && (expected == bound || (expected.writeId() != null && expected.equals(bound)));
        return isBound || (uses.checked.contains(List.of(table, partition, key)) && !isTrueFor(current));
    }
}
