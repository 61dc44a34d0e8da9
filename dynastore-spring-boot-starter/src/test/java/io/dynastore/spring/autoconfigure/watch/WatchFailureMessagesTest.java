package io.dynastore.spring.autoconfigure.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.spring.autoconfigure.StarterContext;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import io.dynastore.spring.watch.EntryChangedEvent;
import io.dynastore.spring.watch.FakeFeed;
import io.dynastore.spring.watch.OnChange;
import io.dynastore.watch.Change;
import io.dynastore.watch.ChangeFeed;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.EventListener;

/** What is said if change feeds cannot start. */
class WatchFailureMessagesTest {
    private final String table = TestDynamoDb.uniqueTable();
    private final ApplicationContextRunner runner = StarterContext.onTable(table)
            .withConfiguration(AutoConfigurations.of(DynaStoreWatchAutoConfiguration.class))
            .withPropertyValues(
                    "dynastore.table.stream=true",
                    "dynastore.partitions.customers.type=java.lang.Integer",
                    "dynastore.partitions.notes.name=the notes");

    static class Customers {
        @OnChange(partition = "customers", group = "search-index")
        void index(Change<Integer> change) {}
    }

    static class Mistyped {
        @OnChange(partition = "costumers", group = "g")
        void index(Change<Integer> change) {}
    }

    static class OtherType {
        @OnChange(partition = "customers", group = "g")
        void index(Change<String> change) {}
    }

    static class TwoParameters {
        @OnChange(partition = "customers", group = "g")
        void index(Change<Integer> change, String more) {}
    }

    static class Later {
        @OnChange(partition = "customers", group = "g")
        CompletableFuture<Void> index(Change<Integer> change) {
            return CompletableFuture.completedFuture(null);
        }
    }

    static class TwoTables {
        @OnChange(partition = "customers", group = "g")
        void index(Change<Integer> change) {}

        @OnChange(partition = "notes", group = "g")
        void note(Change<String> change) {}
    }

    static class OfTheLeases {
        @OnChange(partition = "locks", group = "g")
        void index(Change<String> change) {}
    }

    static class WithoutName {
        @OnChange(partition = "customers", group = " ")
        void index(Change<Integer> change) {}
    }

    @Scope("request")
    static class OfARequest extends Customers {}

    @Scope("request")
    static class ListenerOfARequest {
        @EventListener
        void changed(EntryChangedEvent<Integer> event) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class OfTheNameOfAGroup {
        @Bean("search-index")
        ChangeFeed own() {
            return FakeFeed.with();
        }

        @Bean
        Customers customersIndex() {
            return new Customers();
        }
    }

    private void assertRefused(Class<?> bean, String[] properties, String... parts) {
        assertThat(failure(bean, properties)).contains(Arrays.asList(parts));
    }

    /** Returns what is said at the start; null if it succeeds. */
    private @Nullable String failure(Class<?> bean, String[] properties) {
        AtomicReference<@Nullable String> said = new AtomicReference<>();
        runner.withUserConfiguration(bean).withPropertyValues(properties).run(context -> {
            Throwable failure = context.getStartupFailure();
            while (failure != null && !(failure instanceof FailureAnalyzedException)) {
                failure = failure.getCause();
            }
            assertThat(failure != null)
                    .as("%s", context.getStartupFailure())
                    .isEqualTo(context.getStartupFailure() != null);
            if (failure != null) {
                var analysis = ((FailureAnalyzedException) failure).analysis();
                said.set(analysis.getDescription() + "\n" + analysis.getAction());
            }
        });
        return said.get();
    }

    private static String[] with(String... properties) {
        return properties;
    }

    @Test
    void methodsThatCannotHandleChangesAreRefused() {
        assertRefused(
                Mistyped.class,
                with(),
                "The method " + Mistyped.class.getName()
                        + ".index of the bean 'watchFailureMessagesTest.Mistyped' handles the changes of the partition"
                        + " 'costumers', which does not exist. Did you mean 'customers'?",
                "Name one of the partitions [customers, notes]");
        assertRefused(
                OtherType.class,
                with(),
                "takes a io.dynastore.watch.Change<java.lang.String>, but the partition 'customers' has values of type"
                        + " java.lang.Integer.",
                "Declare the parameter as Change<Integer>");
        assertRefused(
                TwoParameters.class,
                with(),
                "is annotated with @OnChange, but its parameter must be the change alone.");
        assertRefused(Later.class, with(), "it returns a CompletableFuture", "Return nothing, after the work is done.");
        assertRefused(WithoutName.class, with(), "it is empty", "WithoutName.index");
    }

    @Test
    void beansThatDoNotExistOnTheThreadsOfFeedsAreRefused() {
        assertRefused(
                OfARequest.class, with(), "OfARequest.index", "the scope 'request'", "Move the method to a singleton.");
        assertRefused(
                ListenerOfARequest.class,
                with("dynastore.partitions.customers.event-group=g"),
                "The method " + ListenerOfARequest.class.getName() + ".changed of the bean",
                "listens to changes of entries, but its bean has the scope 'request'",
                "Move the method to a singleton.");
        assertThat(failure(ListenerOfARequest.class, with()))
                .as("without events")
                .isNull();
    }

    @Test
    void aFeedOfTheNameOfAGroupIsRefused() {
        assertRefused(
                OfTheNameOfAGroup.class,
                with(),
                "Two change feeds are called 'search-index': the bean of the type 'ChangeFeed', and the group of the method "
                        + Customers.class.getName() + ".index of the bean 'customersIndex'.",
                "Rename the bean.");
    }

    @Test
    void groupsThatCannotBeOneAreRefused() {
        assertRefused(
                Customers.class,
                with("dynastore.partitions.customers.event-group=search-index"),
                "Two handlers of the group 'search-index' get the changes of the partition 'customers': the property"
                        + " 'dynastore.partitions.customers.event-group' and the method "
                        + Customers.class.getName() + ".index of the bean 'watchFailureMessagesTest.Customers'.",
                "give each a group of its own");
        assertRefused(
                TwoTables.class,
                with("dynastore.partitions.notes.table=" + TestDynamoDb.uniqueTable()),
                "The group 'g' has handlers of two tables",
                "Use a group for each table.");
        assertRefused(
                OfTheLeases.class,
                with("dynastore.partitions.locks.name=locks", "dynastore.leases.partition=locks"),
                "The change feed of the group 'g' is invalid",
                "is that of the feed's leases");
    }

    @Test
    void settingsThatCannotBeMeantAreRefused() {
        assertRefused(
                Customers.class,
                with("dynastore.watch.groups.serch-index.from=list"),
                "'dynastore.watch.groups' has properties of the group 'serch-index', which has no handler. Did you mean"
                        + " 'search-index'?");
        assertRefused(
                Customers.class,
                with("dynastore.watch.groups.search-index.poll-interval=2h"),
                "'dynastore.watch.groups.search-index.poll-interval' is invalid: The poll interval of a change feed",
                "to a duration such as 2s");
        assertRefused(
                Customers.class,
                with("dynastore.watch.groups.search-index.max-attempts=0"),
                "'dynastore.watch.groups.search-index.max-attempts' is invalid: it must be positive, but is 0.");
        runner.withBean(Customers.class)
                .withPropertyValues("dynastore.watch.groups.of-other-instances.from=list")
                .run(context -> assertThat(context).hasNotFailed());
    }

    /** As from an environment variable, which has no dash. */
    @Test
    void propertiesOfAGroupMayBeSpelledWithoutPunctuation() {
        assertRefused(
                Customers.class,
                with("dynastore.watch.groups.searchindex.max-attempts=0"),
                "'dynastore.watch.groups.search-index.max-attempts' is invalid: it must be positive, but is 0.");
    }

    @Test
    void whatAFeedNeedsIsNamed() {
        assertRefused(
                Customers.class,
                with("dynastore.leases.enabled=false"),
                "The change feed of the group 'search-index', with the method",
                "needs leases, but dynastore's leases are disabled.",
                "Remove 'dynastore.leases.enabled=false'");
        assertRefused(
                Customers.class,
                with("dynastore.table.stream=false", "dynastore.table.name=" + TestDynamoDb.uniqueTable()),
                "cannot read the table",
                "its stream is not enabled",
                "Set 'dynastore.table.stream: true'");
        assertRefused(
                Customers.class,
                with(
                        "dynastore.tables.crm.name=" + TestDynamoDb.uniqueTable(),
                        "dynastore.partitions.customers.table=crm"),
                "Set 'dynastore.tables.crm.stream: true'");
    }
}
