package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dynastore.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

class OperationHookTest {
    private final TestStore store = new TestStore();
    private final RecordingHook hook = new RecordingHook();
    private final Partition<String> partition = RecordingHook.hooked(store, hook);

    @Test
    void readsAreSeen() {
        store.partition.put("k", "value");

        partition.get("k");
        assertSeen("get", "k", Outcome.SUCCESS, 1);
        assertThat(hook.operation().readCapacity()).isEqualTo(0.5);
        assertThat(hook.operation().writeCapacity()).isZero();
        partition.find("k");
        assertSeen("find", "k", Outcome.SUCCESS, 1);
        partition.exists("k");
        assertSeen("exists", "k", Outcome.SUCCESS, 1);
        partition.consistent().get("k");
        assertThat(hook.operation().readCapacity()).isEqualTo(1.0);
    }

    @Test
    void readsOfNothingAreSeenAsNotFound() {
        assertThatExceptionOfType(KeyNotFoundException.class).isThrownBy(() -> partition.get("k"));
        assertSeen("get", "k", Outcome.NOT_FOUND, 1);
        partition.find("k");
        assertSeen("find", "k", Outcome.NOT_FOUND, 1);
        partition.exists("k");
        assertSeen("exists", "k", Outcome.NOT_FOUND, 1);
        partition.delete("k");
        assertSeen("delete", "k", Outcome.NOT_FOUND, 1);
    }

    @Test
    void writesAreSeen() {
        Entry<String> entry = partition.create("k", "one");
        assertSeen("create", "k", Outcome.SUCCESS, 1);
        assertThat(hook.operation().writeCapacity()).isEqualTo(1.0);
        assertThat(hook.operation().readCapacity()).isZero();
        partition.update(entry, "two");
        assertSeen("update", "k", Outcome.SUCCESS, 1);
        assertThat(hook.operation().writeCapacity()).isEqualTo(1.0);
        entry = partition.put("k", "three");
        assertSeen("put", "k", Outcome.SUCCESS, 1);
        assertThat(hook.operation().writeCapacity()).isEqualTo(1.0);
        partition.delete(entry);
        assertSeen("delete", "k", Outcome.SUCCESS, 1);
        assertThat(hook.operation().writeCapacity()).isEqualTo(1.0);
        partition.put("k", "four");
        partition.delete("k");
        assertSeen("delete", "k", Outcome.SUCCESS, 1);
    }

    @Test
    void refusalsAreSeenByTheirReason() {
        Entry<String> old = partition.create("k", "one");
        partition.put("k", "two");

        assertThatExceptionOfType(KeyExistsException.class).isThrownBy(() -> partition.create("k", "three"));
        assertSeen("create", "k", Outcome.EXISTS, 1);
        assertThatExceptionOfType(KeyModifiedException.class).isThrownBy(() -> partition.update(old, "three"));
        assertSeen("update", "k", Outcome.CONFLICT, 1);
        assertThatExceptionOfType(KeyModifiedException.class).isThrownBy(() -> partition.delete(old));
        assertSeen("delete", "k", Outcome.CONFLICT, 1);
        partition.delete("k");
        assertThatExceptionOfType(KeyNotFoundException.class).isThrownBy(() -> partition.update(old, "three"));
        assertSeen("update", "k", Outcome.NOT_FOUND, 1);
        assertThatExceptionOfType(KeyNotFoundException.class).isThrownBy(() -> partition.delete(old));
        assertSeen("delete", "k", Outcome.NOT_FOUND, 1);
    }

    @Test
    void listsAreSeen() {
        partition.put("k", "value");

        partition.list(Query.all());
        assertSeen("list", null, Outcome.SUCCESS, 1);
        assertThat(hook.operation().readCapacity()).isEqualTo(0.5);
        partition.count(Query.all());
        assertSeen("count", null, Outcome.SUCCESS, 1);
        hook.operations.clear();
        assertThat(partition.stream(Query.all())).hasSize(1);
        assertSeen("list", null, Outcome.SUCCESS, 1);
    }

    @Test
    void aListOverAllPartitionsHasNone() {
        store.table.list(Query.all().index(TestStore.BY_USER, "nobody"), Codec.string());
        DynaStore hooked =
                DynaStore.builder(TestDynamoDb.client(store.http)).hook(hook).build();

        hooked.table(TestStore.CRM).list(Query.all().index(TestStore.BY_USER, "nobody"), Codec.string());

        assertThat(hook.operation().partition()).isNull();
        assertThat(hook.operation().key()).isNull();
    }

    @Test
    void errorsAreSeen() {
        store.putItem("bad", Map.of("payload", Attributes.s("x")));

        assertThatExceptionOfType(MalformedItemException.class).isThrownBy(() -> partition.get("bad"));
        assertSeen("get", "bad", Outcome.ERROR, 1);
        assertThatExceptionOfType(EntryTooLargeException.class)
                .isThrownBy(() -> partition.put("k", "x".repeat(400 * 1024)));
        assertSeen("put", "k", Outcome.ERROR, 1);
        assertThat(hook.operation().attempts()).isEqualTo(1);
    }

    @Test
    void allRequestsOfAnOperationAreCounted() {
        partition.put("k", "old", with -> with.timeToLive(Duration.ofSeconds(1)));
        store.clock.advance(Duration.ofMinutes(1));

        partition.create("k", "new");

        assertSeen("create", "k", Outcome.SUCCESS, 2);
        assertThat(hook.operation().attempts()).isEqualTo(2);
    }

    @Test
    void anOperationKnowsWhatAwsCallsItsLastRequest() {
        partition.put("k", "one");
        String first = hook.operation().requestId();
        assertThatExceptionOfType(KeyExistsException.class).isThrownBy(() -> partition.create("k", "two"));

        assertThat(hook.operation().requestId()).isNotBlank().isNotEqualTo(first);
        assertThat(first).isNotBlank();
    }

    @Test
    void badInputIsNoOperation() {
        hook.operations.clear();

        assertThatIllegalArgumentException().isThrownBy(() -> partition.get(""));

        assertThat(hook.operations).isEmpty();
    }

    @Test
    void anOperationHasNoOutcomeWhileItRuns() {
        List<Outcome> outcomes = new ArrayList<>();
        hook.replacement = request -> {
            outcomes.add(hook.operation().outcome());
            return request;
        };

        partition.put("k", "value");

        assertThat(outcomes).containsExactly((Outcome) null);
    }

    @Test
    void aRequestCanBeReplacedAndTheReplacementIsSent() {
        store.partition.put("other", "of the other key");
        hook.replacement = request -> ((GetItemRequest) request)
                .toBuilder().key(store.itemKey("other")).build();

        assertThat(partition.get("k").value()).isEqualTo("of the other key");
        assertThat(((GetItemRequest) hook.operation().request()).key()).isEqualTo(store.itemKey("other"));
    }

    @Test
    void aReplacementOfAnotherTypeIsRefused() {
        hook.replacement = request -> GetItemRequest.builder().build();

        assertThatIllegalStateException()
                .isThrownBy(() -> partition.put("k", "value"))
                .withMessageContainingAll("OperationHook", "UpdateItemRequest", "GetItemRequest");
        assertThat(store.http.requests()).isEmpty();
        assertThat(hook.operation().outcome()).isEqualTo(Outcome.ERROR);
        assertThat(hook.operation().requests()).isZero();
        assertThat(hook.operation().requestId()).isNull();
    }

    @Test
    void whatAHookThrowsReachesTheCaller() {
        hook.replacement = request -> {
            throw new IllegalStateException("no");
        };

        assertThatIllegalStateException().isThrownBy(() -> partition.get("k")).withMessage("no");
        assertThat(store.http.requests()).isEmpty();
    }

    @Test
    void ofTwoHooksTheFirstIsTheOutermost() {
        List<String> calls = new ArrayList<>();
        Partition<String> both = DynaStore.builder(TestDynamoDb.client(store.http))
                .hook(new Named("outer", calls))
                .hook(new Named("inner", calls))
                .build()
                .table(TestStore.CRM)
                .partition(store.partition.name());

        both.find("k");

        assertThat(calls)
                .containsExactly(
                        "outer before", "inner before", "outer request", "inner request", "inner after", "outer after");
    }

    @Test
    void aHookWithOneJobIsALambda() {
        List<String> seen = new ArrayList<>();
        Partition<String> hooked = DynaStore.builder(TestDynamoDb.client(store.http))
                .hook(OperationHook.onRequest((operation, request) -> {
                    seen.add(request.getClass().getSimpleName());
                    return ((GetItemRequest) request)
                            .toBuilder().consistentRead(true).build();
                }))
                .hook(OperationHook.onCompletion(operation -> seen.add(operation.toString())))
                .hook(hook)
                .build()
                .table(TestStore.CRM)
                .partition("p");

        hooked.find("k");
        assertThatExceptionOfType(KeyNotFoundException.class).isThrownBy(() -> hooked.get("k"));

        String ended = " on partition 'p' of table 'CRMTable', NOT_FOUND]";
        assertThat(seen)
                .containsExactly("GetItemRequest", "Operation[find" + ended, "GetItemRequest", "Operation[get" + ended);
        assertThat(hook.request(GetItemRequest.class).consistentRead()).isTrue();
    }

    private void assertSeen(String name, String key, Outcome outcome, int requests) {
        Operation operation = hook.operation();
        assertThat(operation.name()).isEqualTo(name);
        assertThat(operation.table()).isEqualTo("CRMTable");
        assertThat(operation.partition()).isEqualTo(partition.name());
        assertThat(operation.key()).isEqualTo(key);
        assertThat(operation.outcome()).isEqualTo(outcome);
        assertThat(operation.requests()).isEqualTo(requests);
        assertThat(operation.attempts()).isEqualTo(requests);
        assertThat(operation.request()).isEqualTo(hook.requests.get(hook.requests.size() - 1));
    }

    private record Named(String name, List<String> calls) implements OperationHook {
        @Override
        public <T> T around(Operation operation, Supplier<T> execution) {
            calls.add(name + " before");
            T result = execution.get();
            calls.add(name + " after");
            return result;
        }

        @Override
        public DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
            calls.add(name + " request");
            return request;
        }
    }
}
