package io.dynastore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.dynastore.benchmarks.CostTable.Figures;
import io.dynastore.benchmarks.CostTable.Row;
import io.dynastore.benchmarks.Table.Goal;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class CostReportsTest {
    @Test
    void theCostsOfEntriesAreTheSameOnEveryMachine() throws Exception {
        CostTable table = EntryCosts.table();

        Map<String, List<Figures>> rows = table.rows().stream().collect(Collectors.toMap(Row::title, Row::figures));
        assertThat(rows).hasSize(16);
        assertThat(rows.get("create").get(0)).isEqualTo(new Figures("1 PutItem", 1, 0, 1, false));
        assertThat(rows.get("list of 100")).extracting(Figures::readUnits).containsExactly(7.5, 7.0, 7.0, 14.0);
        assertThat(rows.get("modify, 3 rival writes"))
                .extracting(Figures::text, Figures::readUnits, Figures::writeUnits)
                .containsExactly(
                        tuple("1 GetItem, 4 UpdateItem (3 refused)", 1.0, 4.0),
                        tuple("4 GetItem, 4 UpdateItem (3 refused)", 2.0, 4.0),
                        tuple("4 GetItem, 4 UpdateItem (3 refused)", 2.0, 4.0),
                        tuple("4 GetItem, 4 UpdateItem (3 refused)", 4.0, 4.0));
        assertThat(rows.get("transaction of 2: create both"))
                .extracting(Figures::isOffered)
                .containsExactly(true, true, false, false);
        assertThat(EntryCosts.goals(table))
                .hasSize(4 + 2 * 7)
                .extracting(Goal::isMet)
                .filteredOn(isMet -> !isMet)
                .hasSize(3);
    }

    @Test
    void everyLeaseIsAcquiredRenewedAndReleased() throws InterruptedException {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            for (LeaseClient contender : LeaseClient.ALL) {
                contender.createTable().accept(client);
                try (LeaseStage stage = new LeaseStage(database, contender, "lease")) {
                    assertThat(stage.acquireReleased().total()).isBetween(1, 2);
                }
                try (LeaseStage stage = new LeaseStage(database, contender, "held")) {
                    assertThat(stage.tryHeld().total()).isEqualTo(1);
                }
                try (LeaseStage stage = new LeaseStage(database, contender, "other")) {
                    if (contender.renewals() > 0) {
                        assertThat(stage.renew().describe()).isEqualTo("1 UpdateItem");
                    } else {
                        assertThatExceptionOfType(UnsupportedOperationException.class)
                                .isThrownBy(stage::renew);
                    }
                }
            }
        }
    }
}
