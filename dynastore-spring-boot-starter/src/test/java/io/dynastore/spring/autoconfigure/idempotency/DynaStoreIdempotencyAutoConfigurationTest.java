package io.dynastore.spring.autoconfigure.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.idempotency.Fingerprint;
import io.dynastore.idempotency.Idempotency;
import io.dynastore.idempotency.IdempotencyListener;
import io.dynastore.spring.autoconfigure.StarterContext;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import io.dynastore.spring.idempotency.IdempotencyFactory;
import io.dynastore.spring.observation.MeteredIdempotency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.util.ReflectionTestUtils;

/** What an application gets of idempotent operations by configuration. */
class DynaStoreIdempotencyAutoConfigurationTest {
    private final String table = TestDynamoDb.uniqueTable();
    private final ApplicationContextRunner runner = StarterContext.onTable(table);

    record Receipt(int number) {}

    record ByBeanMethod(Idempotency<List<Receipt>> lists) {}

    record ByConstructor(
            Idempotency<Receipt> receipts,
            Idempotency<String> texts,
            Idempotency<Void> none,
            ObjectProvider<Idempotency<Map<String, Receipt>>> maps) {}

    static final class ByField {
        @Autowired
        Idempotency<Receipt> receipts;
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {
        @Bean
        ByBeanMethod byBeanMethod(Idempotency<List<Receipt>> lists) {
            return new ByBeanMethod(lists);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Unknown {
        @Bean
        Supplier<Idempotency<?>> unknown(Idempotency<?> any) {
            return () -> any;
        }
    }

    @Test
    void itIsInjectedWithTheTypeOfItsResults() {
        runner.withUserConfiguration(Application.class)
                .withBean(ByConstructor.class)
                .withBean(ByField.class)
                .run(context -> {
                    ByConstructor bean = context.getBean(ByConstructor.class);
                    assertRecorded(bean.receipts, new Receipt(1));
                    assertRecorded(bean.texts, "text");
                    assertRecorded(bean.maps.getObject(), Map.of("a", new Receipt(2)));
                    assertRecorded(context.getBean(ByBeanMethod.class).lists, List.of(new Receipt(3)));
                    assertRecorded(context.getBean(ByField.class).receipts, new Receipt(4));
                    bean.none.run("none", Fingerprint.none(), attempt -> null);
                    assertThat(TestDynamoDb.item(table, "idempotency", "none")).isNotEmpty();
                });
    }

    private static <R> void assertRecorded(Idempotency<R> idempotency, R result) {
        String key = result.toString();
        assertThat(idempotency.run(key, Fingerprint.none(), attempt -> result)).isEqualTo(result);
        assertThat(idempotency.<IllegalStateException>run(key, Fingerprint.none(), attempt -> {
                    throw new IllegalStateException("It is run again");
                }))
                .isEqualTo(result)
                .isNotSameAs(result);
    }

    @Test
    void withoutTheTypeOfItsResultsItIsRefused() {
        runner.withUserConfiguration(Unknown.class)
                .run(context -> assertRefused(
                        context,
                        "The type of the results of an Idempotency is unknown.",
                        "such as Idempotency<Receipt>"));
    }

    @Test
    void anApplicationWithoutATableDoesNotNeedOneForIt() {
        StarterContext.bare()
                .withPropertyValues("dynastore.endpoint=" + TestDynamoDb.endpoint())
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void thePartitionIsConfigured() {
        String other = TestDynamoDb.uniqueTable();
        runner.withPropertyValues(
                        "dynastore.tables.records.name=" + other,
                        "dynastore.idempotency.partition=operations",
                        "dynastore.partitions.operations.table=records",
                        "dynastore.partitions.operations.name=shop/operations")
                .run(context -> {
                    Idempotency<?> idempotency =
                            context.getBean(IdempotencyFactory.class).create(Void.class);
                    idempotency.run("key", Fingerprint.none(), attempt -> null);
                    assertThat(TestDynamoDb.item(other, "shop/operations", "key"))
                            .isNotEmpty();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "dynastore.partitions.idempotency.time-to-live=1d,would share its items with the idempotency records",
        "dynastore.partitions.others.name=idempotency,'would share its items with the idempotency records, which are stored under"
                + " the same name'",
        "dynastore.idempotency.partition=leases,would share their items with the",
        "dynastore.idempotency.partition=,'''dynastore.idempotency.partition'' is empty.'",
        "dynastore.idempotency.retention=10ms,'''dynastore.idempotency.retention'' is invalid: '",
        "dynastore.idempotency.lease=1ms,'''dynastore.idempotency.lease'' is invalid: '",
        "dynastore.idempotency.clock-skew=-1s,'''dynastore.idempotency.clock-skew'' is invalid: '",
        "dynastore.idempotency.waiting=-1s,'''dynastore.idempotency.waiting'' is invalid: '"
    })
    void aMistakeEndsTheStart(String property, String message) {
        runner.withPropertyValues(property).run(context -> assertRefused(context, message, ""));
    }

    private static void assertRefused(AssertableApplicationContext context, String description, String action) {
        assertThat(context).hasFailed();
        Throwable failure = context.getStartupFailure();
        while (failure != null && !(failure instanceof FailureAnalyzedException)) {
            failure = failure.getCause();
        }
        assertThat(failure).isInstanceOfSatisfying(FailureAnalyzedException.class, refusal -> {
            assertThat(refusal.analysis().getDescription()).contains(description);
            assertThat(refusal.analysis().getAction()).contains(action);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynastore.enabled=false", "dynastore.idempotency.enabled=false"})
    void aPropertySwitchesItOff(String property) {
        runner.withPropertyValues(property)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(IdempotencyFactory.class));
    }

    @Test
    void everyPropertyArrives() {
        runner.withPropertyValues(
                        "dynastore.idempotency.retention=2d",
                        "dynastore.idempotency.lease=20s",
                        "dynastore.idempotency.clock-skew=2s",
                        "dynastore.idempotency.waiting=3s",
                        "dynastore.idempotency.look-first=true")
                .run(context -> assertThat(
                                context.getBean(IdempotencyFactory.class).create(Receipt.class))
                        .extracting("settings")
                        .isEqualTo(settings(Idempotency.of(context.getBean(DynaStore.class)
                                        .table(table)
                                        .partition("idempotency"))
                                .retention(Duration.ofDays(2))
                                .lease(Duration.ofSeconds(20))
                                .clockSkew(Duration.ofSeconds(2))
                                .waiting(Duration.ofSeconds(3))
                                .lookFirst())));
        runner.run(context -> assertThat(
                        context.getBean(IdempotencyFactory.class).create(Receipt.class))
                .extracting("settings")
                .isEqualTo(settings(Idempotency.of(
                        context.getBean(DynaStore.class).table(table).partition("idempotency")))));
    }

    private static Object settings(Idempotency<?> idempotency) {
        return ReflectionTestUtils.getField(idempotency, "settings");
    }

    @Test
    void callsAreCountedByTheirOutcome() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        runner.withBean(IdempotencyListener.class, () -> new MeteredIdempotency(meters))
                .run(context -> {
                    Idempotency<?> idempotency =
                            context.getBean(IdempotencyFactory.class).create(Void.class);
                    idempotency.run("key", Fingerprint.of("a"), attempt -> null);
                    idempotency.run("key", Fingerprint.of("a"), attempt -> null);
                    idempotency.run("key", Fingerprint.of("a"), attempt -> null);
                    assertThat(count(meters, "executed")).isEqualTo(1);
                    assertThat(count(meters, "replayed")).isEqualTo(2);
                });
    }

    private double count(SimpleMeterRegistry meters, String outcome) {
        return meters.get("dynastore.idempotency.calls")
                .tags(
                        "db.collection.name",
                        table,
                        "dynastore.partition",
                        "idempotency",
                        "dynastore.idempotency.outcome",
                        outcome)
                .counter()
                .count();
    }
}
