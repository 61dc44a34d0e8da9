package io.dynastore.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Table;
import io.dynastore.TableDefinition;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.lease.OtherProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Members in processes of their own, which are stopped, frozen and killed, while four writers write and shards are split. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs the signals of POSIX")
class FeedProcessesTest {
    private static final int WRITERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
    private final DynamoDbClient client = EmbeddedClients.of(database);
    private final Table table = DynaStore.create(client).table(TableDefinition.of(MemberProcess.TABLE).stream());
    private final List<OtherProcess> processes = new ArrayList<>();
    private final Map<OtherProcess, List<String>> events = new LinkedHashMap<>();
    private URI endpoint;

    @AfterEach
    void close() {
        processes.forEach(OtherProcess::close);
        client.close();
        database.close();
    }

    @Test
    void eachRevisionOfEachKeyIsHandledInOrder() throws Exception {
        table.createIfAbsent();
        endpoint = database.listen(0);
        AtomicBoolean writing = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        List<Future<Map<String, List<String>>>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            writers.add(threads.submit(() -> write(number, writing)));
        }
        OtherProcess stopped = start();
        OtherProcess killed = start();
        database.streams().splitShards(MemberProcess.TABLE);
        awaitEvents(stopped, 20);
        awaitEvents(killed, 20);
        killed.kill();
        OtherProcess frozen = start();
        database.streams().splitShards(MemberProcess.TABLE).splitShards(MemberProcess.TABLE);
        awaitEvents(frozen, 20);
        frozen.freeze();
        stopped.tell("stop");
        assertThat(stopped.answer()).isEqualTo("STOPPED");
        OtherProcess last = start();
        awaitEvents(last, 50);
        frozen.thaw();
        writing.set(false);

        Map<String, List<String>> written = new TreeMap<>();
        for (var writer : writers) {
            written.putAll(writer.get());
        }
        threads.shutdown();
        awaitAll(written);
        events.forEach((process, lines) -> assertOrder(written, lines));
    }

    private OtherProcess start() {
        OtherProcess process = OtherProcess.start(MemberProcess.class, endpoint.toString());
        processes.add(process);
        events.put(process, new ArrayList<>());
        assertThat(process.answer()).isEqualTo("READY");
        return process;
    }

    /** Writes entries of its own, and returns what has happened to each. */
    private Map<String, List<String>> write(int writer, AtomicBoolean writing) throws InterruptedException {
        Partition<String> customers = table.partition("customers");
        Random random = new Random(writer);
        Map<String, List<String>> log = new HashMap<>();
        Map<String, Entry<String>> present = new HashMap<>();
        for (int number = 0; writing.get(); number++) {
            String key = "c-" + writer + "-" + random.nextInt(5);
            String value = Integer.toString(number);
            List<String> changes = log.computeIfAbsent(key, any -> new ArrayList<>());
            Entry<String> entry = present.get(key);
            if (entry == null) {
                present.put(key, customers.create(key, value));
                changes.add("CREATED " + value);
            } else if (random.nextInt(4) == 0) {
                customers.delete(entry);
                present.remove(key);
                changes.add("DELETED " + entry.value());
            } else {
                present.put(key, customers.update(entry, value));
                changes.add("UPDATED " + value);
            }
            Thread.sleep(5); // Some load, not as much as possible.
        }
        return log;
    }

    private void awaitEvents(OtherProcess process, int count) {
        for (int i = 0; i < count; i++) {
            events.get(process).add(process.event());
        }
    }

    private void awaitAll(Map<String, List<String>> written) throws InterruptedException {
        Set<String> expected = new HashSet<>();
        written.forEach((key, changes) -> changes.forEach(change -> expected.add(key + " " + change)));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Set<String> handled = new HashSet<>();
            events.forEach((process, lines) -> {
                lines.addAll(process.eventsSoFar());
                handled.addAll(lines);
            });
            if (handled.containsAll(expected)) {
                assertThat(handled).isEqualTo(expected);
                return;
            }
            if (System.nanoTime() > deadline) {
                assertThat(handled).isEqualTo(expected);
            }
            Thread.sleep(20);
        }
    }

    /** A process handles no change twice, and those of a key in order. */
    private static void assertOrder(Map<String, List<String>> written, List<String> lines) {
        Map<String, Integer> reached = new HashMap<>();
        for (String line : lines) {
            String key = line.substring(0, line.indexOf(' '));
            int index = written.get(key).indexOf(line.substring(key.length() + 1));
            Integer before = reached.put(key, index);
            assertThat(index).as("%s in %s", line, lines).isGreaterThan(before == null ? -1 : before);
        }
    }
}
