package io.dynastore;

import static io.dynastore.embedded.Fault.drop;
import static io.dynastore.embedded.Fault.loseReply;
import static io.dynastore.embedded.Fault.throughputExceeded;
import static io.dynastore.embedded.Fault.transactionConflict;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.Faults;
import io.dynastore.embedded.RandomFaults;
import io.dynastore.jackson.JsonCodec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

/** Money moves between accounts by transactions over a bad network, and none appears or gets lost. */
class BankTest {
    private static final int ACCOUNTS = 10;
    private static final int THREADS = 8;
    private static final int TRANSFERS = 20;
    private static final long OPENING = 1000;

    /** How a transfer ended for the one who made it. */
    private enum Ending {
        CONFIRMED,
        FAILED,
        UNKNOWN
    }

    private final TestStore store = new TestStore();
    private final Faults wire = new Faults();
    // One attempt, so that the SDK settles nothing by itself, and some outcomes remain unknown.
    private final DynaStore bank = DynaStore.builder(TestDynamoDb.client(wire, 1))
            .clock(store.clock)
            .pause(duration -> {})
            .build();
    private final Partition<Long> accounts = bank.table(TestStore.CRM)
            .partition(store.partition.name(), JsonCodec.of(Long.class))
            .consistent();
    private final Partition<String> transfers =
            bank.table(TestStore.CRM).partition(store.partition.name() + "-transfers");
    private final Map<Ending, Set<String>> endings = new EnumMap<>(Map.of(
            Ending.CONFIRMED, ConcurrentHashMap.newKeySet(),
            Ending.FAILED, ConcurrentHashMap.newKeySet(),
            Ending.UNKNOWN, ConcurrentHashMap.newKeySet()));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void transfersUnderFaultsKeepTheSum(long seed) throws Exception {
        IntStream.range(0, ACCOUNTS).forEach(i -> accounts.create("account-" + i, OPENING));
        RandomFaults faults = RandomFaults.seeded(seed)
                .with(loseReply(), 0.1)
                .with(drop(), 0.05)
                .with(transactionConflict(), 0.1)
                .with(throughputExceeded(), 0.05)
                .only("TransactWriteItems");

        wire.randomly(faults);
        runInParallel(seed);
        wire.randomly(RandomFaults.none());

        Map<String, Entry<Long>> balances =
                accounts.stream(Query.all()).collect(Collectors.toMap(Entry::key, entry -> entry));
        Map<String, String> written =
                transfers.consistent().stream(Query.all()).collect(Collectors.toMap(Entry::key, Entry::value));
        assertThat(balances.values().stream().mapToLong(Entry::value).sum())
                .as("%s", faults)
                .isEqualTo(ACCOUNTS * OPENING);
        assertThat(balances)
                .as("%s", faults)
                .allSatisfy((key, balance) -> assertThat(balance.value()).isEqualTo(OPENING + movedTo(key, written)));
        assertThat(balances.values().stream().mapToLong(Entry::version).sum())
                .as("each transfer was made once (%s)", faults)
                .isEqualTo(ACCOUNTS + 2L * written.size());
        assertThat(written.keySet())
                .as("%s", faults)
                .containsAll(endings.get(Ending.CONFIRMED))
                .doesNotContainAnyElementsOf(endings.get(Ending.FAILED))
                .isSubsetOf(union(endings.get(Ending.CONFIRMED), endings.get(Ending.UNKNOWN)));
        assertThat(endings.get(Ending.CONFIRMED)).hasSizeGreaterThan(THREADS * TRANSFERS / 3);
        assertThat(wire.count()).isPositive();
    }

    private void runInParallel(long seed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> clerks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                String name = "t" + thread;
                Random random = new Random(seed * THREADS + thread);
                clerks.add(() -> {
                    for (int i = 0; i < TRANSFERS; i++) {
                        transfer(name + "-" + i, random);
                    }
                    return null;
                });
            }
            for (Future<Void> clerk : threads.invokeAll(clerks)) {
                clerk.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void transfer(String id, Random random) {
        int first = random.nextInt(ACCOUNTS);
        int second = (first + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        long amount = 1L + random.nextInt(50);
        Entry<Long> from = accounts.get("account-" + first);
        Entry<Long> to = accounts.get("account-" + second);
        Ending ending;
        try {
            bank.transact(tx -> tx.update(accounts, from, from.value() - amount)
                    .update(accounts, to, to.value() + amount)
                    .create(transfers, id, from.key() + ">" + to.key() + ">" + amount));
            ending = Ending.CONFIRMED;
        } catch (OutcomeUnknownException e) {
            ending = Ending.UNKNOWN;
        } catch (TransactionFailedException | SdkException e) {
            ending = Ending.FAILED;
        }
        endings.get(ending).add(id);
    }

    private static long movedTo(String account, Map<String, String> transfers) {
        long moved = 0;
        for (String transfer : transfers.values()) {
            String[] parts = transfer.split(">", 3);
            long amount = Long.parseLong(parts[2]);
            moved += parts[1].equals(account) ? amount : 0;
            moved -= parts[0].equals(account) ? amount : 0;
        }
        return moved;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new HashSet<>(one);
        union.addAll(other);
        return union;
    }
}
