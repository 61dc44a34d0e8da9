package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.DynaStore;
import io.dynastore.KeyExistsException;
import io.dynastore.Partition;
import io.dynastore.TransactionFailedException;
import io.dynastore.spring.test.DynaStoreTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What DynamoDB refuses is no problem of the database: it logs nothing, in each of several contexts. */
@ExtendWith(OutputCaptureExtension.class)
@DynaStoreTest(properties = {"dynastore.table.name=FirstTable", "logging.level.root=info"})
class QuietLogTest {
    @Test
    void theFirstContextIsQuiet(
            @Autowired DynaStore store, @Autowired Partition<String> sessions, CapturedOutput output) {
        refuse(store, sessions, output);
    }

    private static void refuse(DynaStore store, Partition<String> sessions, CapturedOutput output) {
        int before = output.getAll().length();
        sessions.create("s-1", "ada");
        assertThatExceptionOfType(KeyExistsException.class).isThrownBy(() -> sessions.create("s-1", "eve"));
        assertThatExceptionOfType(TransactionFailedException.class)
                .isThrownBy(() -> store.transact(tx -> tx.create(sessions, "s-1", "eve")));
        assertThatExceptionOfType(DynamoDbException.class)
                .isThrownBy(() -> store.client().getItem(get -> get.tableName("Missing")));
        assertThat(output.getAll().substring(before)).isEmpty();
    }

    @Nested
    @DynaStoreTest(properties = {"dynastore.table.name=SecondTable", "logging.level.root=info"})
    class Second {
        @Test
        void soIsTheSecond(@Autowired DynaStore store, @Autowired Partition<String> sessions, CapturedOutput output) {
            refuse(store, sessions, output);
        }
    }

    @Nested
    @DynaStoreTest(properties = {"dynastore.table.name=ThirdTable", "logging.level.root=info"})
    class Third {
        @Test
        void andSoIsTheThird(@Autowired DynaStore store, @Autowired Partition<String> sessions, CapturedOutput output) {
            refuse(store, sessions, output);
        }
    }
}
