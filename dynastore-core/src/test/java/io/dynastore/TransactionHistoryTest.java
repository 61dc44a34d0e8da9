package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import io.dynastore.embedded.RandomFaults;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories of transactions on several entries and of single writes, while requests arrive late, rivals write between attempts,
 * errors come from DynamoDB and from intermediaries, and clients are closed: they are strictly serializable. Without any of the
 * rules about the outcome of a transaction, they are not.
 */
class TransactionHistoryTest {
    private static final int SEEDS = 50;

    /** More of them under {@code mvn -Psoak}. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Boolean.getBoolean("dynastore.soak") ? 1_000 : SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void transactionsUnderFaultsAreSerializable(long seed) throws Exception {
        assertThat(violation(seed, BrokenRule.NONE)).as("seed %d", seed).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void withoutARuleTheyAreNot(BrokenRule rule) throws Exception {
        boolean found = false;
        for (long seed = 1; seed <= SEEDS && !found; seed++) {
            found = violation(seed, rule).isPresent();
        }
        assertThat(found).isTrue();
    }

    private static Optional<String> violation(long seed, BrokenRule broken) throws Exception {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.builder()
                .rememberCancelledTokens(seed % 2 == 0)
                .start()) {
            return new TransactionWriters(database, seed, faults(seed), broken)
                    .run()
                    .violation();
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
                        .with(Fault.transactionConflict(), 0.15)
                        .only("UpdateItem", "DeleteItem", "TransactWriteItems"));
    }
}
