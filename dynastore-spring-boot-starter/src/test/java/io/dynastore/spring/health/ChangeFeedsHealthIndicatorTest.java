package io.dynastore.spring.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.TableNotFoundException;
import io.dynastore.spring.watch.ChangeFeeds;
import io.dynastore.spring.watch.FakeFeed;
import io.dynastore.watch.ChangeFeed;
import io.dynastore.watch.FeedGapException;
import io.dynastore.watch.ShardProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** What is said of a feed that makes no progress, by a clock of the test. */
class ChangeFeedsHealthIndicatorTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private Instant now = START;
    private List<ShardProgress> shards = List.of(shard(START, null));
    private @Nullable Throwable stopped;
    private @Nullable Throwable obstacle;
    private final ChangeFeedsHealthIndicator indicator =
            new ChangeFeedsHealthIndicator(new Feeds(), Duration.ofMinutes(5), () -> now);

    private final class Feeds implements ChangeFeeds {
        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public Map<String, ChangeFeed> feeds() {
            return Map.of("index", new FakeFeed(shards, stopped, obstacle));
        }
    }

    private static ShardProgress shard(Instant readUntil, @Nullable Throwable failure) {
        return new ShardProgress("shard-1", readUntil, Duration.ofMinutes(1), failure);
    }

    private Health after(Duration time) {
        now = START.plus(time);
        return indicator.health();
    }

    @Test
    void aFailureThatLastsPutsItOutOfService() {
        shards = List.of(shard(START, new IllegalStateException("secret")));
        assertThat(after(Duration.ofMinutes(5)).getStatus()).isEqualTo(Status.UP);

        Health late = after(Duration.ofMinutes(6));
        assertThat(late.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(late.getDetails().get("index"))
                .asString()
                .contains("running=true", "lag=PT1M", "stalled=[shard-1]", "error=java.lang.IllegalStateException")
                .doesNotContain("secret");

        shards = List.of(shard(START.plus(Duration.ofMinutes(6)), null));
        assertThat(after(Duration.ofMinutes(7)).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aHandlerThatDoesNotReturnPutsItOutOfService() {
        assertThat(after(Duration.ZERO).getStatus()).isEqualTo(Status.UP);
        assertThat(after(Duration.ofMinutes(4)).getStatus()).isEqualTo(Status.UP);
        assertThat(after(Duration.ofMinutes(6)).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    }

    @Test
    void aFeedThatIsBehindButMovesOnIsUp() {
        for (int minute = 0; minute < 30; minute += 4) {
            shards = List.of(shard(START.minus(Duration.ofHours(3)).plusSeconds(minute), null));
            assertThat(after(Duration.ofMinutes(minute)).getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void aFeedThatCannotFindItsShardsForSomeTimeIsOutOfService() {
        shards = List.of();
        obstacle = new TableNotFoundException("CRMTable");
        Health first = after(Duration.ZERO);
        assertThat(first.getStatus()).isEqualTo(Status.UP);
        assertThat(first.getDetails().get("index")).asString().contains("running=true", "'CRMTable'");
        assertThat(after(Duration.ofMinutes(6)).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

        obstacle = null;
        assertThat(after(Duration.ofMinutes(7)).getStatus()).isEqualTo(Status.UP);
        obstacle = new TableNotFoundException("CRMTable");
        assertThat(after(Duration.ofMinutes(8)).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aFeedThatHasStoppedIsDown() {
        stopped = new FeedGapException("CRMTable", "the change feed 'index'", "shard-1", START);

        Health health = indicator.health();

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails().get("index"))
                .asString()
                .contains("running=false", "Changes may be missing from the change feed 'index' of table 'CRMTable'");
    }
}
