package io.dynastore;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Reads and deletes many entries of one partition at once, chunk by chunk. Immutable. */
final class EntryBatches<V> {
    /** DynamoDB's limit on the keys of one BatchGetItem. */
    static final int READ_CHUNK = 100;

    /** DynamoDB's limit on the items of one BatchWriteItem. */
    static final int DELETE_CHUNK = 25;

    /** How often in a row DynamoDB may take nothing of a chunk; with the backoff, about half a minute. */
    private static final int MAX_IDLE_TRIES = 10;

    private final OperationRunner runner;
    private final Clock clock;
    private final Layout layout;
    private final String partition;
    private final Codec<V> codec;
    private final boolean consistent;

    EntryBatches(
            OperationRunner runner, Clock clock, Layout layout, String partition, Codec<V> codec, boolean consistent) {
        this.runner = runner;
        this.clock = clock;
        this.layout = layout;
        this.partition = partition;
        this.codec = codec;
        this.consistent = consistent;
    }

    Map<String, Entry<V>> findAll(Collection<String> keys) {
        Set<String> wanted = new LinkedHashSet<>(keys);
        wanted.forEach(key -> layout.checkKey(partition, key));
        Map<String, Entry<V>> found = new HashMap<>();
        long nowSecond = clock.instant().getEpochSecond();
        inChunks(
                "findAll",
                "read",
                wanted.iterator(),
                READ_CHUNK,
                (call, chunk) -> read(call, chunk, item -> {
                    if (item.isLive(nowSecond)) {
                        Entry<V> entry = item.entry(codec);
                        found.put(entry.key(), entry);
                    }
                }));
        Map<String, Entry<V>> ordered = new LinkedHashMap<>();
        for (String key : wanted) {
            Entry<V> entry = found.get(key);
            if (entry != null) {
                ordered.put(key, entry);
            }
        }
        return ordered;
    }

    long deleteAll(Iterator<String> keys) {
        return inChunks("deleteAll", "deleted", keys, DELETE_CHUNK, this::delete);
    }

    long deleteAll(Collection<String> keys) {
        Set<String> distinct = new LinkedHashSet<>(keys);
        distinct.forEach(key -> layout.checkKey(partition, key));
        return deleteAll(distinct.iterator());
    }

    /** Sends one request for some keys and returns those that DynamoDB did not take. */
    private interface Request {
        List<Map<String, AttributeValue>> send(Call call, List<Map<String, AttributeValue>> keys);
    }

    private long inChunks(String operation, String done, Iterator<String> keys, int size, Request request) {
        Address address = layout.address(partition);
        long completed = 0;
        while (keys.hasNext()) {
            List<Map<String, AttributeValue>> chunk = new ArrayList<>(size);
            while (chunk.size() < size && keys.hasNext()) {
                chunk.add(layout.itemKey(partition, keys.next()));
            }
            long before = completed;
            completed += runner.run(operation, address, call -> inTries(call, address, done, before, chunk, request));
        }
        return completed;
    }

    private long inTries(
            Call call,
            Address address,
            String done,
            long before,
            List<Map<String, AttributeValue>> chunk,
            Request request) {
        List<Map<String, AttributeValue>> rest = chunk;
        int idle = 0;
        while (true) {
            int open = rest.size();
            SdkException overload = null;
            try {
                rest = request.send(call, rest);
            } catch (SdkServiceException e) {
                if (!e.isThrottlingException()) {
                    throw failed(address, done, before + chunk.size() - open, e);
                }
                overload = e;
            } catch (SdkException e) {
                throw failed(address, done, before + chunk.size() - open, e);
            }
            if (rest.isEmpty()) {
                return chunk.size();
            }
            idle = rest.size() < open ? 0 : idle + 1;
            if (idle == MAX_IDLE_TRIES) {
                throw failed(address, done, before + chunk.size() - rest.size(), overload != null ? overload : idle());
            }
            runner.backoff().await(Backoff.OVERLOAD, idle + 1);
        }
    }

    private static SdkException idle() {
        return ProvisionedThroughputExceededException.builder()
                .message("DynamoDB has left all items of a batch unprocessed " + MAX_IDLE_TRIES
                        + " times in a row: the capacity of the table or of this partition is used up")
                .build();
    }

    /** What was done only matters if something was. */
    private static RuntimeException failed(Address address, String done, long completed, SdkException cause) {
        return completed == 0 ? cause : new BatchFailedException(address, done, completed, cause);
    }

    private List<Map<String, AttributeValue>> read(
            Call call, List<Map<String, AttributeValue>> keys, Consumer<StoredItem> found) {
        KeysAndAttributes wanted = KeysAndAttributes.builder()
                .keys(keys)
                .consistentRead(consistent ? true : null)
                .build();
        BatchGetItemResponse response =
                call.batchGetItem(BatchGetItemRequest.builder().requestItems(Map.of(layout.table(), wanted)));
        for (Map<String, AttributeValue> item : response.responses().getOrDefault(layout.table(), List.of())) {
            found.accept(new StoredItem(layout, item));
        }
        KeysAndAttributes unprocessed = response.unprocessedKeys().get(layout.table());
        return unprocessed == null ? List.of() : unprocessed.keys();
    }

    private List<Map<String, AttributeValue>> delete(Call call, List<Map<String, AttributeValue>> keys) {
        List<WriteRequest> deletes = keys.stream()
                .map(key -> WriteRequest.builder()
                        .deleteRequest(request -> request.key(key))
                        .build())
                .toList();
        return call
                .batchWriteItem(BatchWriteItemRequest.builder().requestItems(Map.of(layout.table(), deletes)))
                .unprocessedItems()
                .getOrDefault(layout.table(), List.of())
                .stream()
                .map(unprocessed -> unprocessed.deleteRequest().key())
                .toList();
    }
}
