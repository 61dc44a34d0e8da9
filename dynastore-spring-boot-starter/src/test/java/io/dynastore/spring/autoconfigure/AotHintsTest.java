package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.reflection;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.idempotency.Idempotency;
import io.dynastore.jackson.JsonCodec;
import io.dynastore.lease.LeaseHandle;
import io.dynastore.spring.actuate.DynaStoreEndpoint;
import io.dynastore.spring.actuate.TableDescription;
import io.dynastore.spring.autoconfigure.actuate.DynaStoreEndpointAutoConfiguration;
import io.dynastore.spring.autoconfigure.idempotency.DynaStoreIdempotencyAutoConfiguration;
import io.dynastore.spring.autoconfigure.idempotency.IdempotencyProperties;
import io.dynastore.spring.autoconfigure.lease.DynaStoreLeasesAutoConfiguration;
import io.dynastore.spring.autoconfigure.lease.LeaseProperties;
import io.dynastore.spring.autoconfigure.watch.DynaStoreWatchAutoConfiguration;
import io.dynastore.spring.autoconfigure.watch.WatchProperties;
import io.dynastore.spring.idempotency.Idempotent;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.json.JsonMapper;

/** The hints about the starter that a native image gets from processing a whole application, Boot's own part included. */
class AotHintsTest {
    record Line(String article, int count) {}

    enum Priority {
        LOW,
        HIGH
    }

    record Order(List<Line> lines, Map<String, Priority> priorities) {}

    static class Person {
        private String name = "";

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }

    record Invoice(long total) {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        EmbeddedDynamoDbAutoConfiguration.class,
        DynaStoreClientAutoConfiguration.class,
        DynaStoreAutoConfiguration.class,
        DynaStoreIdempotencyAutoConfiguration.class,
        DynaStoreLeasesAutoConfiguration.class,
        DynaStoreWatchAutoConfiguration.class,
        EndpointAutoConfiguration.class,
        DynaStoreEndpointAutoConfiguration.class,
    })
    static class Application {
        @Bean
        Partition<List<Invoice>> invoices(DynaStore store) {
            return store.table("T")
                    .partition(
                            "invoices",
                            JsonCodec.of(new tools.jackson.core.type.TypeReference<>() {}, JsonMapper.shared()));
        }
    }

    /** The hints of the application as it is, with nothing configured. */
    private static final RuntimeHints HINTS = hints();

    private static RuntimeHints hints(String... properties) {
        return AotApplication.process(Application.class, properties).hints();
    }

    @Test
    void propertiesAreBound() {
        assertThat(List.of(
                        DynaStoreProperties.class,
                        DynaStoreProperties.HealthProperties.class,
                        EmbeddedProperties.class,
                        IdempotencyProperties.class,
                        LeaseProperties.class,
                        LeaseProperties.ShedLockProperties.class,
                        LeaseProperties.SpringIntegrationProperties.class,
                        PartitionProperties.class,
                        TableProperties.class,
                        TableProperties.GlobalIndexProperties.class,
                        TableProperties.LocalIndexProperties.class,
                        WatchProperties.class,
                        WatchProperties.GroupProperties.class))
                .allSatisfy(type -> assertThat(reflection().onConstructorInvocation(constructor(type)))
                        .accepts(HINTS));
    }

    @Test
    void theShortFormOfALocalIndexIsConverted() {
        assertThat(reflection().onMethodInvocation(TableProperties.LocalIndexProperties.class, "of"))
                .accepts(HINTS);
    }

    @Test
    void theValuesOfConfiguredPartitionsAreReadAndWrittenAsJson() {
        RuntimeHints hints = hints(
                "dynastore.partitions.orders.type=" + Order.class.getName(),
                "dynastore.partitions.people.type=" + Person.class.getName());

        assertThat(reflection().onConstructorInvocation(constructor(Order.class)))
                .accepts(hints);
        assertThat(reflection().onMethodInvocation(Order.class, "lines")).accepts(hints);
        assertThat(reflection().onConstructorInvocation(constructor(Line.class)))
                .accepts(hints);
        assertThat(reflection().onMethodInvocation(Line.class, "count")).accepts(hints);
        assertThat(reflection().onType(Priority.class)).accepts(hints);
        assertThat(reflection().onConstructorInvocation(constructor(Person.class)))
                .accepts(hints);
        assertThat(reflection().onMethodInvocation(Person.class, "getName")).accepts(hints);
        assertThat(reflection().onMethodInvocation(Person.class, "setName")).accepts(hints);
    }

    @Test
    void theValuesOfAnApplicationsOwnPartitionsAreReadAndWrittenAsJson() {
        assertThat(reflection().onConstructorInvocation(constructor(Invoice.class)))
                .accepts(HINTS);
        assertThat(reflection().onMethodInvocation(Invoice.class, "total")).accepts(HINTS);
    }

    @Test
    void ofValuesThatAreNotJsonNoMoreIsNeededThanTheirName() {
        RuntimeHints hints = hints(
                "dynastore.partitions.items.type=" + AttributeValue.class.getName(),
                "dynastore.partitions.blobs.type=byte[]",
                "dynastore.partitions.locks.consistent-reads=true");

        assertThat(reflection().onType(AttributeValue.class)).accepts(hints);
        assertThat(hints.reflection().getTypeHint(AttributeValue.class).getMemberCategories())
                .isEmpty();
        assertThat(hints.reflection().getTypeHint(AttributeValue.class).methods())
                .isEmpty();
    }

    @Test
    void aLeaseCanBeHandedOver() {
        assertThat(reflection().onJavaSerialization(LeaseHandle.class, true)).accepts(HINTS);
        assertThat(reflection().onJavaSerialization(Duration.class, true)).accepts(HINTS);
        assertThat(reflection().onJavaSerialization(TypeReference.of("java.time.Ser"), true))
                .accepts(HINTS);
        assertThat(reflection().onConstructorInvocation(constructor(LeaseHandle.class)))
                .accepts(HINTS);
        assertThat(reflection().onMethodInvocation(LeaseHandle.class, "token")).accepts(HINTS);
    }

    record Receipt(int number) {}

    record Refund(int number) {}

    record Charge(String id) {}

    record Settlement(int number) {}

    /** Uses idempotent operations in each way. */
    static class Payments {
        @Autowired
        @Nullable
        Idempotency<Refund> refunds;

        Payments(ObjectProvider<Idempotency<List<Receipt>>> receipts) {}

        @Idempotent(key = "#charge.id")
        public Settlement charge(Charge charge) {
            return new Settlement(1);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({Application.class, Payments.class})
    static class WithPayments {}

    @Test
    void theResultsAndArgumentsOfIdempotentOperationsAreReadAndWrittenAsJson() throws NoSuchMethodException {
        RuntimeHints hints = AotApplication.process(WithPayments.class).hints();

        for (Class<?> type : List.of(Receipt.class, Refund.class, Charge.class, Settlement.class)) {
            assertThat(reflection().onConstructorInvocation(constructor(type))).accepts(hints);
        }
        assertThat(reflection().onMethodInvocation(Charge.class, "id")).accepts(hints);
        assertThat(reflection().onType(Payments.class)).accepts(hints);
    }

    @Test
    void whatIsSwitchedOffNeedsNothing() {
        RuntimeHints leases = hints("dynastore.leases.enabled=false");
        assertThat(reflection().onType(LeaseHandle.class)).rejects(leases);

        RuntimeHints all =
                hints("dynastore.enabled=false", "dynastore.partitions.orders.type=" + Order.class.getName());
        assertThat(reflection().onType(Order.class)).rejects(all);
        assertThat(reflection().onMethodInvocation(TableProperties.LocalIndexProperties.class, "of"))
                .rejects(all);
    }

    @ParameterizedTest
    @ValueSource(classes = {FailureAnalyzer.class, ConnectionDetailsFactory.class})
    void whatSpringFindsInOurFactoriesIsMade(Class<?> factory) {
        List<? extends Class<?>> ours = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                        factory,
                        SpringFactoriesLoader.ArgumentResolver.of(Environment.class, new StandardEnvironment()),
                        (type, name, failure) -> assertThat(name).doesNotStartWith("io.dynastore"))
                .stream()
                .map(Object::getClass)
                .filter(type -> type.getName().startsWith("io.dynastore"))
                .toList();
        assertThat(ours)
                .isNotEmpty()
                .allSatisfy(type -> assertThat(reflection()
                                .onType(type)
                                .withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS))
                        .accepts(HINTS));
    }

    @Test
    void theEndpointIsCalledAndItsDescriptionsWrittenAsJson() {
        RuntimeHints hints = hints("management.endpoints.web.exposure.include=dynastore");
        assertThat(reflection().onMethodInvocation(DynaStoreEndpoint.class, "description"))
                .accepts(hints);
        assertThat(reflection().onMethodInvocation(DynaStoreEndpoint.LeaseDescription.class, "holder"))
                .accepts(hints);
        assertThat(reflection().onMethodInvocation(TableDescription.IndexDescription.class, "keys"))
                .accepts(hints);
    }

    private static Constructor<?> constructor(Class<?> type) {
        assertThat(type.getDeclaredConstructors()).hasSize(1);
        return type.getDeclaredConstructors()[0];
    }
}
