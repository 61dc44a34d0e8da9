package io.dynastore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param <T> the type of the items
 * @param items the items, in the order of the list; never null, immutable
 * @param cursor where the next page begins, for {@link Query#after}; null if this page is the last. It is safe to put
 *     into a URL as it is. Now and then the page after the last entry is empty: DynamoDB cannot always tell beforehand
 *     that there is nothing more
 */
public record Page<T>(List<T> items, @Nullable String cursor) {
    /**
     * Creates a page; the items are copied.
     *
     * @param items the items, in the order of the list
     * @param cursor where the next page begins; null if this page is the last
     */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Returns whether there may be a further page. It may be empty, see {@link #cursor()}.
     *
     * @return true if this page has a cursor
     */
    public boolean hasNext() {
        return cursor != null;
    }
}
