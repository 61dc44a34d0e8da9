package io.dynastore.spring.watch;

import io.dynastore.watch.ChangeFeed;
import java.util.Map;

/**
 * The change feeds of an application: those that the starter runs for methods with {@link OnChange} and for events, and the beans
 * of type {@link ChangeFeed}.
 *
 * <p>Thread-safe.
 */
public interface ChangeFeeds {
    /** {@return whether the application has no feeds, whether or not they are running} */
    boolean isEmpty();

    /**
     * Returns the feeds that have been started. One may have stopped by itself.
     *
     * @return the feeds by the name of their group, and the beans by the name of the bean; a copy
     */
    Map<String, ChangeFeed> feeds();
}
