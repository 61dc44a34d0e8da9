package io.dynastore.watch;

import io.dynastore.InvalidTableException;
import io.dynastore.Table;
import io.dynastore.TableNotFoundException;
import io.dynastore.internal.TableStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Sends the requests to DynamoDB Streams. Thread-safe. */
final class StreamSource {
    private static final Logger LOG = System.getLogger(ChangeFeed.class.getName());

    private final Table table;
    private final DynamoDbStreamsClient client;

    StreamSource(Table table, DynamoDbStreamsClient client) {
        this.table = table;
        this.client = client;
    }

    /**
     * The shards of a stream.
     *
     * @param list all that are listed
     * @param ended whether the stream is disabled, so that no more shards follow
     */
    record Description(List<Shard> list, boolean ended) {}

    /** Checks the table's stream, if DynamoDB can be reached, and that both clients are of one region, as far as they say. */
    void check() {
        String difference = Regions.difference(client, table.store().client());
        if (difference != null) {
            throw new IllegalArgumentException("The client of DynamoDB Streams is not of the region of " + table
                    + ": it is of " + difference + ". Use a client of that region.");
        }
        try {
            arn();
        } catch (SdkException e) {
            LOG.log(
                    Level.WARNING,
                    () -> "The stream of " + table + " cannot be checked; the change feed starts all the same",
                    e);
        }
    }

    /** Returns the ARN of the table's stream, which must have both images. */
    String arn() {
        TableDescription description;
        try {
            description = table.store()
                    .client()
                    .describeTable(request -> request.tableName(table.name()))
                    .table();
        } catch (ResourceNotFoundException e) {
            throw new TableNotFoundException(table.name(), e);
        }
        TableStream.difference(description).ifPresent(difference -> {
            throw new InvalidTableException(table.name(), List.of(difference));
        });
        return description.latestStreamArn();
    }

    /** Returns whether a stream is one of the table, the present one or one before. */
    boolean isOfTable(String arn) {
        String name = table.name().substring(table.name().lastIndexOf('/') + 1);
        return arn.contains(":table/" + name + "/stream/");
    }

    /** Returns all shards of a stream; none, and its end, if it is gone: DynamoDB keeps a disabled stream for 24 hours. */
    Description describe(String arn) {
        try {
            return list(arn);
        } catch (ResourceNotFoundException e) {
            LOG.log(Level.DEBUG, () -> "A stream is gone: " + arn, e);
            return new Description(List.of(), true);
        }
    }

    private Description list(String arn) {
        List<Shard> shards = new ArrayList<>();
        String last = null;
        boolean ended;
        do {
            String from = last;
            DescribeStreamResponse page =
                    client.describeStream(request -> request.streamArn(arn).exclusiveStartShardId(from));
            for (var shard : page.streamDescription().shards()) {
                shards.add(new Shard(shard.shardId(), shard.parentShardId()));
            }
            ended = page.streamDescription().streamStatus() == StreamStatus.DISABLED;
            last = page.streamDescription().lastEvaluatedShardId();
        } while (last != null);
        return new Description(shards, ended);
    }

    /**
     * Returns an iterator at a position.
     *
     * @param position the last record that was reached; null for the oldest record
     */
    @Nullable
    String iterator(String arn, String shardId, @Nullable Position position) {
        GetShardIteratorRequest.Builder request =
                GetShardIteratorRequest.builder().streamArn(arn).shardId(shardId);
        if (position == null) {
            request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
        } else {
            request.sequenceNumber(position.sequenceNumber())
                    .shardIteratorType(
                            position.isWithinRecord()
                                    ? ShardIteratorType.AT_SEQUENCE_NUMBER
                                    : ShardIteratorType.AFTER_SEQUENCE_NUMBER);
        }
        return client.getShardIterator(request.build()).shardIterator();
    }

    GetRecordsResponse records(String iterator) {
        return client.getRecords(request -> request.shardIterator(iterator));
    }
}
