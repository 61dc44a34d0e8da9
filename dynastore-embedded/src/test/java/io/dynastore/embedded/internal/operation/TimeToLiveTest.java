package io.dynastore.embedded.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeToLiveTest {
    private static final String ENABLE =
            "{'TableName': 'Tab', 'TimeToLiveSpecification': {'Enabled': %s, 'AttributeName': 'expires'}}";

    private final Api api = new Api().withTable("Tab");

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void itemsExpireByTheClockAndLeaveTheIndexes() {
        api.call("UpdateTimeToLive", ENABLE.formatted(true));
        put("soon", "{'N': '" + (api.epochSecond() + 60) + "'}");
        put("later", "{'N': '" + (api.epochSecond() + 600) + "'}");
        put("text", "{'S': '" + (api.epochSecond() + 60) + "'}");
        put("long ago", "{'N': '1'}");
        api.pass(Duration.ofSeconds(60));
        assertThat(api.database().expireItems()).isZero();
        api.pass(Duration.ofSeconds(1));
        assertThat(api.database().expireItems()).isEqualTo(1);
        assertThat(names("")).isEqualTo("[later, long ago, text]");
        assertThat(names("'IndexName': 'global', ")).isEqualTo("[later, long ago, text]");
    }

    @Test
    void anItemWhoseExpiryMovedDoesNotExpireBefore() {
        api.call("UpdateTimeToLive", ENABLE.formatted(true));
        put("k", "{'N': '" + (api.epochSecond() + 60) + "'}");
        put("k", "{'N': '" + (api.epochSecond() + 120) + "'}");
        api.pass(Duration.ofSeconds(100));
        assertThat(api.database().expireItems()).isZero();
        api.pass(Duration.ofSeconds(100));
        assertThat(api.database().expireItems()).isEqualTo(1);
    }

    @Test
    void itemsThatWereThereBeforeExpireToo() {
        put("k", "{'N': '" + (api.epochSecond() + 60) + "'}");
        api.pass(Duration.ofSeconds(100));
        assertThat(api.database().expireItems()).isZero();
        api.call("UpdateTimeToLive", ENABLE.formatted(true));
        assertThat(api.database().expireItems()).isEqualTo(1);
    }

    @Test
    void theSettingIsDescribed() {
        String describe = "{'TableName': 'Tab'}";
        assertThat(api.text("DescribeTimeToLive", describe))
                .isEqualTo("{'TimeToLiveDescription':{'TimeToLiveStatus':'DISABLED'}}");
        assertThat(api.error("UpdateTimeToLive", ENABLE.formatted(false)))
                .isEqualTo("ValidationException: TimeToLive is already disabled");
        api.call("UpdateTimeToLive", ENABLE.formatted(true));
        assertThat(api.text("DescribeTimeToLive", describe)).contains("'ENABLED'", "'expires'");
        assertThat(api.error("UpdateTimeToLive", ENABLE.formatted(true)))
                .isEqualTo("ValidationException: TimeToLive is already enabled");
        for (boolean enabled : new boolean[] {true, false}) {
            assertThat(api.error("UpdateTimeToLive", ENABLE.formatted(enabled).replace("expires", "other")))
                    .isEqualTo("ValidationException: TimeToLive is active on a different AttributeName: current"
                            + " AttributeName is expires");
        }
        api.call("UpdateTimeToLive", ENABLE.formatted(false));
        assertThat(api.text("DescribeTimeToLive", describe)).contains("'DISABLED'");
    }

    private void put(String name, String expires) {
        api.call(
                "PutItem",
                "{'TableName': 'Tab', 'Item': {'id': {'S': 'p'}, 'name': {'S': '" + name
                        + "'}, 'created': {'N': '1'}, 'expires': " + expires + "}}");
    }

    private String names(String index) {
        return Api.column(api.call("Scan", "{" + index + "'TableName': 'Tab'}"), "name")
                .toString();
    }
}
