package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Partition;
import io.dynastore.spring.NamedPartition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PartitionBeansTest {
    record Customer(String name) {}

    record Invoice(int total) {}

    private final ApplicationContextRunner runner = StarterContext.bare()
            .withPropertyValues(
                    "dynastore.endpoint=http://127.0.0.1:1",
                    "dynastore.table.name=T",
                    "dynastore.partitions.customers.type=" + Customer.class.getName(),
                    "dynastore.partitions.invoices.type=" + Invoice.class.getName(),
                    "dynastore.partitions.blobs.type=byte[]",
                    "dynastore.partitions.items.type=" + AttributeValue.class.getName(),
                    "dynastore.partitions.locks.consistent-reads=true",
                    "dynastore.partitions.dead-letters.time-to-live=1d");

    record ByType(
            Partition<Customer> a,
            Partition<Invoice> b,
            Partition<byte[]> c,
            Partition<AttributeValue> d,
            List<Partition<String>> strings,
            List<Partition<?>> all) {}

    @Test
    void areInjectedByTheTypeOfTheirValues() {
        runner.withBean(ByType.class).run(context -> {
            ByType beans = context.getBean(ByType.class);
            assertThat(beans.a().name()).isEqualTo("customers");
            assertThat(beans.b().name()).isEqualTo("invoices");
            assertThat(beans.c().name()).isEqualTo("blobs");
            assertThat(beans.d().name()).isEqualTo("items");
            assertThat(beans.strings()).extracting(Partition::name).containsExactlyInAnyOrder("locks", "dead-letters");
            assertThat(beans.all()).hasSize(6);
        });
    }

    record ByAnnotation(
            @NamedPartition("dead-letters") Partition<String> x,
            @NamedPartition("locks") Partition<String> y,
            @NamedPartition("customers") Partition<Customer> z) {}

    @Test
    void areInjectedByTheAnnotation() {
        runner.withBean(ByAnnotation.class).run(context -> {
            ByAnnotation beans = context.getBean(ByAnnotation.class);
            assertThat(beans.x().name()).isEqualTo("dead-letters");
            assertThat(beans.y().name()).isEqualTo("locks");
            assertThat(beans.z().name()).isEqualTo("customers");
        });
    }

    static final class ByFieldAnnotation {
        @Autowired
        @NamedPartition("dead-letters")
        Partition<String> x;
    }

    @Test
    void areInjectedIntoAnnotatedFields() {
        runner.withBean(ByFieldAnnotation.class)
                .run(context -> assertThat(
                                context.getBean(ByFieldAnnotation.class).x.name())
                        .isEqualTo("dead-letters"));
    }

    record ByQualifier(@Qualifier("locks") Partition<String> x) {}

    @Test
    void areInjectedBySpringsOwnQualifier() {
        runner.withBean(ByQualifier.class)
                .run(context -> assertThat(
                                context.getBean(ByQualifier.class).x().name())
                        .isEqualTo("locks"));
    }

    record ByParameterName(Partition<String> locks) {}

    @Test
    void ofSeveralOfOneTypeTheParametersNameDecides() {
        runner.withBean(ByParameterName.class)
                .run(context -> assertThat(
                                context.getBean(ByParameterName.class).locks().name())
                        .isEqualTo("locks"));
    }

    @Test
    void areBeansOfTheirConfiguredName() {
        runner.run(context -> {
            assertThat(context.getBeanNamesForType(Partition.class))
                    .containsExactlyInAnyOrder("customers", "invoices", "blobs", "items", "locks", "dead-letters");
            assertThat(context.getBean("dead-letters", Partition.class).name()).isEqualTo("dead-letters");
        });
    }

    record MissingName(@NamedPartition("custmers") Partition<Customer> x) {}

    @Test
    void theAnnotationIsNotSatisfiedByTheOnlyOneOfTheType() {
        runner.withBean(MissingName.class)
                .run(context -> assertThat(context).getFailure().hasMessageContaining("custmers"));
    }

    @Test
    void anApplicationMayHaveNone() {
        StarterContext.bare()
                .withPropertyValues("dynastore.endpoint=http://127.0.0.1:1")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Partition.class));
    }
}
