package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.lease.LeaseView;
import io.dynastore.lease.Leases;
import io.dynastore.spring.autoconfigure.lease.LeasesBuilderCustomizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

class BuilderCustomizerTest {
    private static final Instant NOW = Instant.parse("2100-01-31T09:00:00Z");

    private final String table = TestDynamoDb.uniqueTable();
    private final ApplicationContextRunner runner = StarterContext.onTable(table)
            .withPropertyValues("dynastore.partitions.notes.time-to-live=1h", "dynastore.leases.holder=configured")
            .withUserConfiguration(Customizers.class);

    @Configuration(proxyBeanMethods = false)
    static class Customizers {
        @Bean
        @Order(2)
        DynaStoreBuilderCustomizer lastClock() {
            return builder -> builder.clock(Clock.fixed(NOW, ZoneOffset.UTC));
        }

        @Bean
        @Order(1)
        DynaStoreBuilderCustomizer firstClock() {
            return builder -> builder.clock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        }

        @Bean
        @Order(2)
        LeasesBuilderCustomizer lastHolder() {
            return builder -> builder.holder("customized").duration(Duration.ofMinutes(2));
        }

        @Bean
        @Order(1)
        LeasesBuilderCustomizer firstHolder() {
            return builder -> builder.holder("first");
        }
    }

    @Test
    void theLastCustomizerOfTheStoreHasTheLastWord() {
        runner.run(context -> {
            @SuppressWarnings("unchecked")
            Partition<String> notes = context.getBean("notes", Partition.class);
            assertThat(notes.put("n-1", "note").expires()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        });
    }

    @Test
    void theLastCustomizerOfTheLeasesHasTheLastWordOverTheProperties() {
        runner.run(context -> {
            Leases leases = context.getBean(Leases.class);
            assertThat(leases.tryAcquire("report")).isPresent();
            assertThat(leases.view("report"))
                    .get()
                    .extracting(LeaseView::holder, LeaseView::duration)
                    .containsExactly("customized", Duration.ofMinutes(2));
        });
    }

    @Test
    void theApplicationsOwnAreNotTouched() {
        runner.withBean("own", DynaStore.class, () -> DynaStore.create(TestDynamoDb.client()))
                .run(context -> {
                    @SuppressWarnings("unchecked")
                    Partition<String> notes = context.getBean("notes", Partition.class);
                    assertThat(notes.put("n-1", "note").expires()).isBefore(NOW);
                });
    }
}
