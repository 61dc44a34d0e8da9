package io.dynastore.embedded.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.embedded.internal.operation.Database;
import io.dynastore.embedded.internal.operation.Undocumented;
import io.dynastore.embedded.internal.storage.RecordedFiles.Kind;
import io.dynastore.embedded.internal.storage.RecordedFiles.Step;
import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process or the power fails at each step of what a store writes, also in the middle of a step: then the file has all
 * commits that were acknowledged, each as a whole. The journal is short, so that the maps are saved after a few commits.
 */
class CrashTest {
    private static final String FILE = "database";
    private static final int LONGEST_JOURNAL = 2_000;
    private static final boolean SOAK = Boolean.getBoolean("dynastore.soak");
    private static final int COMMITS = SOAK ? 100 : 35;
    private static final int RANDOM_LOSSES = SOAK ? 20 : 0;
    private static final String TABLE = """
            {"TableName": "items", "BillingMode": "PAY_PER_REQUEST",
             "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
             "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]}""";

    @TempDir
    Path folder;

    /** By commit: the number of steps after which it was acknowledged. The first is that the store was opened. */
    private final List<Integer> acknowledged = new ArrayList<>();

    private int crashes;

    @Test
    void afterTheEndOfTheProcessAtAnyStepAllAcknowledgedCommitsAreThere() throws IOException {
        List<Step> steps = record(false);
        for (int count = acknowledged.get(0); count <= steps.size(); count++) {
            check(after(steps, count, 0), count);
            if (count < steps.size() && steps.get(count).kind() == Kind.WRITE) {
                int bytes = steps.get(count).bytes().length;
                check(after(steps, count, bytes / 2), count);
                if (bytes > 4096) {
                    check(after(steps, count, 4096), count);
                }
            }
        }
        assertThat(steps).filteredOn(step -> step.kind() == Kind.TRUNCATE).hasSizeGreaterThan(5);
        System.out.printf("%d crashes at %d steps of %d commits%n", crashes, steps.size(), COMMITS);
    }

    @Test
    void aCrashDuringTheRecoveryFromACrashLosesNothing() throws IOException {
        List<Step> steps = record(false);
        for (int count = acknowledged.get(0); count <= steps.size(); count++) {
            Step last = steps.get(count - 1);
            // The header of the file may not name the chunk yet.
            boolean chunk = last.file().equals(FILE) && last.kind() == Kind.WRITE && last.at() > 0;
            if (!chunk && !(SOAK && count % 3 == 0)) {
                continue;
            }
            Map<String, byte[]> crashed = after(steps, count, 0);
            Path file = save(crashed);
            open(file, false).close();
            List<Step> recovery = RecordedFiles.steps();
            for (int again = 0; again <= recovery.size(); again++) {
                check(after(crashed, recovery, again, 0), count);
            }
        }
    }

    @Test
    void afterALossOfPowerAtAnyStepAllCommitsThatWereForcedAreThere() throws IOException {
        List<Step> steps = record(true);
        Random random = new Random(1);
        for (int count = acknowledged.get(0); count <= steps.size(); count++) {
            LossOfPower loss = LossOfPower.after(steps.subList(0, count));
            if (!loss.others().isEmpty()) {
                check(loss.withTheLastStepOnly(), count);
                check(loss.withHoles(), count);
                for (int i = 0; i < RANDOM_LOSSES; i++) {
                    check(loss.withAnySectors(random), count);
                }
            }
        }
    }

    @Test
    void aJournalThatIsDamagedIsAnErrorRatherThanTheEnd() throws IOException {
        Path file = save(after(record(false), acknowledged.get(3), 0));
        Path journal = file.resolveSibling(FILE + ".journal");
        byte[] damaged = Files.readAllBytes(journal);
        damaged[Journal.HEADER]++;
        Files.write(journal, damaged);

        // The failed start has released the files, and has not changed them.
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> Store.open(file, false))
                    .withMessageContaining(journal + ", a record of which is damaged");
        }
        assertThat(journal).hasBinaryContent(damaged);
    }

    @Test
    void aFileThatWasWrittenWithoutAJournalIsOpened() {
        Path file = folder.resolve(FILE);
        try (MVStore maps = MVStore.open("file:" + file)) {
            maps.openMap(
                            "named",
                            new MVMap.Builder<String, byte[]>()
                                    .keyType(MapType.NAMED.keys())
                                    .valueType(MapType.NAMED.values()))
                    .put("a", new byte[] {1});
        }
        try (Store store = Store.open(file, false)) {
            assertThat(store.named("named").get("a")).containsExactly(1);
        }
    }

    @Test
    void aCommitThatCannotBeWrittenIsNotAcknowledgedAndNoneAfterIt() throws IOException {
        int steps = record(false).size();
        for (int until = acknowledged.get(0); until < steps; until += SOAK ? 1 : 5) {
            Path file = Files.createTempDirectory(folder, "full").resolve(FILE);
            Store store = open(file, false);
            RecordedFiles.failAfter(until - RecordedFiles.count());
            Ledger ledger = new Ledger(store);
            int last = 0;
            try {
                while (true) {
                    ledger.write(last + 1);
                    last++;
                }
            } catch (StoreException e) {
                assertThat(e).hasMessageContaining("cannot write its file").hasMessageContaining("No space left");
            }
            // There is space again, but nobody knows what has been written.
            RecordedFiles.failAfter(Integer.MAX_VALUE);
            assertThatExceptionOfType(StoreException.class).isThrownBy(store::awaitCommitted);
            store.close();
            checkOpened(file, last);
        }
    }

    @Test
    void everyRequestSaysThatTheFileCannotBeWritten() throws Exception {
        Store store = open(folder.resolve(FILE), false);
        try (Database database = new Database(store, Clock.systemUTC(), new Undocumented(false, false))) {
            assertThat(send(database, "CreateTable", TABLE)).startsWith("200");
            RecordedFiles.failAfter(0);
            assertThat(send(database, "PutItem", "{\"TableName\": \"items\", \"Item\": {\"pk\": {\"S\": \"a\"}}}"))
                    .startsWith("500")
                    .contains("InternalServerError", "cannot write its file", "No space left on device");
            RecordedFiles.failAfter(Integer.MAX_VALUE);
            assertThat(send(database, "ListTables", "{}")).startsWith("500").contains("cannot write its file");
        }
    }

    @Test
    void aWriteThatFindsTheFileClosedByAFailureSaysSo() throws Exception {
        Store store = open(folder.resolve(FILE), false);
        try (Database database = new Database(store, Clock.systemUTC(), new Undocumented(false, false))) {
            assertThat(send(database, "CreateTable", TABLE)).startsWith("200");
            RecordedFiles.failAfter(0);
            assertThat(send(database, "CreateTable", TABLE.replace("items", "others")))
                    .startsWith("500");
            assertThat(send(database, "PutItem", "{\"TableName\": \"items\", \"Item\": {\"pk\": {\"S\": \"a\"}}}"))
                    .startsWith("500")
                    .contains("cannot write its file", "No space left on device");
        }
    }

    private static String send(Database database, String operation, String body) throws InterruptedException {
        Reply reply = database.handle(new Request(operation, body.getBytes(StandardCharsets.UTF_8)));
        return reply.status() + new String(reply.body(), StandardCharsets.UTF_8);
    }

    /** Opens a store whose steps are noted. */
    private static Store open(Path file, boolean fsync) throws IOException {
        return Store.of(FileMaps.open(RecordedFiles.begin() + file, fsync, LONGEST_JOURNAL), null);
    }

    /** Returns the steps of all commits. */
    private List<Step> record(boolean fsync) throws IOException {
        Path file = Files.createTempDirectory(folder, "recorded").resolve(FILE);
        try (Store store = open(file, fsync)) {
            acknowledged.add(RecordedFiles.count());
            Ledger ledger = new Ledger(store);
            for (int number = 1; number <= COMMITS; number++) {
                ledger.write(number);
                acknowledged.add(RecordedFiles.count());
            }
        }
        return RecordedFiles.steps();
    }

    /** Returns the files after some steps, and a part of the next one. */
    private static Map<String, byte[]> after(List<Step> steps, int count, int partOfNext) {
        return after(Map.of(), steps, count, partOfNext);
    }

    private static Map<String, byte[]> after(Map<String, byte[]> files, List<Step> steps, int count, int partOfNext) {
        Map<String, byte[]> result = new HashMap<>(files);
        steps.subList(0, count).forEach(step -> step.applyTo(result));
        if (partOfNext > 0) {
            steps.get(count).part(0, partOfNext).applyTo(result);
        }
        return result;
    }

    private Path save(Map<String, byte[]> files) throws IOException {
        Path crashed = Files.createDirectories(folder.resolve("crashed"));
        Files.deleteIfExists(crashed.resolve(FILE + ".journal"));
        for (Map.Entry<String, byte[]> each : files.entrySet()) {
            Files.write(crashed.resolve(each.getKey()), each.getValue());
        }
        return crashed.resolve(FILE);
    }

    /** Fails unless the files contain all commits that were acknowledged within the steps, and perhaps the next one. */
    private void check(Map<String, byte[]> files, int steps) throws IOException {
        int last = (int) acknowledged.stream().filter(count -> count <= steps).count() - 1;
        checkOpened(save(files), last);
        crashes++;
    }

    private static void checkOpened(Path file, int last) throws IOException {
        int found;
        try (Store store = open(file, false)) {
            Ledger ledger = new Ledger(store);
            found = ledger.last();
            assertThat(found).isBetween(last, last + 1);
            assertThat(ledger.content()).isEqualTo(Ledger.contentAfter(found));
            ledger.write(found + 1);
        }
        assertThat(file.resolveSibling(FILE + ".journal")).doesNotExist();
        try (Store store = open(file, false)) {
            assertThat(new Ledger(store).content()).isEqualTo(Ledger.contentAfter(found + 1));
        }
    }
}
