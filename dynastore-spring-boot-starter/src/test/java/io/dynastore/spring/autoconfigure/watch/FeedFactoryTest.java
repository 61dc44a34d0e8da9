package io.dynastore.spring.autoconfigure.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Table;
import io.dynastore.lease.Leases;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import io.dynastore.spring.autoconfigure.watch.WatchProperties.From;
import io.dynastore.spring.autoconfigure.watch.WatchProperties.GroupProperties;
import io.dynastore.spring.autoconfigure.watch.WatchProperties.OnFailure;
import io.dynastore.spring.autoconfigure.watch.WatchProperties.OnGap;
import io.dynastore.watch.ChangeFeedBuilder;
import io.dynastore.watch.FailedChange;
import io.dynastore.watch.FailureDecision;
import io.dynastore.watch.FeedGapException;
import io.dynastore.watch.GapDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** What the properties of a group set. No feed is started. */
class FeedFactoryTest {
    private static final Table TABLE = DynaStore.create(TestDynamoDb.raw()).table("T");
    private static final Leases LEASES = Leases.create(TABLE.partition("leases"));
    private static final DynamoDbStreamsClient STREAMS =
            DynamoDbStreamsClient.builder().region(Region.EU_WEST_1).build();

    @AfterAll
    static void close() {
        LEASES.close();
        STREAMS.close();
    }

    /** Returns the builder of the feed of the group "search index", with some of its properties. */
    private static ChangeFeedBuilder builder(String... properties) {
        Map<String, Object> map = new HashMap<>();
        for (String property : properties) {
            int equals = property.indexOf('=');
            map.put(
                    "dynastore.watch.groups[search index]." + property.substring(0, equals),
                    property.substring(equals + 1));
        }
        WatchProperties bound = new Binder(new MapConfigurationPropertySource(map))
                .bindOrCreate("dynastore.watch", WatchProperties.class);
        FeedGroup group = new FeedGroup("search index", TABLE, List.of());
        return new FeedFactory(bound, null, LEASES, STREAMS, List.of()).builder(group);
    }

    @SuppressWarnings("unchecked")
    private static Object decision(ChangeFeedBuilder builder, String about, Object argument) throws Exception {
        var field = ChangeFeedBuilder.class.getDeclaredField(about);
        field.setAccessible(true);
        return ((Function<Object, Object>) field.get(builder)).apply(argument);
    }

    private static FailedChange after(int attempts) {
        return new FailedChange("customers", "c-1", "id", null, new Exception(), attempts, Duration.ZERO);
    }

    @Test
    void withoutPropertiesAGroupHasTheirDefaults() throws Exception {
        ChangeFeedBuilder builder = builder();
        assertThat(builder)
                .extracting("group", "pollInterval", "duration", "clockSkew", "fromOldest", "fromList")
                .containsExactly(
                        "search index",
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        false,
                        false);
        assertThat(decision(builder, "onFailure", after(100))).isEqualTo(FailureDecision.RETRY);
        assertThat(decision(builder, "onGap", new FeedGapException("T", "f", "s", Instant.EPOCH)))
                .isEqualTo(GapDecision.STOP);
    }

    @Test
    void propertiesAreThoseOfTheGroupWhoseNameHasTheSameLetters() {
        GroupProperties one = GroupProperties.DEFAULT;
        GroupProperties two = new GroupProperties(
                From.LIST, Duration.ZERO, Duration.ZERO, Duration.ZERO, OnFailure.SKIP, 1, OnGap.RESUME);
        WatchProperties properties = new WatchProperties(true, Map.of("searchindex", one, "ab", two));
        assertThat(properties.spelledLike(List.of("Search-Index", "other")).groups())
                .isEqualTo(Map.of("Search-Index", one, "ab", two));
        assertThat(properties.spelledLike(List.of("ab", "a-b")).groups()).isEqualTo(properties.groups());
        assertThat(properties.spelledLike(List.of("a.b", "a-b")).groups()).isEqualTo(properties.groups());
        assertThat(new WatchProperties(true, Map.of("ab", one, "a-b", two))
                        .spelledLike(List.of("a-b"))
                        .groups())
                .isEqualTo(Map.of("ab", one, "a-b", two));
    }

    @Test
    void eachPropertyIsUsed() throws Exception {
        assertThat(builder("poll-interval=7s", "lease=8s", "clock-skew=9s"))
                .extracting("pollInterval", "duration", "clockSkew")
                .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(8), Duration.ofSeconds(9));
        assertThat(builder("from=oldest")).extracting("fromOldest", "fromList").containsExactly(true, false);
        assertThat(builder("from=list")).extracting("fromOldest", "fromList").containsExactly(false, true);

        ChangeFeedBuilder skips = builder("on-failure=skip", "max-attempts=3", "on-gap=resume");
        assertThat(decision(skips, "onFailure", after(2))).isEqualTo(FailureDecision.RETRY);
        assertThat(decision(skips, "onFailure", after(3))).isEqualTo(FailureDecision.SKIP);
        assertThat(decision(skips, "onGap", new FeedGapException("T", "f", "s", Instant.EPOCH)))
                .isEqualTo(GapDecision.RESUME);
        ChangeFeedBuilder stops = builder("on-failure=stop");
        assertThat(decision(stops, "onFailure", after(9))).isEqualTo(FailureDecision.RETRY);
        assertThat(decision(stops, "onFailure", after(10))).isEqualTo(FailureDecision.STOP);
    }
}
