package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;

/** What DynamoDB's reasons mean, also those that the embedded database never gives. */
class CancellationTest {
    private static final long NOW = 1000;
    private static final Layout LAYOUT = new Layout("T", "id", "name");
    private static final CancellationReason NONE =
            CancellationReason.builder().code("None").build();

    private static final Write WRITE = new Write(
            new Target(LAYOUT, "p", "k", NOW, Target.UNFENCED), s("v"), Map.of(), ExpiryChange.NONE, WriteId.first());
    private static final TransactionAction CREATE = TransactionAction.create(WRITE);

    @ParameterizedTest
    @CsvSource({
        "TransactionConflict,             Transaction is ongoing for the item,           BUSY,      true",
        "ProvisionedThroughputExceeded,   Capacity exceeded,                             THROTTLED, true",
        "ThrottlingError,                 Throughput exceeds the current capacity,       THROTTLED, true",
        "ValidationError,                 Item size to update has exceeded the maximum,  TOO_LARGE, false",
        "ValidationError,                 Type mismatch for an index key,                OTHER,     false",
        "ItemCollectionSizeLimitExceeded, Collection size exceeded,                      OTHER,     false",
        "ConditionalCheckFailed,          The conditional request failed,                EXISTS,    false",
    })
    void eachCodeHasItsReasonAndSomePass(String code, String message, Reason reason, boolean passes) {
        Cancellation cancellation = cancelled(NONE, reason(code, message, Map.of()));

        assertThat(cancellation.failures())
                .extracting(Failure::action, Failure::key, Failure::reason)
                .containsExactly(tuple(1, "k", reason));
        assertThat(cancellation.mayPass()).isEqualTo(passes);
        assertThat(cancellation.isCommitted()).isFalse();
    }

    @Test
    void whatIsOverloadedIsGivenMoreTimeThanWhatIsBusy() {
        CancellationReason busy = reason("TransactionConflict", "Busy", Map.of());
        CancellationReason throttled = reason("ThrottlingError", "Too much", Map.of());

        assertThat(cancelled(busy, NONE).backoff()).isSameAs(Backoff.CONFLICT);
        assertThat(cancelled(busy, throttled).backoff()).isSameAs(Backoff.OVERLOAD);
        assertThat(cancelled(leftover(), NONE).backoff()).isNull();
    }

    @Test
    void aLeftoverIsNoFailureBesideOne() {
        CancellationReason busy = reason("TransactionConflict", "Busy", Map.of());
        CancellationReason other = reason("ValidationError", "Type mismatch", Map.of());

        assertThat(cancelled(leftover(), other).failures())
                .extracting(Failure::action)
                .containsExactly(1);
        assertThat(cancelled(leftover(), busy).mayPass()).isTrue();
        assertThat(cancelled(leftover(), busy).next().get(0).item().put().conditionExpression())
                .contains("version = :version");
        assertThat(cancelled(leftover(), NONE).failures())
                .extracting(Failure::reason)
                .containsExactly(Reason.BUSY);
    }

    @Test
    void anActionThatItsOwnWorkRefusesWasCommitted() {
        CancellationReason own = reason("ConditionalCheckFailed", "Failed", WriteRequests.item(WRITE, 1));

        assertThat(cancelled(NONE, own).isCommitted()).isTrue();
    }

    @Test
    void aStaleFenceIsForGoodWhateverElseIsTheMatter() {
        Map<String, AttributeValue> item = new HashMap<>(leftover().item());
        item.put("fence", n(8));
        TransactionAction fenced = TransactionAction.create(
                new Write(new Target(LAYOUT, "p", "k", NOW, 7), s("v"), Map.of(), ExpiryChange.NONE, WriteId.first()));
        Cancellation cancellation = new Cancellation(
                List.of(fenced, CREATE),
                List.of(
                        reason("ConditionalCheckFailed", "Failed", item),
                        reason("TransactionConflict", "Busy", Map.of())));

        assertThat(cancellation.failures())
                .extracting(Failure::reason)
                .containsExactly(Reason.STALE_FENCE, Reason.BUSY);
        assertThat(cancellation.mayPass()).isFalse();
    }

    @Test
    void whatDynamoDbDoesNotExplainIsOver() {
        assertThat(cancelled().mayPass()).isFalse();
        assertThat(new TransactionFailedException(LAYOUT.address(), cancelled().failures(), new RuntimeException()))
                .hasMessage("Nothing of the transaction was written: DynamoDB did not say why.");
    }

    private static Cancellation cancelled(CancellationReason... reasons) {
        return new Cancellation(List.of(CREATE, CREATE), List.of(reasons));
    }

    private static CancellationReason leftover() {
        Map<String, AttributeValue> item = new HashMap<>(LAYOUT.itemKey("p", "k"));
        item.put("version", n(3));
        item.put("expires", n(NOW));
        return reason("ConditionalCheckFailed", "Failed", item);
    }

    private static CancellationReason reason(String code, String message, Map<String, AttributeValue> item) {
        return CancellationReason.builder()
                .code(code)
                .message(message)
                .item(item.isEmpty() ? null : item)
                .build();
    }
}
