package io.dynastore.spring.watch;

import io.dynastore.watch.Change;
import java.util.Objects;
import org.springframework.core.ResolvableType;
import org.springframework.core.ResolvableTypeProvider;

/**
 * An event that is published when an entry has changed, for partitions with an {@code event-group} under
 * {@code dynastore.partitions}. Listeners select changes by the type of the values:
 *
 * <pre>{@code
 * @EventListener
 * void changed(EntryChangedEvent<Customer> event) {
 *     …
 * }
 * }</pre>
 *
 * <p>The change is handled when all listeners have returned. If one throws an exception, the event is published again later, also
 * to those that have returned. Listeners on other threads, such as {@code @Async} ones, do not count, and
 * {@code @TransactionalEventListener} ones are called only with {@code fallbackExecution}, because there is no transaction.
 *
 * @param <V> the type of the values
 */
public final class EntryChangedEvent<V> implements ResolvableTypeProvider {
    private final Change<V> change;
    private final ResolvableType valueType;

    /**
     * Creates an event.
     *
     * @param change the change
     * @param valueType the type of the partition's values
     */
    public EntryChangedEvent(Change<V> change, ResolvableType valueType) {
        this.change = Objects.requireNonNull(change, "change");
        this.valueType = Objects.requireNonNull(valueType, "valueType");
    }

    /** {@return the change} */
    public Change<V> change() {
        return change;
    }

    @Override
    public ResolvableType getResolvableType() {
        return ResolvableType.forClassWithGenerics(EntryChangedEvent.class, valueType);
    }

    /** {@return the change} Its values are not shown. */
    @Override
    public String toString() {
        return "EntryChangedEvent[" + change + "]";
    }
}
