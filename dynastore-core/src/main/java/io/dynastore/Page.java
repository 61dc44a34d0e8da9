package io.dynastore;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param <T> the type of the items
 * @param items the items, in the order of the list; immutable
 * @param cursor the position of the next page, for {@link Query#after}; null if this page is the last. It can be put into a
 *     URL as it is. Occasionally, the last page is empty: DynamoDB cannot always tell in advance whether there are further
 *     entries
 */
public record Page<T>(List<T> items, @Nullable String cursor) {
    /**
     * Creates a page; the items are copied.
     *
     * @param items the items, in the order of the list
     * @param cursor the position of the next page; null if this page is the last
     */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * {@return this page with other items, and the same cursor}
     *
     * @param <U> the type of the other items
     * @param mapper returns the other item for each item
     */
    public <U> Page<U> map(Function<? super T, ? extends U> mapper) {
        return new Page<>(items.stream().<U>map(mapper).toList(), cursor);
    }

    /**
     * {@return whether this page has a cursor} If so, there is a next page, which may be empty.
     */
    public boolean hasNext() {
        return cursor != null;
    }
}
