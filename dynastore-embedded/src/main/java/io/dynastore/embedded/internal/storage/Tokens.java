package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.value.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/**
 * The client request tokens of transactions that were executed, remembered for ten minutes ("TransactWriteItems" of the API
 * reference). Thread-safe, except for concurrent use of one token: the caller must hold its lock.
 */
public final class Tokens {
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private static final int HASH = 32;
    private static final int TIME = 8;

    /** The time of each token, followed by the hash of its request. */
    private final MVMap<String, byte[]> requests;
    /** The tokens by their time, so that the oldest can be removed. */
    private final MVMap<byte[], byte[]> times;

    /** Opens the tokens of a store. */
    public Tokens(Store store) {
        this.requests = store.named("tokens");
        this.times = store.bytes("tokens by time");
    }

    /** {@return the hash of the request for which a token was used, if it is remembered} */
    public Optional<Bytes> find(String token, Instant now) {
        byte[] found = requests.get(token);
        if (found == null || isForgotten(ByteBuffer.wrap(found).getLong(), now)) {
            return Optional.empty();
        }
        return Optional.of(new Bytes(Arrays.copyOfRange(found, TIME, TIME + HASH)));
    }

    private static boolean isForgotten(long epochMilli, Instant now) {
        return Instant.ofEpochMilli(epochMilli).plus(MEMORY).isBefore(now);
    }

    /** Remembers a token and removes those whose time is over, as a part of a change. */
    public void remember(String token, Bytes request, Instant now) {
        forget(now);
        byte[] time = ByteBuffer.allocate(TIME).putLong(now.toEpochMilli()).array();
        requests.put(token, KeyBytes.join(time, request.array()));
        times.put(KeyBytes.join(time, token.getBytes(StandardCharsets.UTF_8)), new byte[0]);
    }

    private void forget(Instant now) {
        for (Iterator<byte[]> all = times.keyIterator(null); all.hasNext(); ) {
            byte[] next = all.next();
            if (!isForgotten(ByteBuffer.wrap(next).getLong(), now)) {
                return;
            }
            times.remove(next);
            String token = new String(next, TIME, next.length - TIME, StandardCharsets.UTF_8);
            byte[] found = requests.get(token);
            // The token may have been used again since.
            if (found != null && isForgotten(ByteBuffer.wrap(found).getLong(), now)) {
                requests.remove(token);
            }
        }
    }

    /** {@return the hash of a request's JSON} */
    public static Bytes hash(byte[] json) {
        try {
            return new Bytes(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK supports SHA-256.", e);
        }
    }
}
