package io.dynastore.embedded.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * A caller that is interrupted. It has its own items and so knows each answer: an item has the number of its last write or,
 * since a request continues without its interrupted caller, of a write whose answer did not arrive. All writes are conditional
 * on the previous number, so that none of them can follow a later one.
 */
final class Caller implements Runnable {
    static final String TABLE = "items";

    private final DynamoDbClient client;
    private final int number;
    private final Random random;
    /** The numbers that each item may have. */
    private final List<Set<Integer>> possible = new ArrayList<>();

    private int written;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;
    private final AtomicInteger interrupts = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger exceptions = new AtomicInteger();

    Caller(DynamoDbClient client, int number, int items) {
        this.client = client;
        this.number = number;
        this.random = new Random(number);
        for (int i = 0; i < items; i++) {
            possible.add(new TreeSet<>(Set.of(0)));
        }
    }

    static AttributeValue key(int caller, int item) {
        return AttributeValue.fromS("caller-" + caller + "/" + item);
    }

    void stop() {
        stopped = true;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    int interrupts() {
        return interrupts.get();
    }

    int requests() {
        return requests.get();
    }

    int exceptions() {
        return exceptions.get();
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                int item = random.nextInt(possible.size());
                request(item, random.nextInt(3) > 0);
            }
        } catch (RuntimeException | AssertionError e) {
            failure = e;
        }
    }

    private void request(int item, boolean reads) {
        requests.incrementAndGet();
        try {
            if (reads) {
                read(client, item);
            } else {
                write(item);
            }
        } catch (SdkClientException e) {
            exceptions.incrementAndGet();
            if (!Thread.currentThread().isInterrupted()) {
                throw new AssertionError("A failure that no interrupt explains", e);
            }
        }
        if (Thread.interrupted()) {
            interrupts.incrementAndGet();
        }
    }

    private void read(DynamoDbClient from, int item) {
        met(
                item,
                from.getItem(get -> get.tableName(TABLE)
                                .key(Map.of("pk", key(number, item)))
                                .projectionExpression("seq"))
                        .item());
    }

    private void write(int item) {
        int expected = possible.get(item).iterator().next();
        int next = ++written;
        possible.get(item).add(next);
        try {
            client.updateItem(update -> update.tableName(TABLE)
                    .key(Map.of("pk", key(number, item)))
                    .updateExpression("SET seq = :new")
                    .conditionExpression("seq = :old")
                    .expressionAttributeValues(Map.of(":old", number(expected), ":new", number(next)))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            is(item, next);
        } catch (ConditionalCheckFailedException e) {
            possible.get(item).remove(next);
            possible.get(item).remove(expected);
            met(item, e.item());
        }
    }

    private static AttributeValue number(int number) {
        return AttributeValue.fromN(Integer.toString(number));
    }

    private void met(int item, Map<String, AttributeValue> found) {
        assertThat(found).as("item %d/%d", number, item).containsKey("seq");
        int seq = Integer.parseInt(found.get("seq").n());
        assertThat(seq).as("item %d/%d", number, item).isIn(possible.get(item));
        // The first number is that before all writes whose answers did not arrive.
        if (seq != possible.get(item).iterator().next()) {
            is(item, seq);
        }
    }

    private void is(int item, int seq) {
        possible.set(item, new TreeSet<>(Set.of(seq)));
    }

    /** Fails unless each item has a number that it may have. */
    void checkAll(DynamoDbClient from) {
        for (int item = 0; item < possible.size(); item++) {
            read(from, item);
        }
    }
}
