package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.wire.ApiError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * A position in a shard, which a client can use for some time. It contains all that it stands for, so it needs no memory and
 * survives a restart.
 *
 * @param arn the stream's ARN
 * @param shard the shard's number
 * @param position the sequence number from which to read
 * @param issued the time at which the client got it, in milliseconds of the epoch
 */
record ShardIterator(String arn, int shard, long position, long issued) {
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    /** What stands between the ARN and the position, as on AWS. */
    private static final String SEPARATOR = "|1|";

    private static final int CONTENT = Integer.BYTES + 2 * Long.BYTES;

    /** Returns the text for clients. */
    String text() {
        byte[] content = ByteBuffer.allocate(CONTENT + Long.BYTES)
                .putInt(shard)
                .putLong(position)
                .putLong(issued)
                .putLong(checksum(arn, shard, position, issued))
                .array();
        return arn + SEPARATOR + Base64.getEncoder().encodeToString(content);
    }

    private static long checksum(String arn, int shard, long position, long issued) {
        CRC32 checksum = new CRC32();
        checksum.update((arn + shard + ' ' + position + ' ' + issued).getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }

    /** Returns the iterator of a text. */
    static ShardIterator parse(String text) {
        int end = text.lastIndexOf(SEPARATOR);
        if (end < 0) {
            throw invalid();
        }
        String arn = text.substring(0, end);
        ByteBuffer content = content(text.substring(end + SEPARATOR.length()));
        ShardIterator iterator = new ShardIterator(arn, content.getInt(), content.getLong(), content.getLong());
        if (content.getLong() != checksum(arn, iterator.shard, iterator.position, iterator.issued)) {
            throw invalid();
        }
        return iterator;
    }

    private static ByteBuffer content(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (bytes.length == CONTENT + Long.BYTES) {
                return ByteBuffer.wrap(bytes);
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static ApiError invalid() {
        return ApiError.validation("Invalid ShardIterator");
    }

    boolean isExpired(Instant now) {
        return now.toEpochMilli() - issued >= LIFETIME.toMillis();
    }

    /** Returns the name of the shard among all shards. */
    String shardName() {
        return arn + "/" + shard;
    }
}
