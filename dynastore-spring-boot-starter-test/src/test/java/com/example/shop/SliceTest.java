package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.lease.Leases;
import io.dynastore.spring.test.DynaStoreTest;
import io.dynastore.spring.test.TestTime;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.stereotype.Repository;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;
import tools.jackson.databind.json.JsonMapper;

/** What is in the context of a slice. */
@DynaStoreTest
class SliceTest {
    @Autowired
    ApplicationContext context;

    @Autowired
    DynaStore store;

    @Autowired
    Partition<String> sessions;

    @Autowired
    Partition<Customer> customers;

    @Test
    void whatUsesDynastoreIsThere() {
        assertThat(context.getBean(Leases.class).partition().table().name()).isEqualTo("ShopTable");
        assertThat(context.getBeansOfType(Partition.class)).containsOnlyKeys("customers", "sessions");
        assertThat(context.getBeansOfType(JsonMapper.class)).hasSize(1);
        assertThat(context.getBean(TestTime.class).now()).isAfter(Instant.parse("2099-12-31T23:59:59Z"));
    }

    @Test
    void componentsAreNot() {
        assertThat(context.getBeansOfType(CustomerRepository.class)).isEmpty();
        assertThat(context.getBeansOfType(Greeter.class)).isEmpty();
        assertThat(context.getBeansWithAnnotation(ConfigurationPropertiesBinding.class))
                .isEmpty();
    }

    @Test
    void tablesAreThoseOfTheConfigurationWhateverTheApplicationInitializes() {
        assertThat(store.client().listTables().tableNames()).contains("ShopTable");
        assertThat(store.client()
                        .describeTable(with -> with.tableName("ShopTable"))
                        .table()
                        .localSecondaryIndexes())
                .extracting(LocalSecondaryIndexDescription::indexName)
                .containsExactly("idx_created");
    }

    @Test
    void theApplicationsEndpointIsNotAsked() {
        assertThat(store.client().serviceClientConfiguration().endpointOverride())
                .hasValueSatisfying(endpoint -> assertThat(endpoint.getHost()).isEqualTo("dynamodb.embedded.invalid"));
        assertThat(sessions.put("s-1", "ada").expires())
                .isEqualTo(context.getBean(TestTime.class).now().plusSeconds(1_800));
    }

    @Nested
    @DynaStoreTest(properties = "dynastore.table.name=OtherTable", includeFilters = @Filter(Repository.class))
    class WithRepositories {
        @Test
        void filtersAndPropertiesApply(@Autowired ApplicationContext other) {
            assertThat(other.getBeansOfType(CustomerRepository.class)).hasSize(1);
            assertThat(other.getBeansOfType(Greeter.class)).isEmpty();
            assertThat(other.getBean(DynaStore.class).client().listTables().tableNames())
                    .containsExactly("OtherTable");
        }
    }
}
