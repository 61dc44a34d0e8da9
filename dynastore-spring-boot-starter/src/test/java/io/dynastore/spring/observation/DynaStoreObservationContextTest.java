package io.dynastore.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.DynaStore;
import io.dynastore.Operation;
import io.dynastore.OperationHook;
import io.dynastore.TableNotFoundException;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The context keeps keys that come as a whole; in every other case it is Micrometer's. */
class DynaStoreObservationContextTest {
    private static final KeyValues FIRST = KeyValues.of("a", "1", "b", "2");

    private final DynaStoreObservationContext context = new DynaStoreObservationContext(operation());

    private static Operation operation() {
        AtomicReference<Operation> seen = new AtomicReference<>();
        DynaStore store = DynaStore.builder(TestDynamoDb.raw())
                .hook(OperationHook.onCompletion(seen::set))
                .build();
        assertThatExceptionOfType(TableNotFoundException.class)
                .isThrownBy(() ->
                        store.table(TestDynamoDb.uniqueTable()).partition("p").find("k"));
        return seen.get();
    }

    @Test
    void keysOfTheSameNamesReplaceTheOthers() {
        KeyValues second = KeyValues.of("a", "3", "b", "4");

        context.addLowCardinalityKeyValues(FIRST);
        assertThat(context.getLowCardinalityKeyValues()).isSameAs(FIRST);
        context.addLowCardinalityKeyValues(second);

        assertThat(context.getLowCardinalityKeyValues()).isSameAs(second);
        assertThat(context.getLowCardinalityKeyValue("b")).isEqualTo(KeyValue.of("b", "4"));
        assertThat(context.getLowCardinalityKeyValue("c")).isNull();
        assertThat(context.getAllKeyValues()).containsExactly(KeyValue.of("a", "3"), KeyValue.of("b", "4"));
    }

    @Test
    void keysOfOtherNamesAreAddedToTheOthers() {
        context.addLowCardinalityKeyValues(FIRST);
        context.addLowCardinalityKeyValues(KeyValues.of("b", "5", "c", "6"));

        assertThat(context.getLowCardinalityKeyValues())
                .containsExactly(KeyValue.of("a", "1"), KeyValue.of("b", "5"), KeyValue.of("c", "6"));
        assertThat(context.getLowCardinalityKeyValue("a")).isEqualTo(KeyValue.of("a", "1"));
    }

    @Test
    void aShorterOrLongerListOfTheSameNamesKeepsTheOthers() {
        context.addLowCardinalityKeyValues(FIRST);
        context.addLowCardinalityKeyValues(KeyValues.of("a", "7"));

        assertThat(context.getLowCardinalityKeyValues()).containsExactly(KeyValue.of("a", "7"), KeyValue.of("b", "2"));
        context.addLowCardinalityKeyValues(KeyValues.of("a", "1", "b", "2", "c", "3"));
        assertThat(context.getLowCardinalityKeyValues()).hasSize(3);
    }

    @Test
    void oneKeyIsAddedAndRemovedAsEver() {
        context.addLowCardinalityKeyValues(FIRST);
        context.addLowCardinalityKeyValue(KeyValue.of("c", "3"));
        assertThat(context.getLowCardinalityKeyValues()).hasSize(3);

        context.removeLowCardinalityKeyValue("a");
        context.removeLowCardinalityKeyValues("b");
        context.addLowCardinalityKeyValues(KeyValues.of("c", "4"));

        assertThat(context.getLowCardinalityKeyValues()).containsExactly(KeyValue.of("c", "4"));
    }

    @Test
    void theRememberedKeysAreBounded() {
        Bounded<Integer, Integer> bounded = new Bounded<>(number -> 2 * number);

        for (int i = 0; i < 3_000; i++) {
            assertThat(bounded.of(i)).isEqualTo(2 * i);
        }
        assertThat(bounded.size()).isEqualTo(1_000);
    }
}
