package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;

/** How a table gets its time to live. */
class TimeToLiveTest {
    private final DynamoDbClient client = new TestStore().raw();
    private final DynaStore store = DynaStore.create(client);
    private final String name = TestDynamoDb.uniqueName("time-to-live");

    @Test
    void timeToLiveIsOnExpires() {
        store.table(name).createIfAbsent();
        assertTimeToLive();
    }

    @Test
    void timeToLiveIsSwitchedOnWhereItIsOff() {
        client.createTable(RawTables.table(name, "id:S", "name:S").build());
        assertThat(timeToLive().timeToLiveStatusAsString()).isEqualTo("DISABLED");
        assertThat(store.table(name).createIfAbsent()).isFalse();
        assertTimeToLive();
        assertThat(store.table(name).createIfAbsent()).isFalse();
    }

    @Test
    void anotherProcessMaySwitchTimeToLiveOnFirst() {
        try (DynamoDbClient refused = TestDynamoDb.client(refusing(true))) {
            assertThat(DynaStore.create(refused).table(name).createIfAbsent()).isTrue();
        }
        assertTimeToLive();
    }

    @Test
    void aRefusalThatLeavesTimeToLiveOffIsReported() {
        try (DynamoDbClient refused = TestDynamoDb.client(refusing(false))) {
            Table table = DynaStore.create(refused).table(name);
            assertThatThrownBy(table::createIfAbsent)
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining("TimeToLive is already enabled");
        }
    }

    private static RefusingHttpClient refusing(boolean isSwitchedOn) {
        return new RefusingHttpClient(
                TestDynamoDb.http(), "UpdateTimeToLive", "TimeToLive is already enabled", isSwitchedOn);
    }

    private void assertTimeToLive() {
        assertThat(timeToLive().attributeName()).isEqualTo("expires");
        assertThat(timeToLive().timeToLiveStatusAsString()).isEqualTo("ENABLED");
    }

    private TimeToLiveDescription timeToLive() {
        return client.describeTimeToLive(request -> request.tableName(name)).timeToLiveDescription();
    }
}
