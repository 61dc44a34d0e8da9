package io.dynastore.spring.autoconfigure;

import static io.dynastore.spring.autoconfigure.ClientResolutionTest.regionOf;
import static io.dynastore.spring.autoconfigure.ClientResolutionTest.storesClient;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Partition;
import io.dynastore.spring.DynaStoreClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The examples of docs/connections.md; a test of the core compares them. */
class ConnectionsExampleTest {
    private static final Instant NEW_YEAR = Instant.parse("2100-01-01T00:00:00Z");

    @Configuration(proxyBeanMethods = false)
    static class Client {
        // tag::client[]
        @Bean(defaultCandidate = false) // for dynastore alone
        @DynaStoreClient
        DynamoDbClient clientForDynaStore() {
            return DynamoDbClient.builder().region(Region.EU_WEST_1).build();
        }
        // end::client[]
    }

    @Test
    void theMarkedClientIsUsed() {
        StarterContext.bare().withUserConfiguration(Client.class).run(context -> {
            assertThat(storesClient(context)).isSameAs(context.getBean("clientForDynaStore"));
            assertThat(regionOf(storesClient(context))).isEqualTo(Region.EU_WEST_1);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Timeouts {
        // tag::timeouts[]
        @Bean
        DynaStoreClientBuilderCustomizer timeouts() {
            return builder -> builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                    .apiCallTimeout(Duration.ofSeconds(2))
                    .build());
        }
        // end::timeouts[]
    }

    @Test
    void theCustomizerIsApplied() {
        StarterContext.bare()
                .withPropertyValues("dynastore.endpoint=" + TestDynamoDb.endpoint())
                .withUserConfiguration(Timeouts.class)
                .run(context -> assertThat(storesClient(context)
                                .serviceClientConfiguration()
                                .overrideConfiguration()
                                .apiCallTimeout())
                        .contains(Duration.ofSeconds(2)));
    }

    @Configuration(proxyBeanMethods = false)
    static class Time {
        @Bean
        Clock newYear() {
            return Clock.fixed(NEW_YEAR, ZoneOffset.UTC);
        }

        // tag::clock[]
        @Bean
        DynaStoreBuilderCustomizer clock(Clock clock) {
            return builder -> builder.clock(clock);
        }
        // end::clock[]
    }

    @Configuration(proxyBeanMethods = false)
    static class DatabaseTime {
        // tag::databaseClock[]
        @Bean
        EmbeddedDynamoDbBuilderCustomizer clockOfTheDatabase(Clock clock) {
            return builder -> builder.clock(clock);
        }
        // end::databaseClock[]
    }

    @Test
    void theDatabasesClockIsTheApplications() {
        StarterContext.bare()
                .withPropertyValues("dynastore.table.name=Tee")
                .withUserConfiguration(Time.class, DatabaseTime.class)
                .run(context -> assertThat(storesClient(context)
                                .describeTable(with -> with.tableName("Tee"))
                                .table()
                                .creationDateTime())
                        .isEqualTo(NEW_YEAR));
    }

    @Test
    void theClockIsTheApplications() {
        StarterContext.onTable(TestDynamoDb.uniqueTable())
                .withPropertyValues("dynastore.partitions.notes.time-to-live=1h")
                .withUserConfiguration(Time.class)
                .run(context -> {
                    @SuppressWarnings("unchecked")
                    Partition<String> notes = context.getBean("notes", Partition.class);
                    assertThat(notes.put("n-1", "note").expires()).isEqualTo(NEW_YEAR.plus(Duration.ofHours(1)));
                });
    }
}
