package io.dynastore.watch;

import io.dynastore.watch.Delivery.Outcome;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/**
 * Reads one shard and hands its changes on, step by step, as long as this member holds it. Only its steps change its state, one at
 * a time; others may read it.
 */
final class ShardReader {
    private static final Logger LOG = System.getLogger(ChangeFeed.class.getName());

    /**
     * So many answers without records in succession mean that there were none before the first of them was asked for. One alone
     * does not: "it might take multiple calls to get to a portion of the shard that contains stream records" (GetRecords in the
     * API reference).
     */
    private static final int EMPTY_PAGES = 3;

    /** A change may seem older by this than it is, since DynamoDB rounds its time down. */
    private static final Duration ROUNDING = Duration.ofSeconds(1);

    /** What is waiting: a change, or records that were passed over. */
    private record Next(@Nullable PendingChange change, Position after, Instant time) {}

    private final FeedContext feed;
    private final GroupRecord group;
    private final String shardId;
    private final Runnable onFinished;
    private final Delivery delivery;
    private final ReadPauses pauses;
    private final RetryLog log;
    private final Deque<Next> waiting = new ArrayDeque<>();

    /** The pause after the changes that wait. */
    private Duration afterPage = Duration.ZERO;

    private @Nullable Holding holding;
    private @Nullable String iterator;
    private boolean isOpen;
    private int emptyPages;
    private @Nullable Instant emptySince;
    private long emptySinceTicket;

    private volatile ShardState state;
    private volatile @Nullable Instant oldestWaiting;
    private volatile @Nullable Throwable readFailure;
    private volatile long tipTicket;
    private volatile boolean atTip;
    private volatile boolean givingUp;

    /**
     * Creates a reader.
     *
     * @param state how far the shard was read, as far as this is known before it is taken
     * @param onFinished is called when the shard was read to its end
     */
    ShardReader(FeedContext feed, GroupRecord group, String shardId, ShardState state, Runnable onFinished) {
        this.feed = feed;
        this.group = group;
        this.shardId = shardId;
        this.state = state.furthest(feed.reached(shardId));
        this.onFinished = onFinished;
        this.delivery = new Delivery(feed);
        this.pauses = new ReadPauses(feed.settings().pollInterval());
        this.log = new RetryLog(feed.timing());
    }

    String shardId() {
        return shardId;
    }

    ShardState state() {
        return state;
    }

    /**
     * Begins with what the member before has left. What was known before the shard was taken, and is what its lease shows now, may
     * be older; if this member died before the first renewal, the next one would begin with that.
     */
    void begin(Holding taken, String member) {
        holding = taken;
        HolderText previous = HolderText.parse(taken.previousText());
        if (previous != null) {
            ShardState shown = state;
            state = previous.state().furthest(state).furthest(feed.reached(shardId));
            if (!state.equals(shown)) {
                taken.show(text(member));
            }
        }
    }

    /** Reads on and hands changes on; returns the pause before the next step, or null if this reader is done. */
    @Nullable
    Duration step() {
        while (!feed.isStopping() && Objects.requireNonNull(holding).isHeld()) {
            if (givingUp) {
                release();
                return null;
            }
            Next next = waiting.peek();
            if (next == null) {
                if (state.finished() || isAtEnd()) {
                    finish();
                    return null;
                }
                if (!afterPage.isZero()) {
                    Duration pause = afterPage;
                    afterPage = Duration.ZERO;
                    return pause;
                }
                Duration pause = read();
                if (pause == null || !pause.isZero()) {
                    return pause;
                }
                continue;
            }
            oldestWaiting = next.time();
            Outcome outcome = next.change() == null ? Outcome.DONE : delivery.deliver(next.change());
            if (outcome == Outcome.RETRY) {
                return delivery.pause();
            }
            if (outcome == Outcome.STOP) {
                return null;
            }
            waiting.remove();
            reached(state.at(next.after(), next.time()));
        }
        return null;
    }

    private boolean isAtEnd() {
        return isOpen && iterator == null;
    }

    private void reached(ShardState newState) {
        state = newState;
        feed.reached(shardId, newState);
        if (waiting.isEmpty()) {
            oldestWaiting = null;
        }
    }

    /** Every record is read, so changes of the children come after those of this shard. */
    private void finish() {
        reached(state.finished(feed.now()));
        release();
        onFinished.run();
    }

    /** Lets the next step give the shard up, for another member. */
    void giveUp() {
        givingUp = true;
    }

    boolean isGivingUp() {
        return givingUp;
    }

    /** Gives the shard up; what waits is read by the next member. */
    void release() {
        if (holding != null) {
            holding.release(text(""));
        }
    }

    private String text(String member) {
        return new HolderText(member, state).toString();
    }

    /** Reads the next records; returns the pause before the next step, zero if there are records, or null if this is done. */
    private @Nullable Duration read() {
        try {
            if (!isOpen && !open()) {
                return null;
            }
            if (iterator == null) {
                return Duration.ZERO;
            }
            Instant asked = feed.now();
            long ticket = feed.ticket();
            GetRecordsResponse page = feed.source().records(iterator);
            readFailure = null;
            log.succeeded();
            pauses.succeeded();
            iterator = page.nextShardIterator();
            return took(page.records(), asked, ticket);
        } catch (ExpiredIteratorException e) {
            LOG.log(
                    Level.DEBUG,
                    "An iterator has expired, for instance because a handler took long; a new one follows",
                    e);
            isOpen = false;
            return Duration.ZERO;
        } catch (TrimmedDataAccessException e) {
            return trimmed() ? Duration.ZERO : null;
        } catch (ResourceNotFoundException e) {
            return vanished() ? Duration.ZERO : null;
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    /** Asks for an iterator at the position; returns false if the feed has stopped because of a gap. */
    private boolean open() {
        if (state.position() == null && feed.mayBeTrimmed(state.readUntil())) {
            if (!feed.mayResume(shardId, state.readUntil())) {
                return false;
            }
            reached(ShardState.beginning(feed.now()));
        }
        iterator = feed.source().iterator(group.stream(), shardId, state.position());
        isOpen = true;
        return true;
    }

    private Duration took(List<Record> records, Instant asked, long ticket) {
        if (records.isEmpty()) {
            return isAtEnd() ? Duration.ZERO : empty(asked, ticket);
        }
        emptyPages = 0;
        atTip = false;
        boolean delivers = false;
        for (Record record : records) {
            delivers |= enqueue(record);
        }
        Record last = records.get(records.size() - 1);
        Position end = Position.after(last.dynamodb().sequenceNumber());
        Instant time = last.dynamodb().approximateCreationDateTime();
        if (!delivers) {
            reached(state.at(end, time));
            return isAtEnd() ? Duration.ZERO : pauses.afterPassing(records.size(), Duration.between(time, asked));
        }
        waiting.add(new Next(null, end, time));
        afterPage = pauses.afterChanges(records.size(), Duration.between(time, asked));
        return Duration.ZERO;
    }

    /** Notes the changes of a record that are to be delivered, if there are any. */
    private boolean enqueue(Record record) {
        Instant time = record.dynamodb().approximateCreationDateTime();
        Instant from = group.from();
        if (from != null
                && time.isBefore(from.minus(feed.settings().clockSkew()).minus(ROUNDING))) {
            return false;
        }
        boolean delivers = false;
        int index = 0;
        for (PendingChange change : feed.subscriptions().changes(record)) {
            Position after = Objects.requireNonNull(change.after());
            Position done = state.position();
            if (done == null || !done.includes(after.sequenceNumber(), index)) {
                waiting.add(new Next(change, after, time));
                delivers = true;
            }
            index++;
        }
        return delivers;
    }

    private Duration empty(Instant asked, long ticket) {
        if (emptyPages == 0) {
            emptySince = asked;
            emptySinceTicket = ticket;
        }
        if (++emptyPages == EMPTY_PAGES) {
            reached(state.readUntil(Objects.requireNonNull(emptySince)));
            tipTicket = emptySinceTicket;
            atTip = true;
            emptyPages = 0;
        }
        return pauses.idle();
    }

    /** The record at the position was removed. It was read; so was what was removed after it, if that is young enough. */
    private boolean trimmed() {
        boolean gap = feed.mayBeTrimmed(state.readUntil());
        if (gap && !feed.mayResume(shardId, state.readUntil())) {
            return false;
        }
        reached(ShardState.beginning(gap ? feed.now() : state.readUntil()));
        isOpen = false;
        return true;
    }

    /** The shard is no longer there: it had no record that was not read, if the last read is young enough. */
    private boolean vanished() {
        if (feed.mayBeTrimmed(state.readUntil()) && !feed.mayResume(shardId, state.readUntil())) {
            return false;
        }
        isOpen = true;
        iterator = null;
        return true;
    }

    private @Nullable Duration failed(RuntimeException e) {
        if (feed.isStopping()) {
            return null; // The request may have been interrupted.
        }
        log.failed(() -> "A shard of a stream cannot be read; this is tried again: " + shardId, e);
        readFailure = e;
        feed.readFailed(e);
        return pauses.failed();
    }

    /** Returns whether all that was written before a ticket was taken was handled, as far as can be known. */
    boolean hasReadSince(long ticket) {
        return atTip && tipTicket > ticket;
    }

    /** Lets the next step read without a pause. */
    void hurry(boolean hurries) {
        pauses.hurry(hurries);
    }

    ShardProgress progress() {
        Instant oldest = oldestWaiting;
        Duration lag = oldest == null ? Duration.ZERO : Duration.between(oldest, feed.now());
        Throwable failure = delivery.failure() == null ? readFailure : delivery.failure();
        return new ShardProgress(shardId, state.readUntil(), lag.isNegative() ? Duration.ZERO : lag, failure);
    }
}
