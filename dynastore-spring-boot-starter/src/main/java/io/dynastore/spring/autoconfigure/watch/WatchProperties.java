package io.dynastore.spring.autoconfigure.watch;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of change feeds.
 *
 * @param enabled Whether change feeds are auto-configured.
 * @param groups Groups of handlers, by name.
 */
@ConfigurationProperties("dynastore.watch")
public record WatchProperties(
        @DefaultValue("true") boolean enabled, @DefaultValue Map<String, GroupProperties> groups) {

    /**
     * Returns these properties, with the names of groups as these have them: an environment variable shows neither the case of a
     * name nor its punctuation.
     */
    WatchProperties spelledLike(Collection<String> names) {
        Map<String, GroupProperties> spelled = new LinkedHashMap<>();
        groups.forEach((name, properties) -> {
            List<String> meant = names.contains(name)
                    ? List.of()
                    : names.stream()
                            .filter(each ->
                                    !groups.containsKey(each) && letters(each).equals(letters(name)))
                            .toList();
            spelled.put(meant.size() == 1 ? meant.get(0) : name, properties);
        });
        return new WatchProperties(enabled, spelled);
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}]", "");
    }

    /**
     * Properties of a group.
     *
     * @param from Changes that a new group begins with.
     * @param pollInterval Longest pause between two reads of a shard.
     * @param lease Duration of the leases of the shards, each of which is renewed every third of it.
     * @param clockSkew Maximum difference of the wall clocks of two machines, and of that of DynamoDB.
     * @param onFailure What to do about a change that cannot be handled.
     * @param maxAttempts Attempts after which a change is skipped, or the feed stops.
     * @param onGap What to do if changes may be missing, because DynamoDB keeps them for 24 hours.
     */
    public record GroupProperties(
            @DefaultValue("now") From from,
            @DefaultValue("2s") Duration pollInterval,
            @DefaultValue("30s") Duration lease,
            @DefaultValue("5s") Duration clockSkew,
            @DefaultValue("retry") OnFailure onFailure,
            @DefaultValue("10") int maxAttempts,
            @DefaultValue("stop") OnGap onGap) {
        static final GroupProperties DEFAULT = new GroupProperties(
                From.NOW,
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                OnFailure.RETRY,
                10,
                OnGap.STOP);
    }

    /** Where a new group begins. */
    public enum From {
        /** With the changes since its first start. */
        NOW,
        /** With the oldest change that DynamoDB has. */
        OLDEST,
        /** With all entries, which are listed, and then the changes since. */
        LIST
    }

    /** What to do about a change that cannot be handled. */
    public enum OnFailure {
        /** It is tried again until it is handled. */
        RETRY,
        /** It is skipped after some attempts. */
        SKIP,
        /** The feed of this instance stops after some attempts. */
        STOP
    }

    /** What to do if changes may be missing. */
    public enum OnGap {
        /** The feed of this instance stops. */
        STOP,
        /** It goes on with the oldest change that DynamoDB has. */
        RESUME
    }
}
