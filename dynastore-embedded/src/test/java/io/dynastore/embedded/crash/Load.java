package io.dynastore.embedded.crash;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Raw;
import io.dynastore.embedded.internal.wire.Reply;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The process that is killed. Each writer goes on with the job after the number that it is given, and reports each job that
 * was acknowledged before it sends the next. Readers report what they read.
 */
final class Load {
    private static final int READERS = 2;
    private static final int JOBS_OF_A_SHARD = 60;
    private static final Pattern SEQ = Pattern.compile("\"seq\":\\{\"N\":\"(\\d+)\"");

    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

    private Load() {}

    /** Runs until it is killed. Arguments: the file, the number of news after which a reader ends it or 0, the last jobs. */
    public static void main(String[] args) {
        EmbeddedDynamoDb database =
                EmbeddedDynamoDb.builder().file(Path.of(args[0])).start();
        DynamoDbClient client = EmbeddedClients.of(database);
        Load load = new Load();
        List<CompletableFuture<?>> running = new ArrayList<>();
        int writers = args.length - 2;
        for (int i = 0; i < writers; i++) {
            Writer writer = new Writer(client, i);
            int number = i;
            int last = Integer.parseInt(args[i + 2]);
            running.add(load.start(() -> load.write(database, writer, number, last)));
        }
        for (int i = 0; i < READERS; i++) {
            running.add(load.start(() -> load.read(database, writers, Integer.parseInt(args[1]))));
        }
        running.forEach(CompletableFuture::join);
    }

    private CompletableFuture<?> start(Runnable work) {
        return CompletableFuture.runAsync(work, task -> new Thread(task).start())
                .whenComplete((done, failure) -> report("failed " + failure));
    }

    private void write(EmbeddedDynamoDb database, Writer writer, int number, int last) {
        for (int job = last + 1; true; job++) {
            if (job % JOBS_OF_A_SHARD == 0) {
                database.streams().rollOverShards(Job.TABLES.get(number % Job.TABLES.size()));
            }
            writer.send(new Job(number, job));
            report("acknowledged " + number + " " + job);
        }
    }

    /** Reads items right after they were written and reports each change; it bypasses the SDK, which would take longer. */
    private void read(EmbeddedDynamoDb database, int writers, int newsBeforeEnd) {
        int[] known = new int[writers];
        int news = 0;
        for (int writer = 0; true; writer = (writer + 1) % writers) {
            int found = hot(database, writer);
            if (found > known[writer]) {
                known[writer] = found;
                report("read " + writer + " " + found);
                if (++news == newsBeforeEnd) {
                    // A signal from outside would not arrive so soon after the answer.
                    Runtime.getRuntime().halt(1);
                }
            }
        }
    }

    /** Returns the number of the job that wrote a writer's hot item last; 0 if there is no item. */
    private static int hot(EmbeddedDynamoDb database, int writer) {
        String request = "{\"TableName\": \"%s\", \"Key\": {\"pk\": {\"S\": \"writer-%d\"}, \"sk\": {\"S\": \"%s\"}}}"
                .formatted(Job.PLAIN, writer, Job.HOT);
        try {
            Reply reply = Raw.send(database, "GetItem", request.getBytes(StandardCharsets.UTF_8));
            Matcher seq = SEQ.matcher(new String(reply.body(), StandardCharsets.UTF_8));
            return seq.find() ? Integer.parseInt(seq.group(1)) : 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reports by one write to the pipe, whose content survives this process. */
    private synchronized void report(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
