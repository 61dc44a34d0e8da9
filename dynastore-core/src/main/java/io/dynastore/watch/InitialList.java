package io.dynastore.watch;

import io.dynastore.internal.ItemAccess.ItemPage;
import io.dynastore.internal.ItemFormat;
import io.dynastore.internal.Sha256;
import io.dynastore.watch.Delivery.Outcome;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Lists the entries that exist when a group begins, page by page, and hands them on. The position is the cursor after the last
 * entry that was handled. The steps run one at a time.
 */
final class InitialList {
    private static final int PAGE = 100;

    /** What the list leaves before its first page. */
    private static final String START = "list";

    private final FeedContext feed;
    private final GroupRecord group;
    private final List<Subscription<?>> subscriptions;
    private final Runnable onListed;
    private final Delivery delivery;
    private final ReadPauses pauses;
    private final RetryLog log;
    private final Deque<Listed> waiting = new ArrayDeque<>();

    private @Nullable Holding holding;
    private int partition;
    private @Nullable String cursor;
    private @Nullable String nextCursor;
    private boolean pageIsRead;
    private volatile String text = START;

    private volatile @Nullable RuntimeException readFailure;

    /** An entry that waits to be handed on, and its item. */
    private record Listed(PendingChange change, Map<String, AttributeValue> item) {}

    /**
     * Creates a list.
     *
     * @param onListed is called when all entries were handled, before the list is given up
     */
    InitialList(FeedContext feed, GroupRecord group, Runnable onListed) {
        this.feed = feed;
        this.group = group;
        // Members may have subscribed in different orders.
        this.subscriptions = feed.subscriptions().list().stream()
                .sorted(Comparator.comparing(
                        subscription -> subscription.partition().name()))
                .toList();
        this.onListed = onListed;
        this.delivery = new Delivery(feed);
        this.pauses = new ReadPauses(feed.settings().pollInterval());
        this.log = new RetryLog(feed.timing());
    }

    /** Returns where the list is. */
    String text() {
        return text;
    }

    /** Begins with what another member has left before this one takes the list. */
    InitialList from(String left) {
        String[] parts = left.split(" ", -1);
        if (parts.length == 3 && parts[0].equals(START)) {
            String name = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            partition = (int) subscriptions.stream()
                    .filter(each -> each.partition().name().compareTo(name) < 0)
                    .count();
            boolean isSame = partition < subscriptions.size()
                    && subscriptions.get(partition).partition().name().equals(name);
            cursor = isSame && !parts[2].isEmpty() ? URLDecoder.decode(parts[2], StandardCharsets.UTF_8) : null;
            text = left;
        }
        return this;
    }

    void begin(Holding taken) {
        from(taken.previousText());
        holding = taken;
    }

    /** Hands entries on; returns the pause before the next step, or null if this list is done. */
    @Nullable
    Duration step() {
        Holding held = Objects.requireNonNull(holding);
        while (!feed.isStopping() && held.isHeld()) {
            Listed next = waiting.peek();
            if (next != null) {
                Outcome outcome = delivery.deliver(next.change());
                if (outcome != Outcome.DONE) {
                    return outcome == Outcome.RETRY ? delivery.pause() : null;
                }
                waiting.remove();
                reached(subscriptions.get(partition).cursor(next.item()));
                continue;
            }
            if (pageIsRead) {
                pageHandled();
            }
            try {
                if (partition == subscriptions.size()) {
                    onListed.run();
                    release();
                    return null;
                }
                read(subscriptions.get(partition));
                pauses.succeeded();
                log.succeeded();
                readFailure = null;
            } catch (RuntimeException e) {
                log.failed(
                        () -> "The entries from which a change feed begins cannot be listed; this is tried again", e);
                readFailure = e;
                feed.readFailed(e);
                return pauses.failed();
            }
        }
        return null;
    }

    void release() {
        if (holding != null) {
            holding.release(text);
        }
    }

    /** Returns why the next entry cannot be read or handled; null if it can. */
    @Nullable
    Throwable failure() {
        return delivery.failure() == null ? readFailure : delivery.failure();
    }

    private void pageHandled() {
        pageIsRead = false;
        cursor = nextCursor;
        if (cursor == null) {
            partition++;
        }
        reached(cursor);
    }

    private void reached(@Nullable String after) {
        text = START + " "
                + (partition == subscriptions.size()
                        // After the last partition.
                        ? URLEncoder.encode(
                                subscriptions.get(partition - 1).partition().name() + "\0", StandardCharsets.UTF_8)
                        : URLEncoder.encode(
                                subscriptions.get(partition).partition().name(), StandardCharsets.UTF_8))
                + " " + (after == null ? "" : URLEncoder.encode(after, StandardCharsets.UTF_8));
    }

    private void read(Subscription<?> subscription) {
        ItemPage page = subscription.list(PAGE, cursor);
        for (Map<String, AttributeValue> item : page.items()) {
            waiting.add(new Listed(listed(subscription, item), item));
        }
        nextCursor = page.cursor();
        pageIsRead = true;
    }

    /** The item is decoded later, so that one that cannot be decoded fails like a handler. */
    private <V> PendingChange listed(Subscription<V> subscription, Map<String, AttributeValue> item) {
        String key = feed.subscriptions().key(item);
        MessageDigest digest = Sha256.digest();
        Sha256.add(digest, subscription.partition().name().getBytes(StandardCharsets.UTF_8));
        Sha256.add(digest, key.getBytes(StandardCharsets.UTF_8));
        // An item that lacks them is no entry, which is found out when it is decoded.
        AttributeValue absent = AttributeValue.fromNul(true);
        String version = item.getOrDefault(ItemFormat.VERSION, absent).n();
        SdkBytes writeId = item.getOrDefault(ItemFormat.WRITE_ID, absent).b();
        Sha256.add(digest, version == null ? new byte[0] : version.getBytes(StandardCharsets.UTF_8));
        Sha256.add(digest, writeId == null ? new byte[0] : writeId.asByteArray());
        String id = "listed-" + HexFormat.of().formatHex(digest.digest());
        return new PendingChange(
                subscription,
                key,
                id,
                group.began(),
                () -> new Change<V>(ChangeType.LISTED, null, subscription.entry(item), group.began(), id),
                null);
    }
}
