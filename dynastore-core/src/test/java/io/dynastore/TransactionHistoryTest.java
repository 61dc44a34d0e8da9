package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import io.dynastore.embedded.RandomFaults;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories of transactions on several entries and of single writes, while requests arrive late, errors come from DynamoDB and
 * from intermediaries, and clients are closed: they are strictly serializable.
 */
class TransactionHistoryTest {
    /** More of them under {@code mvn -Psoak}. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Boolean.getBoolean("dynastore.soak") ? 1_000 : 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void transactionsUnderFaultsAreSerializable(long seed) throws Exception {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.builder()
                .rememberCancelledTokens(seed % 2 == 0)
                .start()) {
            Optional<String> violation =
                    new TransactionWriters(database, seed, faults(seed)).run().violation();
            assertThat(violation).as("seed %d", seed).isEmpty();
        }
    }

    private static Faults faults(long seed) {
        return new Faults()
                .randomly(RandomFaults.seeded(seed)
                        .with(Fault.loseReply(), 0.06)
                        .with(Fault.drop(), 0.03)
                        .with(Fault.internalServerError(), 0.06)
                        .with(Fault.internalServerError().afterExecution(), 0.08)
                        .with(Fault.intermediary(429), 0.02)
                        .with(Fault.intermediary(429).afterExecution(), 0.05)
                        .with(Fault.intermediary(403).afterExecution(), 0.01)
                        .with(Fault.emptyBody(), 0.01)
                        .with(Fault.wrongChecksum(), 0.02)
                        .with(Fault.throughputExceeded(), 0.04)
                        .with(Fault.transactionConflict(), 0.03)
                        .only("UpdateItem", "DeleteItem", "TransactWriteItems"));
    }
}
