package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class TableDefinitionTest {
    private static final TableDefinition CRM = TableDefinition.of("crm");

    @Test
    void aTableHasTheKeysOfTheGoLibraryAndIsPaidOnDemand() {
        assertThat(CRM.name()).isEqualTo("crm");
        assertThat(CRM.partitionKey()).isEqualTo("id");
        assertThat(CRM.sortKey()).isEqualTo("name");
        assertThat(CRM.indexes()).isEmpty();
        assertThat(CRM.throughput()).isNull();
        assertThat(CRM.hasStream()).isFalse();
    }

    @Test
    void eachMethodReturnsANewDefinitionAndKeepsTheRest() {
        Index index = Index.local("idx", "created");
        TableDefinition all =
                CRM.stream().index(index).provisioned(2, 3).keys("pk", "sk").index(Index.global("two", "user"));
        assertThat(CRM.indexes()).isEmpty();
        assertThat(CRM.hasStream()).isFalse();
        assertThat(all.hasStream()).isTrue();
        assertThat(all.stream().indexes()).isEqualTo(all.indexes());
        assertThat(all.stream().throughput()).isEqualTo(all.throughput());
        assertThat(all.indexes()).containsExactly(index, Index.global("two", "user"));
        assertThat(all.partitionKey()).isEqualTo("pk");
        assertThat(all.sortKey()).isEqualTo("sk");
        assertThat(all.throughput().readCapacityUnits()).isEqualTo(2);
        assertThat(all.throughput().writeCapacityUnits()).isEqualTo(3);
    }

    @Test
    void theTypesOfAllKeysAreKnown() {
        TableDefinition table = CRM.index(Index.local("a", "score").withSortKeyType(ScalarAttributeType.N))
                .index(Index.global("b", "name", "hash").withSortKeyType(ScalarAttributeType.B));
        assertThat(table.attributeTypes())
                .isEqualTo(Map.of(
                        "id", ScalarAttributeType.S,
                        "name", ScalarAttributeType.S,
                        "score", ScalarAttributeType.N,
                        "hash", ScalarAttributeType.B));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void anEmptyNameIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> TableDefinition.of(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "version", "payload", "expires", "writeId", "fence"})
    void aKeyThatIsEmptyOrReservedIsRefused(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CRM.keys(key, "name"))
                .withMessageContaining("'crm'")
                .withMessageContaining("'" + key + "'")
                .withMessageContaining("[expires, fence, payload, version, writeId]");
        assertThatIllegalArgumentException().isThrownBy(() -> CRM.keys("id", key));
    }

    @Test
    void oneAttributeCannotBeBothKeys() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CRM.keys("id", "id"))
                .withMessageContaining("'id'");
    }

    @Test
    void twoIndexesOfOneNameAreRefused() {
        TableDefinition one = CRM.index(Index.local("idx", "created"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.index(Index.global("idx", "user")))
                .withMessage("Table 'crm' has two indexes 'idx'.");
    }

    @Test
    void oneAttributeOfTwoTypesIsRefused() {
        TableDefinition one = CRM.index(Index.local("idx", "created"));
        Index number = Index.global("idx2", "created").withPartitionKeyType(ScalarAttributeType.N);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.index(number))
                .withMessageContaining("'idx2'")
                .withMessageContaining("'created' as N")
                .withMessageContaining("another key declares it as S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CRM.index(Index.local("idx", "name").withSortKeyType(ScalarAttributeType.N)));
        TableDefinition byScore = CRM.index(Index.local("idx", "score").withSortKeyType(ScalarAttributeType.N));
        assertThatIllegalArgumentException().isThrownBy(() -> byScore.keys("id", "score"));
    }

    @Test
    void capacityBelowOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CRM.provisioned(0, 5))
                .withMessageContaining("'crm'")
                .withMessageContaining("0 for reads and 5 for writes");
        assertThatIllegalArgumentException().isThrownBy(() -> CRM.provisioned(5, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> CRM.provisioned(-1, -1));
    }
}
