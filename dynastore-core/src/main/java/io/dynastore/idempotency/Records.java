package io.dynastore.idempotency;

import io.dynastore.Partition;
import io.dynastore.idempotency.Finding.Question;
import io.dynastore.idempotency.Finding.State;
import io.dynastore.idempotency.IdempotencyRecord.Use;
import io.dynastore.internal.Interruptions;
import io.dynastore.internal.ItemAccess;
import io.dynastore.internal.LeaseObserver;
import io.dynastore.internal.LeaseTimeouts;
import io.dynastore.internal.LeftNonces;
import io.dynastore.internal.Nonce;
import io.dynastore.internal.Renewals;
import io.dynastore.internal.RequestTime;
import io.dynastore.internal.Tenure;
import io.dynastore.internal.TenureRequests;
import io.dynastore.internal.TenureRequests.Departed;
import io.dynastore.internal.TenureRequests.Validity;
import io.dynastore.lease.Timing;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Sends the requests about the records of one partition, and remembers the attempts of other processes. Thread-safe. */
final class Records {
    private static final Logger LOG = System.getLogger(Idempotency.class.getName());

    private final Partition<?> partition;
    private final ItemAccess items;
    private final Timing timing;
    private final LeaseObserver observer;
    private final LeftNonces left = new LeftNonces();
    private final LeaseTimeouts timeouts;

    Records(Partition<?> partition, ItemAccess items, Timing timing) {
        this.partition = partition;
        this.items = items;
        this.timing = timing;
        this.observer = new LeaseObserver(timing::nanoTime);
        this.timeouts = new LeaseTimeouts(partition.table().store().client());
    }

    Records with(Timing other) {
        return new Records(partition, items, other);
    }

    Partition<?> partition() {
        return partition;
    }

    Timing timing() {
        return timing;
    }

    RequestTime time() {
        return new RequestTime(timing.nanoTime(), timing.now());
    }

    void checkKey(String key) {
        items.checkKey(key);
    }

    AttributeValue encode(String key, Object result) {
        return items.encode(key, result);
    }

    Object decode(StoredRecord stored) {
        return items.decode(stored.item());
    }

    /** Returns the latest deadline that has certainly passed. */
    Instant overdue(IdempotencySettings settings) {
        return timing.now().minus(settings.clockSkew());
    }

    /** Returns the item of a key, whether or not it has expired. */
    Optional<Map<String, AttributeValue>> read(String key, boolean consistent) {
        return items.getItem("findIdempotent", key, consistent);
    }

    /** Reads the record of a key; a state of {@code FREE} is to be confirmed by a claim. */
    Finding look(String key, Use use, Fingerprint fingerprint, IdempotencySettings settings, boolean consistent) {
        return read(key, consistent)
                .map(item -> observed(key, Finding.of(item, question(key, use, fingerprint, settings))))
                .orElse(Finding.NOTHING);
    }

    private Question question(String key, Use use, Fingerprint fingerprint, IdempotencySettings settings) {
        Departed departed = new Departed(overdue(settings), observer.deadNonce(key), left.of(key));
        return new Question(use, fingerprint, timing.now(), departed);
    }

    /** Remembers an attempt of another process, which is dead if it leaves the record as it is. */
    private Finding observed(String key, Finding found) {
        StoredRecord stored = found.stored();
        Tenure tenure = stored == null ? null : stored.tenure();
        if (found.state() == State.RUNNING && tenure != null) {
            observer.observe(key, tenure);
        }
        return found;
    }

    /** The answer to a claim: the attempt that has begun, or what prevents it. */
    record Answer(@Nullable Claim claim, Finding found) {}

    /** Claims a key. If the outcome is unknown, the claim is undone in the background. */
    Answer claim(String key, Fingerprint fingerprint, IdempotencySettings settings) {
        String owner = UUID.randomUUID().toString();
        SdkBytes nonce = Nonce.of(0);
        RequestTime requested = time();
        Question question = question(key, Use.RUN, fingerprint, settings);
        UpdateItemRequest.Builder request = RecordRequests.claim(
                        owner,
                        nonce,
                        new Validity(requested.wall(), settings.lease(), settings.retentionOfAttempts()),
                        question)
                .overrideConfiguration(timeouts.forAcquisition(settings.lease()));
        try {
            UpdateItemResponse response = items.updateItem("claimIdempotent", key, request);
            return answer(key, owner, nonce, requested, response.attributes(), question);
        } catch (ConditionalCheckFailedException e) {
            // The record may be this attempt's: a retry whose first attempt was executed is refused by that attempt's
            // work.
            return answer(key, owner, nonce, requested, e.item(), question);
        } catch (SdkException e) {
            // Nothing was written: if something may have been, the store throws that the outcome is unknown.
            throw e;
        } catch (RuntimeException | Error e) {
            left.add(key, List.of(nonce));
            timing.execute(() -> Interruptions.postpone(() -> undo(key, owner, settings)));
            throw e;
        }
    }

    private Answer answer(
            String key,
            String owner,
            SdkBytes nonce,
            RequestTime requested,
            Map<String, AttributeValue> item,
            Question question) {
        StoredRecord stored = StoredRecord.of(item);
        Tenure tenure = stored == null ? null : stored.tenure();
        if (stored == null || tenure == null || !tenure.isOwnedBy(owner)) {
            return new Answer(null, observed(key, Finding.ofRefusal(item, question)));
        }
        observer.forget(key);
        Claim claim = new Claim(key, owner, tenure.token(), nonce, (int) stored.attempts(), requested);
        return new Answer(claim, new Finding(State.OWN, stored));
    }

    private void undo(String key, String owner, IdempotencySettings settings) {
        UpdateItemRequest.Builder request = TenureRequests.undo(owner, Nonce.of(0), expires(settings))
                .overrideConfiguration(timeouts.forSharedThreads(settings.lease()));
        try {
            items.updateItem("abandonIdempotent", key, request);
        } catch (ConditionalCheckFailedException e) {
            // The key was not claimed, or belongs to another attempt by now.
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "Failed to give a key back whose claim has an unknown outcome", e);
        }
    }

    private long expires(IdempotencySettings settings) {
        return TenureRequests.expires(timing.now(), settings.retention());
    }

    /**
     * Renews an attempt, and returns its tenure.
     *
     * @throws ConditionalCheckFailedException if the key is no longer this attempt's, or a later renewal was first
     */
    @Nullable
    Tenure renew(Claim claim, Renewals.Renewal renewal, IdempotencySettings settings) {
        Validity validity = new Validity(renewal.requested().wall(), settings.lease(), settings.retentionOfAttempts());
        UpdateItemRequest.Builder request = TenureRequests.renew(
                        claim.owner(), claim.token(), renewal.nonce(), validity)
                .overrideConfiguration(
                        renewal.patient()
                                ? timeouts.forLateReplies(settings.lease())
                                : timeouts.forSharedThreads(settings.lease()));
        return Tenure.of(
                items.updateItem("renewIdempotent", claim.key(), request).attributes());
    }

    /** Records a result, and returns what prevents it, or that it is recorded. */
    Finding complete(
            Claim claim, SdkBytes nonce, Recorded recorded, Fingerprint fingerprint, IdempotencySettings settings) {
        Question question = question(claim.key(), Use.RUN, fingerprint, settings);
        UpdateItemRequest.Builder request = RecordRequests.complete(claim, nonce, recorded, expires(settings), question)
                .overrideConfiguration(timeouts.forAcquisition(settings.lease()));
        try {
            items.updateItem("completeIdempotent", claim.key(), request);
            return new Finding(State.OWN, null);
        } catch (ConditionalCheckFailedException e) {
            Finding found = observed(claim.key(), Finding.ofRefusal(e.item(), question));
            StoredRecord stored = found.stored();
            return stored != null && stored.isWrittenBy(nonce) ? new Finding(State.OWN, stored) : found;
        }
    }

    /** Gives a key back; if that fails, this process can claim it at once, and others when the attempt is overdue. */
    void giveBack(Claim claim, Renewals renewals, IdempotencySettings settings) {
        UpdateItemRequest.Builder request = TenureRequests.release(
                        claim.owner(), claim.token(), Nonce.of(renewals.nextNumber()), expires(settings))
                .overrideConfiguration(timeouts.forRelease(settings.lease()));
        try {
            items.updateItem("abandonIdempotent", claim.key(), request);
        } catch (ConditionalCheckFailedException e) {
            // Another attempt has the key, or a retry finds what the first one has done.
        } catch (RuntimeException e) {
            left.add(claim.key(), renewals.nonces());
            LOG.log(Level.DEBUG, "Failed to give back the key of an action that has failed", e);
        }
    }
}
