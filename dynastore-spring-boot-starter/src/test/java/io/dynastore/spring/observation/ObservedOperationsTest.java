package io.dynastore.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.KeyExistsException;
import io.dynastore.KeyModifiedException;
import io.dynastore.KeyNotFoundException;
import io.dynastore.Operation;
import io.dynastore.OperationHook;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.TableDefinition;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import io.dynastore.spring.observation.DynaStoreObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** A scripted load, and what observations and meters say of it. */
class ObservedOperationsTest {
    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<DynaStoreObservationContext> stopped = new ArrayList<>();
    private final List<String> started = new ArrayList<>();
    private final Trouble trouble = new Trouble();
    private final String table = TestDynamoDb.uniqueTable();
    private final DynamoDbClient client = TestDynamoDb.raw();
    private final DynaStore store = store(null);
    private final Partition<String> customers = store.table(table).partition("customers");

    ObservedOperationsTest() {
        registry.observationConfig()
                .observationHandler(new DefaultMeterObservationHandler(meters))
                .observationHandler(new Recorder());
        store.table(TableDefinition.of(table)).createIfAbsent();
    }

    private DynaStore store(DynaStoreObservationConvention convention) {
        return DynaStore.builder(client)
                .hook(new ObservedOperations(registry, convention))
                .hook(new MeteredOperations(meters))
                .hook(trouble)
                .build();
    }

    private void load() {
        Entry<String> first = customers.create("a", "1");
        customers.update(first, "2");
        customers.get("a");
        customers.consistent().get("a");
        customers.find("b");
        assertThatExceptionOfType(KeyNotFoundException.class).isThrownBy(() -> customers.get("b"));
        assertThatExceptionOfType(KeyExistsException.class).isThrownBy(() -> customers.create("a", "3"));
        assertThatExceptionOfType(KeyModifiedException.class).isThrownBy(() -> customers.update(first, "3"));
        customers.list(Query.all());
        store.transact(tx -> tx.put(customers, "c", "1"));
        trouble.next = throttling();
        assertThatExceptionOfType(DynamoDbException.class).isThrownBy(() -> customers.get("a"));
        trouble.next = new IllegalStateException("on purpose");
        assertThatIllegalStateException().isThrownBy(() -> customers.get("a"));
    }

    @Test
    void anOperationIsOneObservationWithAllKeys() {
        load();

        assertThat(stopped)
                .extracting(ObservedOperationsTest::told)
                .containsExactly(
                        "create customers | PutItem customers create success none",
                        "update customers | UpdateItem customers update success none",
                        "get customers | GetItem customers get success none",
                        "get customers | GetItem customers get success none",
                        "find customers | GetItem customers find not_found none",
                        "get customers | GetItem customers get not_found none",
                        "create customers | PutItem customers create exists none",
                        "update customers | UpdateItem customers update conflict none",
                        "list customers | Query customers list success none",
                        "transact " + table + " | TransactWriteItems none transact success none",
                        "get customers | none customers get throttled ProvisionedThroughputExceededException",
                        "get customers | none customers get error IllegalStateException");
        assertThat(stopped)
                .allSatisfy(context -> assertThat(keys(context))
                        .containsEntry("db.system.name", "aws.dynamodb")
                        .containsEntry("db.collection.name", table)
                        .containsOnlyKeys(documented()));
    }

    @Test
    void onlyWhatFailedIsAnError() {
        load();

        assertThat(stopped)
                .filteredOn(context -> context.getError() != null)
                .extracting(context ->
                        context.outcome() + " " + context.getError().getClass().getSimpleName())
                .containsExactly("THROTTLED ProvisionedThroughputExceededException", "ERROR IllegalStateException");
    }

    @Test
    void tracesHaveTheRequestIdAndNoKeysOfEntries() {
        customers.put("the secret key", "the value");

        DynaStoreObservationContext context = stopped.get(0);
        assertThat(context.getHighCardinalityKeyValues())
                .extracting(KeyValue::getKey)
                .containsExactly("aws.request_id");
        assertThat(context.getHighCardinalityKeyValue("aws.request_id").getValue())
                .isEqualTo(context.operation().requestId())
                .isNotBlank();
        assertThat(context.getAllKeyValues().toString() + context.getContextualName())
                .doesNotContain("the secret key", "the value");
    }

    @Test
    void theObservationIsCurrentWhileTheOperationRuns() {
        Observation caller = Observation.createNotStarted("caller", registry);

        caller.observe(() -> customers.find("a"));

        assertThat(trouble.current).isSameAs(stopped.get(0));
        assertThat(stopped.get(0).getParentObservation()).isSameAs(caller);
        assertThat(registry.getCurrentObservation()).isNull();
    }

    @Test
    void allKeysAreThereFromTheStart() {
        customers.find("a");

        assertThat(started).singleElement().asString().endsWith("| none customers find none none");
    }

    @Test
    void whatAHookThrowsAfterASuccessIsAnError() {
        trouble.afterwards = new IllegalStateException("on purpose");

        assertThatIllegalStateException().isThrownBy(() -> customers.find("a"));
        assertThatIllegalStateException().isThrownBy(() -> customers.put("a", "1"));

        assertThat(stopped)
                .extracting(ObservedOperationsTest::told)
                .contains("put customers | UpdateItem customers put error IllegalStateException");
        assertThat(counted("dynastore.requests")).containsEntry("customers put error", 1.0);
    }

    @Test
    void metersCountExactlyWhatWasSent() {
        load();

        assertThat(counted("dynastore.requests"))
                .isEqualTo(Map.ofEntries(
                        Map.entry("customers create success", 1.0),
                        Map.entry("customers create exists", 1.0),
                        Map.entry("customers update success", 1.0),
                        Map.entry("customers update conflict", 1.0),
                        Map.entry("customers get success", 2.0),
                        Map.entry("customers get not_found", 1.0),
                        Map.entry("customers get throttled", 0.0),
                        Map.entry("customers get error", 0.0),
                        Map.entry("customers find not_found", 1.0),
                        Map.entry("customers list success", 1.0),
                        Map.entry("none transact success", 1.0)));
        assertThat(counted("dynastore.consumed.read.capacity"))
                .isEqualTo(Map.of(
                        "customers get success", 1.5,
                        "customers get not_found", 0.5,
                        "customers find not_found", 0.5,
                        "customers list success", 0.5));
        assertThat(counted("dynastore.consumed.write.capacity"))
                .isEqualTo(Map.of(
                        "customers create success", 1.0,
                        "customers update success", 1.0,
                        "none transact success", 2.0));
        assertThat(counted("dynastore.retries").values()).hasSize(11).containsOnly(0.0);
        assertThat(meters.get("dynastore.operation").timers())
                .extracting(Timer::count)
                .hasSize(11)
                .satisfies(counts -> assertThat(
                                counts.stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(12));
    }

    @Test
    void theKeysOfAMeterAreAlwaysTheSame() {
        load();

        Map<String, List<List<String>>> keys = meters.getMeters().stream()
                .collect(Collectors.groupingBy(
                        meter -> meter.getId().getName(),
                        Collectors.mapping(
                                meter -> meter.getId().getTags().stream()
                                        .map(Tag::getKey)
                                        .toList(),
                                Collectors.toList())));
        assertThat(keys)
                .containsOnlyKeys(
                        "dynastore.operation",
                        "dynastore.operation.active",
                        "dynastore.requests",
                        "dynastore.retries",
                        "dynastore.consumed.read.capacity",
                        "dynastore.consumed.write.capacity");
        assertThat(keys.values())
                .allSatisfy(each -> assertThat(each.stream().distinct()).hasSize(1));
        assertThat(meters.getMeters())
                .filteredOn(Counter.class::isInstance)
                .extracting(Meter::getId)
                .allSatisfy(id -> assertThat(id.getDescription()).isNotBlank());
    }

    @Test
    void retriesAreCounted() {
        // Sent by another store, whose client meets two lost connections.
        Operation[] seen = new Operation[1];
        OperationHook peek = new OperationHook() {
            @Override
            public <T> T around(Operation operation, Supplier<T> execution) {
                seen[0] = operation;
                return execution.get();
            }
        };
        FlakyClient flaky = new FlakyClient(2);
        DynaStore.builder(flaky.client())
                .hook(new MeteredOperations(meters))
                .hook(peek)
                .build()
                .table(table)
                .partition("customers")
                .find("a");

        assertThat(seen[0].attempts()).isEqualTo(3);
        assertThat(counted("dynastore.requests")).isEqualTo(Map.of("customers find not_found", 1.0));
        assertThat(counted("dynastore.retries")).isEqualTo(Map.of("customers find not_found", 2.0));
    }

    @Test
    void aConventionReplacesTheDefault() {
        DynaStoreObservationConvention own = new DefaultDynaStoreObservationConvention() {
            @Override
            public String getName() {
                return "my.store";
            }

            @Override
            public KeyValues getHighCardinalityKeyValues(DynaStoreObservationContext context) {
                return KeyValues.of(
                        "entry.key", String.valueOf(context.operation().key()));
            }
        };

        store(own).table(table).partition("customers").find("a");

        assertThat(stopped.get(0).getName()).isEqualTo("my.store");
        assertThat(stopped.get(0).getHighCardinalityKeyValues()).containsExactly(KeyValue.of("entry.key", "a"));
    }

    @Test
    void aGlobalConventionReplacesTheDefault() {
        registry.observationConfig().observationConvention(new Global());

        customers.find("a");

        assertThat(stopped.get(0).getLowCardinalityKeyValues()).containsExactly(KeyValue.of("global", "find"));
    }

    private static final class Global implements GlobalObservationConvention<DynaStoreObservationContext> {
        @Override
        public KeyValues getLowCardinalityKeyValues(DynaStoreObservationContext context) {
            return KeyValues.of("global", context.operation().name());
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof DynaStoreObservationContext;
        }
    }

    private static RuntimeException throttling() {
        return ProvisionedThroughputExceededException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ProvisionedThroughputExceededException")
                        .build())
                .statusCode(400)
                .build();
    }

    private static String[] documented() {
        return Arrays.stream(LowCardinalityKeyNames.values())
                .map(LowCardinalityKeyNames::asString)
                .toArray(String[]::new);
    }

    private static Map<String, String> keys(Observation.Context context) {
        return context.getLowCardinalityKeyValues().stream()
                .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
    }

    private static String told(Observation.Context context) {
        Map<String, String> keys = keys(context);
        return context.getContextualName() + " | " + keys.get("db.operation.name") + " "
                + keys.get("dynastore.partition") + " " + keys.get("dynastore.operation") + " "
                + keys.get("dynastore.outcome") + " " + keys.get("error.type");
    }

    /** The counts of a meter, by partition, operation and outcome. */
    private Map<String, Double> counted(String name) {
        Map<String, Double> counts = new TreeMap<>();
        for (Counter counter : meters.get(name).tag("db.collection.name", table).counters()) {
            Meter.Id id = counter.getId();
            counts.put(
                    id.getTag("dynastore.partition") + " " + id.getTag("dynastore.operation") + " "
                            + id.getTag("dynastore.outcome"),
                    counter.count());
        }
        return counts;
    }

    private final class Recorder implements ObservationHandler<DynaStoreObservationContext> {
        @Override
        public void onStart(DynaStoreObservationContext context) {
            started.add(told(context));
        }

        @Override
        public void onStop(DynaStoreObservationContext context) {
            stopped.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof DynaStoreObservationContext;
        }
    }

    /** A hook inside the others that throws before a request is sent, or after the operation. */
    private final class Trouble implements OperationHook {
        RuntimeException next;
        RuntimeException afterwards;
        Observation.ContextView current;

        @Override
        public <T> T around(Operation operation, Supplier<T> execution) {
            T result = execution.get();
            if (afterwards != null) {
                throw afterwards;
            }
            return result;
        }

        @Override
        public DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
            Observation observation = registry.getCurrentObservation();
            current = observation == null ? null : observation.getContextView();
            if (next != null) {
                RuntimeException thrown = next;
                next = null;
                throw thrown;
            }
            return request;
        }
    }
}
