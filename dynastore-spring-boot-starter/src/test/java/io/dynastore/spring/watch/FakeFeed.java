package io.dynastore.spring.watch;

import io.dynastore.watch.ChangeFeed;
import io.dynastore.watch.ShardProgress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A feed of the group "index" whose progress a test sets. */
public record FakeFeed(
        List<ShardProgress> shards,
        @Nullable Throwable stopped,
        @Nullable Throwable hindered) implements ChangeFeed {
    /** Returns a feed that runs. */
    public static FakeFeed with(ShardProgress... shards) {
        return new FakeFeed(List.of(shards), null, null);
    }

    @Override
    public Optional<String> group() {
        return Optional.of("index");
    }

    @Override
    public boolean isRunning() {
        return stopped == null;
    }

    @Override
    public Optional<Throwable> failure() {
        return Optional.ofNullable(stopped);
    }

    @Override
    public Optional<Throwable> obstacle() {
        return Optional.ofNullable(hindered);
    }

    @Override
    public boolean catchUp(Duration atMost) {
        return true;
    }

    @Override
    public void close() {}
}
