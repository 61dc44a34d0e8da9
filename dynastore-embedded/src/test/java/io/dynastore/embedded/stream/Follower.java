package io.dynastore.embedded.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Follows a stream with both images from its beginning, parents before their children, and keeps a copy of the table. Fails if
 * a record does not continue where the last one of its item ended: if one is missing, comes twice, or comes out of order. It
 * goes on with another client after a restart of the database.
 */
public final class Follower {
    private final String arn;
    private final Random random;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items = new HashMap<>();
    private final List<Record> records = new ArrayList<>();
    private boolean keepsRecords;
    private int count;

    /** A shard, and how far it was read. */
    private static final class Place {
        private final String shard;
        private final @Nullable String parent;
        private String last;
        private @Nullable String iterator;
        private boolean any;
        private boolean ended;

        Place(Shard shard) {
            this.shard = shard.shardId();
            this.parent = shard.parentShardId();
            this.last = shard.sequenceNumberRange().startingSequenceNumber();
        }
    }

    public Follower(String arn, long seed) {
        this.arn = arn;
        this.random = new Random(seed);
    }

    /** Keeps all records for {@link #records()}. */
    public Follower keepingRecords() {
        keepsRecords = true;
        return this;
    }

    /** {@return the records that were read} */
    public List<Record> records() {
        return records;
    }

    /** {@return the number of records that were read} */
    public int count() {
        return count;
    }

    /** {@return the items of the table by their keys, as far as the stream was read} */
    public Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items() {
        return items;
    }

    /** {@return the number of shards that were found} */
    public int shards() {
        return places.size();
    }

    /** Forgets iterators, since a client was closed or the clock has moved. */
    public void forgetIterators() {
        places.values().forEach(place -> place.iterator = null);
    }

    /** Reads until nothing more is there. No one may be writing. */
    public void drain(DynamoDbStreamsClient client) {
        boolean more = true;
        while (more) {
            more = step(client);
        }
    }

    /** Looks for shards, and reads a page of each that is not at its end; returns whether anything was new. */
    public boolean step(DynamoDbStreamsClient client) {
        boolean news = false;
        for (Shard shard : described(client)) {
            news |= places.putIfAbsent(shard.shardId(), new Place(shard)) == null;
        }
        for (Place place : List.copyOf(places.values())) {
            Place parent = place.parent == null ? null : places.get(place.parent);
            if (!place.ended && (parent == null || parent.ended)) {
                news |= read(client, place);
            }
        }
        return news;
    }

    private List<Shard> described(DynamoDbStreamsClient client) {
        List<Shard> shards = new ArrayList<>();
        int limit = 1 + random.nextInt(100);
        String start = null;
        do {
            String from = start;
            StreamDescription page = client.describeStream(
                            describe -> describe.streamArn(arn).limit(limit).exclusiveStartShardId(from))
                    .streamDescription();
            shards.addAll(page.shards());
            start = page.lastEvaluatedShardId();
        } while (start != null);
        return shards;
    }

    private boolean read(DynamoDbStreamsClient client, Place place) {
        String iterator = place.iterator;
        if (iterator == null) {
            iterator = client.getShardIterator(get -> get.streamArn(arn)
                            .shardId(place.shard)
                            .shardIteratorType(
                                    place.any
                                            ? ShardIteratorType.AFTER_SEQUENCE_NUMBER
                                            : ShardIteratorType.TRIM_HORIZON)
                            .sequenceNumber(place.any ? place.last : null))
                    .shardIterator();
        }
        try {
            String current = iterator;
            GetRecordsResponse page = client.getRecords(
                    get -> get.shardIterator(current).limit(random.nextInt(3) == 0 ? 1 + random.nextInt(5) : null));
            page.records().forEach(record -> apply(place, record));
            place.iterator = page.nextShardIterator();
            place.ended = place.iterator == null;
            return place.ended || !page.records().isEmpty();
        } catch (ExpiredIteratorException e) {
            place.iterator = null;
            return true;
        }
    }

    private void apply(Place place, Record record) {
        String number = record.dynamodb().sequenceNumber();
        assertThat(number).as("number in %s", place.shard).isGreaterThan(place.last);
        place.last = number;
        place.any = true;
        Map<String, AttributeValue> key = record.dynamodb().keys();
        Map<String, AttributeValue> before =
                record.dynamodb().hasOldImage() ? record.dynamodb().oldImage() : null;
        Map<String, AttributeValue> after =
                record.dynamodb().hasNewImage() ? record.dynamodb().newImage() : null;
        assertThat(before).as("item %s before record %s", key, number).isEqualTo(items.get(key));
        assertThat(after).as("item %s after record %s", key, number).isNotEqualTo(before);
        assertThat(record.eventNameAsString())
                .isEqualTo(before == null ? "INSERT" : after == null ? "REMOVE" : "MODIFY");
        if (after == null) {
            items.remove(key);
        } else {
            items.put(key, after);
        }
        count++;
        if (keepsRecords) {
            records.add(record);
        }
    }
}
