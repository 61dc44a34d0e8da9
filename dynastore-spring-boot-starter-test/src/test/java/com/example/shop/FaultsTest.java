package com.example.shop;

import static io.dynastore.embedded.Fault.drop;
import static io.dynastore.embedded.Fault.loseReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.OutcomeUnknownException;
import io.dynastore.Partition;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Faults;
import io.dynastore.spring.test.DynaStoreTest;
import io.dynastore.spring.test.TestTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Bad days, and what is in the database behind dynastore's back. */
@DynaStoreTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsTest {
    @Autowired
    Partition<String> sessions;

    @Autowired
    Faults faults;

    @Autowired
    TestTime time;

    @Autowired
    EmbeddedDynamoDb database;

    @Test
    @Order(1)
    void aLostReplyIsMadeUpFor() {
        // tag::fault[]
        faults.next("PutItem", loseReply()); // the write is made, and its reply is lost

        assertThat(sessions.create("s-1", "Ada").version()).isEqualTo(1);

        assertThat(faults.attempts("PutItem")).isEqualTo(2); // the AWS SDK has asked again
        // end::fault[]
    }

    @RepeatedTest(2)
    @Order(2)
    void noneAreLeftForTheNextTestAndNoneKeepTheTablesFromBeingEmptied() {
        assertThat(faults.attempts("PutItem")).isZero();
        assertThat(faults.attempts("Scan")).as("by which tables are emptied").isZero();
        assertThat(sessions.find("s-1")).isEmpty();
        sessions.put("s-1", "left behind");

        faults.always(drop());

        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> sessions.put("s-2", "never"));
    }

    @Test
    @Order(3)
    void whatHasExpiredIsDeletedWhenTimePasses() {
        sessions.put("s-1", "Ada");
        assertThat(isStored("s-1")).isTrue();

        time.advance(Duration.ofMinutes(29));
        assertThat(isStored("s-1")).isTrue();

        time.advance(Duration.ofMinutes(2));
        assertThat(isStored("s-1")).isFalse();
    }

    private boolean isStored(String key) {
        try (DynamoDbClient behind = EmbeddedClients.of(database)) {
            return behind.getItem(get -> get.tableName("ShopTable")
                            .key(Map.of("id", AttributeValue.fromS("sessions"), "name", AttributeValue.fromS(key))))
                    .hasItem();
        }
    }
}
