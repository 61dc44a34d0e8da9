package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table whose key attributes have names of their own. */
@Tag(TestDynamoDb.CONTRACT)
class CustomKeysTest {
    private static final Index BY_NAME = Index.local("idx_name", "name");
    private static final TableDefinition DEFINITION =
            TableDefinition.of(TestDynamoDb.uniqueName("Keys")).keys("pk", "sk").index(BY_NAME);

    static {
        new TestStore().store.table(DEFINITION).createIfAbsent();
    }

    private final TestStore store = new TestStore();
    private final Partition<String> partition =
            store.store.table(DEFINITION).partition(TestDynamoDb.uniqueName("customers"));

    private Map<String, AttributeValue> item(String key) {
        return store.raw()
                .getItem(get -> get.tableName(DEFINITION.name())
                        .key(Map.of("pk", s(partition.name()), "sk", s(key)))
                        .consistentRead(true))
                .item();
    }

    @Test
    void eachOperationGoesByTheNamesOfTheTable() {
        Entry<String> entry = partition.create("k", "one");
        assertThat(item("k")).containsOnlyKeys("pk", "sk", "version", "payload", "writeId");

        assertThat(partition.get("k")).isEqualTo(entry);
        assertThat(partition.find("k")).contains(entry);
        assertThat(partition.exists("k")).isTrue();
        assertThat(partition.exists("absent")).isFalse();
        partition.update(entry, "two");
        entry = partition.put("k", "three");
        assertThat(partition.list(Query.all()).items()).containsExactly(entry);
        assertThat(partition.count(Query.all().prefix("k"))).isEqualTo(1);
        assertThatExceptionOfType(KeyExistsException.class).isThrownBy(() -> partition.create("k", "four"));
        partition.delete(entry);
        assertThat(partition.delete("k")).isFalse();
    }

    @Test
    void aLeftoverIsReplaced() {
        partition.put("k", "old", with -> with.timeToLive(Duration.ofSeconds(1)).field("id", "x"));
        store.clock.advance(Duration.ofMinutes(1));

        Entry<String> entry = partition.create("k", "new");

        assertThat(entry.version()).isEqualTo(2);
        assertThat(entry.fields()).isEmpty();
        assertThat(item("k")).containsOnlyKeys("pk", "sk", "version", "payload", "writeId");
    }

    @Test
    void fieldsMayHaveTheNamesThatTheKeysHaveElsewhere() {
        Map<String, AttributeValue> fields = Map.of("id", n(7), "name", s("Ada"));

        Entry<String> entry = partition.create("k", "one", with -> with.fields(fields));

        assertThat(entry.fields()).isEqualTo(fields);
        assertThat(partition.get("k")).isEqualTo(entry);
        assertThat(partition.list(Query.all().index(BY_NAME)).items()).containsExactly(entry);
        assertThat(partition
                        .update(entry, "two", with -> with.removeField("id"))
                        .fields())
                .isEqualTo(Map.of("name", s("Ada")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pk", "sk"})
    void theNamesOfTheKeysAreReserved(String name) {
        assertThatExceptionOfType(ReservedFieldException.class)
                .isThrownBy(() -> partition.put("k", "v", with -> with.field(name, "x")))
                .withMessageContainingAll("'pk'", "'sk'", "'k'", "'" + partition.name() + "'")
                .satisfies(e -> assertThat(e.field()).isEqualTo(name));
        assertThatExceptionOfType(ReservedFieldException.class)
                .isThrownBy(() -> partition.put("k", "v", with -> with.removeField(name)));
        assertThat(store.table
                        .partition(partition.name())
                        .put("k", "v", with -> with.field(name, "x"))
                        .fields())
                .as("but not in other tables")
                .containsOnlyKeys(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "version", "payload", "expires", "writeId", "fence"})
    void aKeyCannotHaveTheNameOfAnotherAttribute(String name) {
        TableDefinition definition = TableDefinition.of("Any");

        assertThatIllegalArgumentException().isThrownBy(() -> definition.keys(name, "sk"));
        assertThatIllegalArgumentException().isThrownBy(() -> definition.keys("pk", name));
        assertThatIllegalArgumentException().isThrownBy(() -> definition.keys("same", "same"));
    }
}
