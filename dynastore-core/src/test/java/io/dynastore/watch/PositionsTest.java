package io.dynastore.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The positions that leases carry, as texts. */
class PositionsTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_800_000_000_123L);

    @Test
    void sequenceNumbersAreComparedAsNumbers() {
        assertThat(Position.after("9")).isLessThan(Position.after("10"));
        assertThat(new Position("10", 1)).isLessThan(Position.after("10"));
        assertThat(Position.after("10").includes("9", 5)).isTrue();
        assertThat(Position.after("10").includes("10", 1)).isTrue();
        assertThat(new Position("10", 1).includes("10", 0)).isTrue();
        assertThat(new Position("10", 1).includes("10", 1)).isFalse();
        assertThat(Position.after("10").includes("11", 0)).isFalse();
    }

    @Test
    void textsAreReadAsTheyWereWritten() {
        ShardState open = new ShardState(new Position("123456789012345678901234567890", 1), NOW, false);
        HolderText text = new HolderText("4711@host, restored as ab cd/é%", open);

        assertThat(HolderText.parse(text.toString())).isEqualTo(text);
        HolderText oldest = new HolderText("", ShardState.beginning(NOW).finished(NOW));
        assertThat(HolderText.parse(oldest.toString())).isEqualTo(oldest);
    }

    @Test
    void otherTextsSayNothing() {
        for (String other :
                new String[] {"", "4711@host", "a at b until c open", "a at 1+x until 1 open", "a at 1 until 2"}) {
            assertThat(HolderText.parse(other)).as(other).isNull();
        }
    }

    @Test
    void aGroupIsReadAsItWasWritten() {
        GroupRecord group = new GroupRecord(
                NOW, null, false, "arn:aws:dynamodb:eu-west-1:1:table/T/stream/2026-01-01T00:00:00.000");

        assertThat(GroupRecord.parse("feed/g", group.toString())).isEqualTo(group);
        assertThat(GroupRecord.parse("feed/g", group.withList().toString())).isEqualTo(group.withList());
        assertThatIllegalStateException()
                .isThrownBy(() -> GroupRecord.parse("feed/g", "something else"))
                .withMessageContaining("another name");
    }

    @Test
    void groupsHaveNamesOfTheirOwn() {
        assertThat(new GroupNames("a").shard("b")).isNotEqualTo(new GroupNames("a/shard/b").group());
        assertThat(new GroupNames("a").shardOf(new GroupNames("a").shard("s-1")))
                .isEqualTo("s-1");
        assertThat(new GroupNames("a").shardOf(new GroupNames("ab").shard("s-1")))
                .isNull();
    }

    @Test
    void theFurthestStateCounts() {
        ShardState behind = new ShardState(Position.after("9"), NOW, false);
        ShardState ahead = new ShardState(Position.after("10"), NOW, false);

        assertThat(behind.furthest(ahead)).isEqualTo(ahead);
        assertThat(ahead.furthest(behind)).isEqualTo(ahead);
        assertThat(ahead.furthest(null)).isEqualTo(ahead);
        assertThat(ShardState.beginning(NOW).furthest(behind)).isEqualTo(behind);
        ShardState later = ShardState.beginning(NOW.plusSeconds(1));
        assertThat(later.finished(NOW).furthest(behind)).isEqualTo(behind.furthest(later.finished(NOW)));
        assertThat(behind.furthest(later.finished(NOW)))
                .isEqualTo(new ShardState(Position.after("9"), NOW.plusSeconds(1), true));
    }
}
