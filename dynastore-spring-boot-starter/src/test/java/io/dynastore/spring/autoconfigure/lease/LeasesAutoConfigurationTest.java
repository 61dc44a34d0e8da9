package io.dynastore.spring.autoconfigure.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dynastore.DynaStore;
import io.dynastore.lease.Lease;
import io.dynastore.lease.LeaseEnd;
import io.dynastore.lease.LeaseListener;
import io.dynastore.lease.LeaseView;
import io.dynastore.lease.Leases;
import io.dynastore.spring.autoconfigure.SentRequests;
import io.dynastore.spring.autoconfigure.StarterContext;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class LeasesAutoConfigurationTest {
    /** As in Boot's WebServerGracefulShutdownLifecycle, which is not on the class path. */
    private static final int GRACEFUL_SHUTDOWN = SmartLifecycle.DEFAULT_PHASE - 1024;

    private final String table = TestDynamoDb.uniqueTable();
    private final ApplicationContextRunner runner = StarterContext.onTable(table);

    @Test
    void leasesAreKeptInAPartitionOfTheDefaultTable() {
        runner.run(context -> {
            assertThat(context).hasSingleBean(Leases.class);
            hold(context.getBean(Leases.class));
            assertThat(TestDynamoDb.item(table, "leases", "report")).containsKey("owner");
        });
    }

    @Test
    void thePartitionCanBeAnother() {
        runner.withPropertyValues("dynastore.leases.partition=coordination").run(context -> {
            hold(context.getBean(Leases.class));
            assertThat(TestDynamoDb.item(table, "coordination", "report")).containsKey("owner");
        });
    }

    @Test
    void aConfiguredPartitionDecidesTheTableAndTheName() {
        String other = TestDynamoDb.uniqueTable();
        runner.withPropertyValues(
                        "dynastore.tables.coordination.name=" + other,
                        "dynastore.leases.partition=leases",
                        "dynastore.partitions.leases.table=coordination",
                        "dynastore.partitions.leases.name=shop/leases")
                .run(context -> {
                    hold(context.getBean(Leases.class));
                    assertThat(TestDynamoDb.item(other, "shop/leases", "report"))
                            .containsKey("owner");
                });
    }

    @Test
    void theirTableIsCreatedBeforeTheirFirstUseForAStoreOfTheApplicationsOwnToo() {
        runner.withBean(DynaStore.class, () -> DynaStore.create(TestDynamoDb.raw()))
                .withInitializer(initialized -> ((GenericApplicationContext) initialized)
                        .registerBean("early", Lease.class, () -> hold(initialized.getBean(Leases.class))))
                .run(context ->
                        assertThat(context.getBean(Lease.class).isHeld()).isTrue());
    }

    @Test
    void aNameThatNoPartitionCanHaveIsRefusedByTheNameOfTheProperty() {
        runner.withPropertyValues("dynastore.leases.partition=" + "x".repeat(3000))
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(BeanCreationException.class)
                        .hasStackTraceContaining("'dynastore.leases.partition' is invalid: "));
    }

    @Test
    void theDefaultsAreThoseOfTheLibrary() {
        runner.run(context -> assertThat(settings(context.getBean(Leases.class)))
                .isEqualTo(settings(Leases.create(
                        context.getBean(DynaStore.class).table(table).partition("leases")))));
    }

    @Test
    void everyPropertyArrives() {
        runner.withPropertyValues(
                        "dynastore.leases.duration=15s",
                        "dynastore.leases.renewal=false",
                        "dynastore.leases.holder=me",
                        "dynastore.leases.clock-skew=2s",
                        "dynastore.leases.takeover-by-deadline=false",
                        "dynastore.leases.poll-interval=100ms",
                        "dynastore.leases.retention=2d")
                .run(context -> assertThat(settings(context.getBean(Leases.class)))
                        .isEqualTo("LeaseSettings[duration=PT15S, renewed=false, holder=me, clockSkew=PT2S,"
                                + " takeoverByDeadline=false, pollInterval=PT0.1S, retention=PT48H]"));
    }

    @ParameterizedTest
    @CsvSource({
        "expiry-warning, 0.25, expiryWarning",
        "expiry-warning, 0, expiryWarning",
        "expiry-warning, 0.5, expiryWarning",
        "max-concurrent-requests, 1, maxConcurrentRequests",
        "max-concurrent-requests, 400, maxConcurrentRequests"
    })
    void whatRenewsAndWarnsIsConfiguredToo(String property, double value, String field) {
        AtomicReference<Object> configured = new AtomicReference<>();
        runner.withPropertyValues("dynastore.leases." + property + "="
                        + BigDecimal.valueOf(value).stripTrailingZeros().toPlainString())
                .withBean(
                        LeasesBuilderCustomizer.class,
                        () -> builder -> configured.set(ReflectionTestUtils.getField(builder, field)))
                .run(context -> {
                    context.getBean(Leases.class).held();
                    assertThat(((Number) configured.get()).doubleValue()).isEqualTo(value);
                });
    }

    @Test
    void aListenerIsWarnedOfALeaseThatIsNotRenewed() {
        CompletableFuture<String> warned = new CompletableFuture<>();
        LeaseListener listener = new LeaseListener() {
            @Override
            public void expiring(Lease lease, Duration remaining) {
                warned.complete(lease.name());
            }
        };
        runner.withPropertyValues(
                        "dynastore.leases.duration=1s",
                        "dynastore.leases.clock-skew=0s",
                        "dynastore.leases.renewal=false",
                        "dynastore.leases.expiry-warning=0.5")
                .withBean(LeaseListener.class, () -> listener)
                .run(context -> {
                    hold(context.getBean(Leases.class));
                    assertThat(warned.get(30, TimeUnit.SECONDS)).isEqualTo("report");
                });
    }

    @Test
    void theHolderIsTheApplicationAndItsProcess() {
        String process = ManagementFactory.getRuntimeMXBean().getName();
        runner.withPropertyValues("spring.application.name=orders", "dynastore.leases.holder=")
                .run(context -> {
                    Leases leases = context.getBean(Leases.class);
                    hold(leases);
                    assertThat(leases.view("report")).map(LeaseView::holder).contains("orders (" + process + ")");
                });
    }

    @Test
    void theyCanBeSwitchedOff() {
        for (String property : new String[] {"dynastore.leases.enabled=false", "dynastore.enabled=false"}) {
            runner.withPropertyValues(property)
                    .run(context -> assertThat(context)
                            .hasNotFailed()
                            .doesNotHaveBean(Leases.class)
                            .doesNotHaveBean(LeasesLifecycle.class));
        }
    }

    @Test
    void anApplicationsOwnWin() {
        runner.withBean(
                        "own",
                        Leases.class,
                        () -> Leases.create(DynaStore.create(TestDynamoDb.raw())
                                .table(table)
                                .partition("own")))
                .run(context -> assertThat(context)
                        .hasSingleBean(Leases.class)
                        .hasBean("own")
                        .doesNotHaveBean(LeasesLifecycle.class));
    }

    @Test
    void whoUsesNoneNeedsNoTable() {
        StarterContext.bare()
                .withPropertyValues("dynastore.endpoint=http://127.0.0.1:1")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void nothingIsSentBeforeTheyAreUsed() {
        SentRequests sent = new SentRequests();
        StarterContext.bare()
                .withPropertyValues("dynastore.table.name=" + table)
                .withBean(DynamoDbClient.class, () -> TestDynamoDb.client(sent))
                .run(context -> assertThat(context.getBean(Leases.class).held()).isEmpty());
        assertThat(sent.all()).isEmpty();
    }

    @Test
    void leasesAreReleasedBeforeTheClientIsClosed() {
        AtomicReference<Lease> lease = new AtomicReference<>();
        AtomicReference<DynamoDbClient> client = new AtomicReference<>();
        runner.run(context -> {
            client.set(context.getBean(DynaStore.class).client());
            lease.set(hold(context.getBean(Leases.class)));
        });
        assertThat(TestDynamoDb.isClosed(client.get())).isTrue();
        assertThat(lease.get().end()).map(LeaseEnd::reason).contains(LeaseEnd.Reason.CLOSED);
        try (Leases others = others()) {
            assertThat(others.tryAcquire("report")).isPresent();
        }
    }

    @Test
    void leasesAreReleasedAfterWhateverStops() {
        AtomicReference<Lease> lease = new AtomicReference<>();
        Map<String, Boolean> held = new LinkedHashMap<>();
        runner.withInitializer(initialized -> {
                    GenericApplicationContext beans = (GenericApplicationContext) initialized;
                    for (int phase : new int[] {0, SmartLifecycle.DEFAULT_PHASE, GRACEFUL_SHUTDOWN}) {
                        beans.registerBean(
                                "stopped" + phase,
                                AtStop.class,
                                () -> new AtStop(
                                        phase,
                                        () -> held.put(
                                                "in phase " + phase, lease.get().isHeld())));
                    }
                    beans.registerBean(
                            DisposableBean.class,
                            () -> () -> held.put("destroyed", lease.get().isHeld()));
                })
                .run(context -> lease.set(hold(context.getBean(Leases.class))));
        assertThat(held)
                .containsExactly(
                        Map.entry("in phase " + SmartLifecycle.DEFAULT_PHASE, true),
                        Map.entry("in phase " + GRACEFUL_SHUTDOWN, true),
                        Map.entry("in phase 0", true),
                        Map.entry("destroyed", false));
    }

    @Test
    void aContextThatIsStoppedHoldsNothingAndCanBeStartedAgain() {
        runner.run(context -> {
            Leases leases = context.getBean(Leases.class);
            Lease lease = hold(leases);
            ConfigurableApplicationContext application =
                    context.getSourceApplicationContext(ConfigurableApplicationContext.class);
            application.stop();
            assertThat(lease.end()).map(LeaseEnd::reason).contains(LeaseEnd.Reason.RELEASED);
            assertThat(TestDynamoDb.item(table, "leases", "report")).doesNotContainKey("owner");
            application.start();
            hold(leases);
            application.close();
            assertThat(TestDynamoDb.item(table, "leases", "report")).doesNotContainKey("owner");
            assertThatIllegalStateException().isThrownBy(() -> hold(leases));
        });
    }

    @Test
    void aStartThatFailsLeavesNoLeaseBehind() {
        AtomicReference<Lease> lease = new AtomicReference<>();
        runner.withInitializer(initialized -> ((GenericApplicationContext) initialized)
                        .registerBean("fails", Object.class, () -> {
                            lease.set(hold(initialized.getBean(Leases.class)));
                            throw new UnsupportedOperationException("after the lease was acquired");
                        }))
                .run(context -> assertThat(context).hasFailed());
        assertThat(lease.get().end()).map(LeaseEnd::reason).contains(LeaseEnd.Reason.CLOSED);
        assertThat(TestDynamoDb.item(table, "leases", "report")).isNotEmpty().doesNotContainKey("owner");
    }

    private static Lease hold(Leases leases) {
        return leases.tryAcquire("report").orElseThrow();
    }

    private Leases others() {
        return Leases.create(DynaStore.create(TestDynamoDb.raw()).table(table).partition("leases"));
    }

    private static String settings(Leases leases) {
        return String.valueOf(ReflectionTestUtils.getField(leases, "settings"));
    }

    private record AtStop(int phase, Runnable action) implements SmartLifecycle {
        @Override
        public void start() {}

        @Override
        public void stop() {
            action.run();
        }

        @Override
        public boolean isRunning() {
            return true;
        }

        @Override
        public int getPhase() {
            return phase;
        }
    }
}
