package io.dynastore.spring.autoconfigure.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.dynastore.Partition;
import io.dynastore.lease.Lease;
import io.dynastore.lease.LeaseEnd;
import io.dynastore.lease.LeaseListener;
import io.dynastore.lease.Leases;
import io.dynastore.spring.DynaStoreClient;
import io.dynastore.spring.autoconfigure.StarterContext;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import io.dynastore.spring.autoconfigure.health.DynaStoreFeedHealthAutoConfiguration;
import io.dynastore.spring.autoconfigure.metrics.DynaStoreMetricsAutoConfiguration;
import io.dynastore.spring.watch.ChangeFeedCustomizer;
import io.dynastore.spring.watch.ChangeFeeds;
import io.dynastore.spring.watch.EntryChangedEvent;
import io.dynastore.spring.watch.FakeFeed;
import io.dynastore.spring.watch.OnChange;
import io.dynastore.watch.Change;
import io.dynastore.watch.ChangeFeed;
import io.dynastore.watch.ChangeFeedBuilder;
import io.dynastore.watch.ChangeType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** What an application gets of change feeds by annotations and configuration. */
class DynaStoreWatchAutoConfigurationTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String table = TestDynamoDb.uniqueTable();
    private final ApplicationContextRunner runner = StarterContext.onTable(table)
            .withConfiguration(AutoConfigurations.of(
                    DynaStoreWatchAutoConfiguration.class,
                    DynaStoreFeedHealthAutoConfiguration.class,
                    DynaStoreMetricsAutoConfiguration.class,
                    HealthContributorRegistryAutoConfiguration.class))
            .withPropertyValues(
                    "dynastore.table.stream=true",
                    "dynastore.partitions.customers.type=" + Customer.class.getName(),
                    "dynastore.partitions.notes.name=the notes",
                    "dynastore.leases.clock-skew=0s");

    record Customer(String name) {}

    static class Index {
        final List<Change<Customer>> customers = new CopyOnWriteArrayList<>();
        final List<Change<?>> notes = new CopyOnWriteArrayList<>();

        // tag::onChange[]
        @OnChange(partition = "customers", group = "index")
        void customer(Change<Customer> change) {
            customers.add(change);
        }
        // end::onChange[]

        @OnChange(partition = "notes", group = "${index.group:index}")
        void note(Change<?> change) {
            notes.add(change);
        }
    }

    static class Listeners {
        final List<EntryChangedEvent<Customer>> customers = new CopyOnWriteArrayList<>();
        final List<EntryChangedEvent<String>> notes = new CopyOnWriteArrayList<>();
        final AtomicInteger failures = new AtomicInteger(1);

        // tag::entryChanged[]
        @EventListener
        void customer(EntryChangedEvent<Customer> event) {
            customers.add(event);
        }
        // end::entryChanged[]

        @EventListener
        void note(EntryChangedEvent<String> event) throws Exception {
            if (failures.getAndDecrement() > 0) {
                throw new Exception("not yet");
            }
            notes.add(event);
        }
    }

    @SuppressWarnings("unchecked")
    private static void write(ApplicationContext context) {
        ((Partition<Customer>) context.getBean("customers", Partition.class)).put("c-1", new Customer("Ada"));
        ((Partition<String>) context.getBean("notes", Partition.class)).put("n-1", "note");
    }

    private static ChangeFeed feed(ApplicationContext context, String name) {
        return context.getBean(ChangeFeeds.class).feeds().get(name);
    }

    private static void catchUp(ApplicationContext context, String name) throws InterruptedException {
        assertThat(feed(context, name).catchUp(PATIENCE)).isTrue();
    }

    private static Health health(ApplicationContext context) {
        return ((HealthIndicator)
                        context.getBean(HealthContributorRegistry.class).getContributor("dynastoreFeeds"))
                .health();
    }

    @Test
    void methodsAndListenersGetTheChangesOfTheirPartitions() {
        runner.withBean(Index.class)
                .withBean(Listeners.class)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues(
                        "dynastore.partitions.customers.event-group=events",
                        "dynastore.partitions.notes.event-group=events",
                        "dynastore.health.feed-stalled-after=7m")
                .run(context -> {
                    assertThat(context.getBean(ChangeFeeds.class).feeds()).containsOnlyKeys("index", "events");
                    write(context);
                    catchUp(context, "index");
                    catchUp(context, "events");

                    Index index = context.getBean(Index.class);
                    assertThat(index.customers).singleElement().satisfies(change -> {
                        assertThat(change.type()).isEqualTo(ChangeType.CREATED);
                        assertThat(change.entry().value()).isEqualTo(new Customer("Ada"));
                    });
                    assertThat(index.notes).extracting(Change::key).containsExactly("n-1");
                    Listeners listeners = context.getBean(Listeners.class);
                    assertThat(listeners.customers)
                            .extracting(event -> event.change().entry().value())
                            .containsExactly(new Customer("Ada"));
                    assertThat(listeners.notes)
                            .extracting(event -> event.change().entry().value())
                            .containsExactly("note");

                    assertThat(health(context).getStatus()).isEqualTo(Status.UP);
                    assertThat(health(context).getDetails()).containsOnlyKeys("index", "events");
                    assertThat(context.getBean(HealthContributorRegistry.class).getContributor("dynastoreFeeds"))
                            .extracting("stalledAfter")
                            .isEqualTo(Duration.ofMinutes(7));
                    MeterRegistry meters = context.getBean(MeterRegistry.class);
                    assertThat(meters.get("dynastore.feed.changes")
                                    .tags("dynastore.feed.group", "index")
                                    .tags("dynastore.partition", "the notes", "dynastore.change.type", "created")
                                    .timer()
                                    .count())
                            .isEqualTo(1);
                    assertThat(meters.get("dynastore.feed.failures")
                                    .tags("dynastore.feed.group", "events")
                                    .tags("dynastore.partition", "the notes", "dynastore.feed.decision", "retry")
                                    .counter()
                                    .count())
                            .isEqualTo(1);
                    assertThat(meters.get("dynastore.feed.lag").gauges())
                            .hasSize(2)
                            .allSatisfy(gauge -> assertThat(gauge.value()).isZero());
                });
    }

    static class Failing {
        final AtomicInteger attempts = new AtomicInteger();

        @OnChange(partition = "customers", group = "failing")
        void fail(Change<Customer> change) {
            attempts.incrementAndGet();
            throw new IllegalStateException("secret");
        }
    }

    @Test
    void aChangeThatCannotBeHandledIsSkippedAfterSomeAttempts() {
        runner.withBean(Failing.class)
                .withPropertyValues(
                        "dynastore.watch.groups.failing.on-failure=skip",
                        "dynastore.watch.groups.failing.max-attempts=2")
                .run(context -> {
                    write(context);
                    catchUp(context, "failing");
                    assertThat(context.getBean(Failing.class).attempts).hasValue(2);
                    assertThat(health(context).getStatus()).isEqualTo(Status.UP);
                });
    }

    @Test
    void aFeedThatHasStoppedIsDownAndStartsAgainWithTheContext() {
        runner.withBean(Failing.class)
                .withPropertyValues(
                        "dynastore.watch.groups.failing.on-failure=stop",
                        "dynastore.watch.groups.failing.max-attempts=1")
                .run(context -> {
                    ChangeFeed first = feed(context, "failing");
                    write(context);
                    assertThat(first.catchUp(PATIENCE)).isFalse();
                    assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
                    assertThat(health(context).getDetails().get("failing"))
                            .asString()
                            .contains("running=false", "error=java.lang.IllegalStateException")
                            .doesNotContain("secret");

                    await().until(() -> first.shards().isEmpty());
                    context.getSourceApplicationContext().stop();
                    assertThat(context.getBean(ChangeFeeds.class).feeds()).isEmpty();
                    context.getSourceApplicationContext().start();
                    assertThat(feed(context, "failing")).isNotSameAs(first);
                    assertThat(feed(context, "failing").catchUp(PATIENCE)).isFalse();
                    assertThat(context.getBean(Failing.class).attempts).hasValue(2);
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnFeed {
        final List<String> keys = new CopyOnWriteArrayList<>();

        @Bean
        ChangeFeed own(Leases leases, Partition<Customer> customers, @DynaStoreClient DynamoDbStreamsClient streams) {
            return ChangeFeed.builder(customers.table(), streams)
                    .group("own-group", leases)
                    .on(customers, change -> keys.add(change.key()))
                    .start();
        }
    }

    @Test
    void feedsAreClosedBeforeTheLeases() {
        List<LeaseEnd.Reason> ends = new CopyOnWriteArrayList<>();
        ApplicationContextRunner both = runner.withUserConfiguration(OwnFeed.class, Index.class)
                .withBean(LeaseListener.class, () -> new LeaseListener() {
                    @Override
                    public void ended(Lease lease, LeaseEnd end) {
                        ends.add(end.reason());
                    }
                });
        List<ChangeFeed> closed = new CopyOnWriteArrayList<>();
        both.run(context -> {
            write(context);
            catchUp(context, "own");
            catchUp(context, "index");
            assertThat(context.getBean(OwnFeed.class).keys).containsExactly("c-1");
            assertThat(health(context).getDetails()).containsOnlyKeys("own", "index");
            closed.addAll(context.getBean(ChangeFeeds.class).feeds().values());
        });
        assertThat(closed).hasSize(2).noneMatch(ChangeFeed::isRunning);
        // The feeds have released the leases themselves, and go on behind what they had handled.
        assertThat(ends).isNotEmpty().containsOnly(LeaseEnd.Reason.RELEASED);
        both.run(context -> {
            catchUp(context, "own");
            catchUp(context, "index");
            assertThat(context.getBean(OwnFeed.class).keys).isEmpty();
            assertThat(context.getBean(Index.class).customers).isEmpty();
        });
    }

    /** A bean of the application that starts and stops late. */
    record Neighbour(ApplicationContext context, List<String> seen) implements SmartLifecycle {
        @Override
        public void start() {
            seen.add("started beside "
                    + context.getBean(ChangeFeeds.class).feeds().keySet());
        }

        @Override
        public void stop() {
            seen.add("stopped beside "
                    + context.getBean(ChangeFeeds.class).feeds().keySet());
        }

        @Override
        public boolean isRunning() {
            return seen.size() % 2 == 1;
        }

        @Override
        public int getPhase() {
            return DEFAULT_PHASE - 1;
        }
    }

    /** Notes what it customizes, and may fail. */
    record Customizer(int getOrder, List<String> calls, AtomicReference<ChangeFeed> failed)
            implements ChangeFeedCustomizer, Ordered {
        @Override
        public void customize(String group, ChangeFeedBuilder builder) {
            calls.add(getOrder + " customizes " + group);
        }

        @Override
        public void started(String group, ChangeFeed feed) {
            calls.add(getOrder + " started " + group);
            if (failed.compareAndSet(null, feed)) {
                throw new IllegalStateException("not now");
            }
        }
    }

    @Test
    void feedsAreCustomizedAndRunWhileOtherBeansDo() {
        List<String> seen = new CopyOnWriteArrayList<>();
        List<String> calls = new CopyOnWriteArrayList<>();
        AtomicReference<ChangeFeed> failed = new AtomicReference<>(FakeFeed.with());
        runner.withBean(Index.class)
                .withBean("second", Customizer.class, () -> new Customizer(2, calls, failed))
                .withBean("first", Customizer.class, () -> new Customizer(1, calls, failed))
                .withInitializer(context -> ((GenericApplicationContext) context)
                        .registerBean(Neighbour.class, () -> new Neighbour(context, seen)))
                .run(context -> {
                    ConfigurableApplicationContext application = context.getSourceApplicationContext();
                    assertThat(calls)
                            .containsExactly(
                                    "1 customizes index", "2 customizes index", "1 started index", "2 started index");
                    application.stop();
                    assertThat(seen).containsExactly("started beside []", "stopped beside []");
                    assertThat(context.getBean(ConfiguredFeeds.class).isRunning())
                            .isFalse();

                    failed.set(null);
                    assertThatExceptionOfType(ApplicationContextException.class).isThrownBy(application::start);
                    assertThat(failed.get().isRunning()).isFalse();
                    assertThat(context.getBean(ChangeFeeds.class).feeds()).isEmpty();
                    assertThat(context.getBean(ConfiguredFeeds.class).isRunning())
                            .isFalse();

                    application.start();
                    assertThat(feed(context, "index").isRunning()).isTrue();
                });
    }

    @Test
    void inALazyApplicationFeedsRun() {
        runner.withBean(Index.class)
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withPropertyValues("management.health.dynastore-feeds.enabled=false")
                .run(context -> {
                    write(context);
                    assertThat(context.getBeanFactory().containsSingleton("index"))
                            .isFalse();
                    catchUp(context, "index");
                    assertThat(context.getBean(Index.class).customers).hasSize(1);
                    assertThat(context.getBean(HealthContributorRegistry.class).getContributor("dynastoreFeeds"))
                            .isNull();
                });
    }

    @Test
    void withoutHandlersNothingIsMade() {
        runner.run(context -> {
            assertThat(context.getBean(ChangeFeeds.class).isEmpty()).isTrue();
            for (String lazy : List.of("dynaStoreLeases", "dynaStoreStreamsClient")) {
                assertThat(context.getBeanFactory().containsBeanDefinition(lazy))
                        .isTrue();
                assertThat(context.getBeanFactory().containsSingleton(lazy)).isFalse();
            }
            assertThat(context.getBean(HealthContributorRegistry.class).getContributor("dynastoreFeeds"))
                    .isNull();
        });
        runner.withBean(Index.class)
                .withPropertyValues("dynastore.watch.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ChangeFeeds.class));
    }
}
