package io.dynastore;

import static io.dynastore.TestStore.BY_CREATED;
import static io.dynastore.TestStore.BY_SCORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** DynamoDB's limits on expressions, and on an item with its copies in local indexes, are checked before anything is sent. */
class ExpressionLimitsTest {
    private static final int LIMIT = 4096;
    private static final int ITEM = 400 * 1024;

    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    /** The writes that have an update expression. */
    private enum Write {
        PUT {
            @Override
            void write(Partition<String> partition, Entry<String> old, Consumer<WriteOptions> options) {
                partition.put("k", "new", options);
            }
        },
        UPDATE {
            @Override
            void write(Partition<String> partition, Entry<String> old, Consumer<WriteOptions> options) {
                partition.update(old, "new", options);
            }
        },
        MODIFY {
            @Override
            void write(Partition<String> partition, Entry<String> old, Consumer<WriteOptions> options) {
                partition.modify("k", value -> "new", options);
            }
        },
        TRANSACTED_PUT {
            @Override
            void write(Partition<String> partition, Entry<String> old, Consumer<WriteOptions> options) {
                partition.table().store().transact(tx -> tx.put(partition, "k", "new", options));
            }
        },
        TRANSACTED_UPDATE {
            @Override
            void write(Partition<String> partition, Entry<String> old, Consumer<WriteOptions> options) {
                partition.table().store().transact(tx -> tx.update(partition, old, "new", options));
            }
        };

        abstract void write(Partition<String> partition, Entry<String> old, Consumer<WriteOptions> options);
    }

    private static Consumer<WriteOptions> fields(int fields) {
        return with -> {
            for (int i = 0; i < fields; i++) {
                with.field("f" + i, i);
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void asManyFieldsAsTheExpressionCanNameAreWritten(Write write) {
        Entry<String> old = partition.create("k", "old");

        write.write(partition, old, fields(270));

        assertThat(partition.get("k").fields()).hasSize(270);
    }

    @ParameterizedTest
    @EnumSource
    void moreFieldsAreRefusedBeforeTheyAreSent(Write write) {
        Entry<String> old = partition.create("k", "old");

        assertThat(store.requestsOf(() -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> write.write(partition, old, fields(300)))
                        .withMessageContainingAll(
                                "'k'", "'" + partition.name() + "'", "'CRMTable'", "300 fields", "may have " + LIMIT)))
                .doesNotContain("UpdateItem", "TransactWriteItems");
    }

    /** The pair of numbers of fields between which the limit lies. */
    @Test
    void theLimitIsDynamoDbs() {
        int most = 270;
        while (isAccepted(most + 1)) {
            most++;
        }
        int accepted = most;

        String longest = WriteRequests.put(write(accepted)).expression();

        assertThat(longest.length()).isLessThanOrEqualTo(LIMIT).isGreaterThan(LIMIT - 20);
        partition.put("k", "v", fields(accepted));
    }

    private static boolean isAccepted(int fields) {
        try {
            WriteRequests.put(write(fields));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static io.dynastore.Write write(int fields) {
        Map<String, @Nullable AttributeValue> values = new LinkedHashMap<>();
        for (int i = 0; i < fields; i++) {
            values.put("f" + i, AttributeValue.fromN("1"));
        }
        return new io.dynastore.Write(
                new Target(new Layout("T", "id", "name"), "p", "k", 1, Target.UNFENCED),
                AttributeValue.fromS("v"),
                values,
                ExpiryChange.NONE,
                WriteId.first());
    }

    /** A create has no update expression. */
    @Test
    void aCreateMayHaveMoreFields() {
        assertThat(partition.create("k", "v", fields(400)).fields()).hasSize(400);
    }

    @Test
    void manyFieldsThatAreRemovedAreRefusedToo() {
        Consumer<WriteOptions> removing = with -> {
            for (int i = 0; i < 600; i++) {
                with.removeField("f" + i);
            }
        };

        assertThatIllegalArgumentException()
                .isThrownBy(() -> partition.put("k", "v", removing))
                .withMessageContaining("600 fields");
    }

    @Test
    void theNamesOfFieldsThatAreRemovedHaveALimitTogether() {
        Consumer<WriteOptions> removing = with -> {
            for (int i = 0; i < 40; i++) {
                with.removeField("x".repeat(60_000) + i);
            }
        };

        assertThat(store.requestsOf(() -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> partition.put("k", "v", removing))
                        .withMessageContainingAll("'k'", "names of removed ones", "2097152")))
                .isEmpty();
    }

    /** In a table whose definition has local indexes, each copy has at least its keys. */
    @Test
    void anEntryThatIsTooLargeWithTheKeysOfItsCopiesIsNotSent() {
        Table table = store.store.table(
                TableDefinition.of("CRMTable").index(BY_CREATED).index(BY_SCORE));
        Partition<String> named = table.partition("p".repeat(2_000));
        String value = "x".repeat(ITEM - 4_000);

        assertThat(store.requestsOf(() -> assertThatExceptionOfType(EntryTooLargeException.class)
                        .isThrownBy(() -> named.create(
                                "k", value, with -> with.field("created", "1").field("score", 1)))
                        .withMessageContainingAll("'k'", "table 'CRMTable'", "409600", "copies in local indexes")))
                .isEmpty();
        assertThat(store.requestsOf(() -> named.create("k", value))).containsExactly("PutItem");
    }

    /** What other attributes the copies have is up to the table's creator, so that DynamoDB decides. */
    @ParameterizedTest
    @EnumSource(names = {"PUT", "UPDATE", "TRANSACTED_PUT"})
    void aRefusalBecauseOfCopiesSaysSo(Write write) {
        String value = "x".repeat(ITEM * 2 / 3);
        Entry<String> old = partition.create("k", value);

        assertThatExceptionOfType(DynaStoreException.class)
                .isThrownBy(() -> write.write(
                        partition, old, with -> with.field("created", "1").field("large", value)));
        assertThat(partition.get("k")).isEqualTo(old);
    }
}
