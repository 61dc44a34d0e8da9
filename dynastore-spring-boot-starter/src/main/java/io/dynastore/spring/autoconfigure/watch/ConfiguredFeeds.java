package io.dynastore.spring.autoconfigure.watch;

import io.dynastore.spring.autoconfigure.Suggestion;
import io.dynastore.spring.watch.ChangeFeeds;
import io.dynastore.watch.ChangeFeed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Runs a feed for each group as long as the context does. They start after all other beans, including the web server, and stop
 * first, so that the leases of their shards are released. If the context is not closed but only stopped, they are started again
 * with it. Feeds that are beans are closed with the context, before the leases.
 */
final class ConfiguredFeeds implements ChangeFeeds, SmartInitializingSingleton, SmartLifecycle {
    private static final Log logger = LogFactory.getLog(ConfiguredFeeds.class);

    private final ConfigurableApplicationContext context;
    private WatchProperties properties;
    private final BiFunction<Collection<FeedGroup>, WatchProperties, FeedFactory> factories;
    private final List<Handler> events;
    private final Map<String, ChangeFeed> started = new LinkedHashMap<>();
    private Map<String, FeedGroup> groups = Map.of();
    private List<String> ownNames = List.of();
    private @Nullable FeedFactory factory;
    private volatile boolean running;

    /**
     * Creates the feeds.
     *
     * @param factories returns the factory of the feeds of some groups with their properties; called if there are any
     * @param events the handlers that publish events
     */
    ConfiguredFeeds(
            ConfigurableApplicationContext context,
            WatchProperties properties,
            BiFunction<Collection<FeedGroup>, WatchProperties, FeedFactory> factories,
            List<Handler> events) {
        this.context = context;
        this.properties = properties;
        this.factories = factories;
        this.events = events;
    }

    @Override
    public void afterSingletonsInstantiated() {
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        List<Handler> handlers = new ArrayList<>(events);
        handlers.addAll(new ChangeMethods(beans).find());
        groups = FeedGroup.of(handlers, new Partitions(beans));
        if (!events.isEmpty()) {
            EventGroups.checkListeners(beans);
        }
        properties = properties.spelledLike(groups.keySet());
        checkNames();
        ownNames = List.of(beans.getBeanNamesForType(ChangeFeed.class, false, false));
        checkOwnNames();
        if (!groups.isEmpty()) {
            FeedFactory created = factories.apply(groups.values(), properties);
            groups.values().forEach(created::builder);
            factory = created;
        }
    }

    /** Health and meters know a feed by its name. */
    private void checkOwnNames() {
        for (String name : ownNames) {
            FeedGroup group = groups.get(name);
            if (group != null) {
                throw new FailureAnalyzedException(
                        "Two change feeds are called '" + name
                                + "': the bean of the type 'ChangeFeed', and the group of "
                                + group.subscriptions().get(0).handler().source() + ".",
                        "Rename the bean.");
            }
        }
    }

    /** A group may have handlers in other instances only, but then its name is not like that of one without properties. */
    private void checkNames() {
        List<String> unconfigured = groups.keySet().stream()
                .filter(name -> !properties.groups().containsKey(name))
                .toList();
        for (String name : properties.groups().keySet()) {
            String question = groups.containsKey(name) ? "" : Suggestion.question(name, unconfigured);
            if (!question.isEmpty()) {
                throw new FailureAnalyzedException(
                        "'dynastore.watch.groups' has properties of the group '" + name + "', which has no handler."
                                + question,
                        "Correct the name of the group, or remove its properties.");
            }
        }
    }

    @Override
    public boolean isEmpty() {
        return groups.isEmpty() && ownFeeds().isEmpty();
    }

    @Override
    public Map<String, ChangeFeed> feeds() {
        Map<String, ChangeFeed> all;
        synchronized (started) {
            all = new LinkedHashMap<>(started);
        }
        ownFeeds().forEach(all::putIfAbsent);
        return all;
    }

    /** Returns the feeds that are beans and have been created. */
    private Map<String, ChangeFeed> ownFeeds() {
        Map<String, ChangeFeed> own = new LinkedHashMap<>();
        for (String name : ownNames) {
            if (context.getBeanFactory().getSingleton(name) instanceof ChangeFeed feed) {
                own.put(name, feed);
            }
        }
        return own;
    }

    @Override
    public void start() {
        FeedFactory present = factory;
        if (present != null) {
            startAll(present);
        }
        running = true;
    }

    private void startAll(FeedFactory present) {
        synchronized (started) {
            try {
                groups.forEach((name, group) -> started.computeIfAbsent(name, any -> present.start(group)));
            } catch (RuntimeException e) {
                close(new ArrayList<>(started.values()));
                started.clear();
                throw e;
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        List<ChangeFeed> feeds;
        synchronized (started) {
            feeds = new ArrayList<>(started.values());
            started.clear();
        }
        if (context.isClosed()) {
            feeds.addAll(ownFeeds().values());
        }
        close(feeds);
    }

    /** Closes feeds at the same time, because each may wait for a handler. */
    private static void close(List<ChangeFeed> feeds) {
        List<Thread> closing = new ArrayList<>();
        for (ChangeFeed feed : feeds) {
            Thread thread =
                    new Thread(feed::close, "dynastore-close-" + feed.group().orElse("feed"));
            thread.start();
            closing.add(thread);
        }
        try {
            for (Thread thread : closing) {
                thread.join();
            }
        } catch (InterruptedException e) {
            logger.debug("Interrupted while change feeds are closed", e);
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public String toString() {
        return "ChangeFeeds" + groups.keySet();
    }
}
