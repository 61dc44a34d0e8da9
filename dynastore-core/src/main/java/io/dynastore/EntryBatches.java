package io.dynastore;

import io.dynastore.ConcurrentChunks.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Reads and deletes many entries of one partition in chunks, several of them at once. Immutable. */
final class EntryBatches<V> {
    /** DynamoDB's limit on the keys of one BatchGetItem. */
    static final int READ_CHUNK = 100;

    /** DynamoDB's limit on the items of one BatchWriteItem. */
    static final int DELETE_CHUNK = 25;

    /** How often in a row DynamoDB may process nothing of a chunk; with the pauses, for about half a minute. */
    private static final int MAX_IDLE_ATTEMPTS = 10;

    private final PartitionView<V> partition;
    private final OperationRunner runner;
    private final Layout layout;

    EntryBatches(PartitionView<V> partition) {
        this.partition = partition;
        this.runner = partition.runner();
        this.layout = partition.layout();
    }

    Map<String, Entry<V>> findAll(Collection<String> keys) {
        Set<String> wanted = checked(keys);
        Map<String, StoredItem> found = new ConcurrentHashMap<>();
        long nowSecond = partition.nowSecond();
        inChunks("findAll", "read", wanted.iterator(), READ_CHUNK, (call, chunk) -> read(call, chunk, found));
        Map<String, Entry<V>> entries = new LinkedHashMap<>();
        for (String key : wanted) {
            StoredItem item = found.get(key);
            if (item != null && item.isLive(nowSecond)) {
                entries.put(key, item.entry(partition.codec()));
            }
        }
        return entries;
    }

    long deleteAll(String prefix) {
        checkUnfenced();
        // Consistent, or an entry that was just written might be missed without a trace.
        QueryPlan plan = partition.withConsistentReads().plan(Query.all().prefix(prefix));
        return deleteAll(partition.table().lister().keys(plan).iterator());
    }

    long deleteAll(Collection<String> keys) {
        checkUnfenced();
        return deleteAll(checked(keys).iterator());
    }

    private void checkUnfenced() {
        if (partition.isFenced()) {
            throw new UnsupportedOperationException("deleteAll cannot be fenced (" + partition.address()
                    + "): DynamoDB's batches have no conditions. Delete the entries one by one, or use the partition"
                    + " without the fence.");
        }
    }

    private long deleteAll(Iterator<String> keys) {
        return inChunks("deleteAll", "deleted", keys, DELETE_CHUNK, this::delete);
    }

    private Set<String> checked(Collection<String> keys) {
        Set<String> distinct = new LinkedHashSet<>(keys);
        distinct.forEach(key -> partition.checkKey(key));
        return distinct;
    }

    /** Sends one request for some keys and returns those that DynamoDB did not process. */
    private interface Request {
        List<Map<String, AttributeValue>> send(Call call, List<Map<String, AttributeValue>> keys);
    }

    private long inChunks(String operation, String done, Iterator<String> keys, int size, Request request) {
        Address address = partition.address();
        AtomicLong completed = new AtomicLong();
        try {
            runner.inParallel(
                    new Chunks(keys, size),
                    (chunk, progress) -> runner.run(
                            operation, address, call -> inAttempts(call, chunk, request, progress, completed)));
        } catch (RuntimeException e) {
            // If nothing was processed, there is nothing to report beside the failure.
            throw completed.get() == 0 ? e : new BatchFailedException(address, done, completed.get(), e);
        }
        return completed.get();
    }

    /** The keys of items, a chunk at a time. A key is taken only when its chunk is. */
    private final class Chunks implements ConcurrentChunks.Source<List<Map<String, AttributeValue>>> {
        private final Iterator<String> keys;
        private final int size;
        private boolean full;

        Chunks(Iterator<String> keys, int size) {
            this.keys = keys;
            this.size = size;
        }

        @Override
        public @Nullable List<Map<String, AttributeValue>> next() {
            List<Map<String, AttributeValue>> chunk = new ArrayList<>(size);
            while (chunk.size() < size && keys.hasNext()) {
                chunk.add(layout.itemKey(partition.name(), keys.next()));
            }
            full = chunk.size() == size;
            return chunk.isEmpty() ? null : chunk;
        }

        @Override
        public boolean mayHaveMore() {
            return full;
        }
    }

    /** Returns whether all keys were processed; false if another chunk has failed meanwhile. */
    private boolean inAttempts(
            Call call,
            List<Map<String, AttributeValue>> chunk,
            Request request,
            Progress progress,
            AtomicLong completed) {
        List<Map<String, AttributeValue>> rest = chunk;
        int idle = 0;
        while (true) {
            int open = rest.size();
            RuntimeException overload = null;
            try {
                rest = request.send(call, rest);
            } catch (SdkServiceException | OutcomeUnknownException e) {
                if (!isThrottling(e)) {
                    throw e;
                }
                overload = e;
            }
            completed.addAndGet(open - rest.size());
            idle = rest.size() < open ? 0 : idle + 1;
            // A part of the reads may be left only because the others were enough for one reply.
            if (idle > 0 || call.wasThrottled()) {
                progress.throttled();
            } else {
                progress.served();
            }
            if (rest.isEmpty()) {
                return true;
            }
            if (idle == MAX_IDLE_ATTEMPTS) {
                throw overload != null ? overload : idle();
            }
            runner.backoff().await(Backoff.OVERLOAD, idle + 1);
            if (!progress.goesOn()) {
                return false;
            }
        }
    }

    /** Returns whether DynamoDB throttled a request at last. Then it is sent again, even if it may have been executed. */
    private static boolean isThrottling(RuntimeException failure) {
        return (failure instanceof OutcomeUnknownException ? failure.getCause() : failure)
                        instanceof SdkServiceException service
                && service.isThrottlingException();
    }

    private static SdkServiceException idle() {
        return ProvisionedThroughputExceededException.builder()
                .message("DynamoDB has left all items of a batch unprocessed " + MAX_IDLE_ATTEMPTS
                        + " times in a row: the capacity of the table or of this partition is exhausted")
                .build();
    }

    private List<Map<String, AttributeValue>> read(
            Call call, List<Map<String, AttributeValue>> keys, Map<String, StoredItem> found) {
        KeysAndAttributes wanted = KeysAndAttributes.builder()
                .keys(keys)
                .consistentRead(partition.consistent() ? true : null)
                .build();
        BatchGetItemResponse response =
                call.batchGetItem(BatchGetItemRequest.builder().requestItems(Map.of(layout.table(), wanted)));
        for (Map<String, AttributeValue> attributes : response.responses().getOrDefault(layout.table(), List.of())) {
            StoredItem item = partition.stored(attributes);
            found.put(item.key(), item);
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
                .batchWriteItem(
                        BatchWriteItemRequest.builder().requestItems(Map.of(layout.table(), deletes)), deletes.size())
                .unprocessedItems()
                .getOrDefault(layout.table(), List.of())
                .stream()
                .map(unprocessed -> unprocessed.deleteRequest().key())
                .toList();
    }
}
