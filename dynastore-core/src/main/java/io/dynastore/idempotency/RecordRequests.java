package io.dynastore.idempotency;

import static io.dynastore.idempotency.StoredRecord.ATTEMPT;
import static io.dynastore.idempotency.StoredRecord.ATTEMPTS;
import static io.dynastore.idempotency.StoredRecord.BEGAN;
import static io.dynastore.idempotency.StoredRecord.COMPLETED;
import static io.dynastore.idempotency.StoredRecord.FAILURE;
import static io.dynastore.idempotency.StoredRecord.FINGERPRINT;
import static io.dynastore.idempotency.StoredRecord.RESULT;
import static io.dynastore.idempotency.StoredRecord.USE;
import static io.dynastore.internal.TenureRequests.number;

import io.dynastore.idempotency.Finding.Question;
import io.dynastore.internal.ItemFormat;
import io.dynastore.internal.TenureRequests;
import io.dynastore.internal.TenureRequests.Validity;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Creates the requests of {@link Idempotency#run}, which are conditional updates of the record. Pure. */
final class RecordRequests {
    /** There is no record, or it has expired, or nothing is recorded and the attempt that has the key has ended. */
    private static final String CLAIMABLE = "attribute_not_exists(version) OR expires <= :now"
            + " OR (#use = :use AND #fingerprint = :fingerprint AND attribute_not_exists(#completed) AND (%s))";

    private static final String CLAIMED = "SET " + TenureRequests.BEGUN + TenureRequests.OWNED_FOR_A_TIME
            + ", #use = :use, #fingerprint = :fingerprint, #began = :began, #attempt = if_not_exists(#attempt, :zero) + :one"
            + " REMOVE payload, #attempts, #completed, #result, #failure";

    private static final String COMPLETED_BY = "SET version = if_not_exists(version, :token), writeId = :nonce,"
            + " expires = :expires, payload = :payload, #use = :use, #fingerprint = :fingerprint, #began = :began,"
            + " #attempts = :attempts, #completed = :completed, #result = :result";
    private static final String NO_ATTEMPT = " REMOVE #owner, #until, leaseMillis, #attempt";

    /** All names but those of {@link #NO_ATTEMPT}: DynamoDB refuses names that an expression does not use. */
    private static final Map<String, String> NAMES = Map.of(
            "#owner", ItemFormat.OWNER,
            "#until", TenureRequests.UNTIL,
            "#use", USE,
            "#fingerprint", FINGERPRINT,
            "#began", BEGAN,
            "#attempt", ATTEMPT,
            "#attempts", ATTEMPTS,
            "#completed", COMPLETED,
            "#result", RESULT,
            "#failure", FAILURE);

    private RecordRequests() {}

    /** Gives a key to an attempt. */
    static UpdateItemRequest.Builder claim(String owner, SdkBytes nonce, Validity validity, Question question) {
        Map<String, AttributeValue> values = TenureRequests.beginning(owner, nonce, validity);
        values.put(":zero", number(0));
        String condition = claimable(question, values);
        values.put(":began", number(validity.now().toEpochMilli()));
        return TenureRequests.update(CLAIMED, condition, values)
                .expressionAttributeNames(NAMES)
                .returnValues(ReturnValue.ALL_NEW);
    }

    /**
     * Records the result of an attempt that has the key, or that lost it to one that has ended without a result.
     *
     * @param claim the attempt
     * @param nonce what the request writes, the same in each repetition
     * @param expires the epoch second in which the record expires
     */
    static UpdateItemRequest.Builder complete(
            Claim claim, SdkBytes nonce, Recorded recorded, long expires, Question question) {
        Map<String, AttributeValue> values = TenureRequests.owned(claim.owner(), claim.token(), nonce);
        String condition = "(" + TenureRequests.OWNED + ") OR " + claimable(question, values);
        values.put(":began", number(claim.requested().wall().toEpochMilli()));
        values.put(":completed", number(question.now().toEpochMilli()));
        values.put(":attempts", number(claim.number()));
        values.put(":expires", number(expires));
        values.put(":payload", recorded.payload());
        values.put(":result", AttributeValue.fromS(recorded.kind().text()));
        String failure = recorded.failure();
        if (failure != null) {
            values.put(":failure", AttributeValue.fromS(failure));
        }
        return TenureRequests.update(
                        COMPLETED_BY
                                + (failure == null ? NO_ATTEMPT + ", #failure" : ", #failure = :failure" + NO_ATTEMPT),
                        condition,
                        values)
                .expressionAttributeNames(NAMES);
    }

    private static String claimable(Question question, Map<String, AttributeValue> values) {
        values.put(":now", number(question.now().getEpochSecond()));
        values.put(":use", AttributeValue.fromS(StoredRecord.text(question.use())));
        values.put(":fingerprint", fingerprint(question.fingerprint()));
        return CLAIMABLE.formatted(question.departed().condition(values));
    }

    static AttributeValue fingerprint(Fingerprint fingerprint) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(fingerprint.hash()));
    }
}
