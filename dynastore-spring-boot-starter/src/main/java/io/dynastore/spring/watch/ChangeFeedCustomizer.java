package io.dynastore.spring.watch;

import io.dynastore.watch.ChangeFeed;
import io.dynastore.watch.ChangeFeedBuilder;

/**
 * Customizes the change feeds that the starter runs. All beans of this type are called in their order for each group, whenever its
 * feed is started. {@link ChangeFeed} beans of the application are not customized.
 */
@FunctionalInterface
public interface ChangeFeedCustomizer {
    /**
     * Customizes the builder of a feed, after the properties of its group have been set.
     *
     * @param group the name of the group
     * @param builder the builder
     */
    void customize(String group, ChangeFeedBuilder builder);

    /**
     * Called when a feed has been started.
     *
     * @param group the name of the group
     * @param feed the feed
     */
    default void started(String group, ChangeFeed feed) {}
}
