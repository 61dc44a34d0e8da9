package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import io.dynastore.embedded.RandomFaults;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories of idempotent transactions with few keys, while requests arrive late, replies are lost and errors come from DynamoDB
 * and from intermediaries: each key takes effect once, at one moment, and its result is that of everybody. If the record is not
 * part of the transaction, it is not so.
 */
class IdempotencyHistoryTest {
    /** As many as it takes to find the broken operations. */
    private static final int SEEDS = 5;

    /** More of them under {@code mvn -Psoak}. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Boolean.getBoolean("dynastore.soak") ? 50 : SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void idempotentTransactionsUnderFaultsAreLinearizable(long seed) throws Exception {
        assertThat(violation(seed, true)).as("seed %d", seed).isEmpty();
    }

    @Test
    void withTheRecordOutsideOfTheTransactionTheyAreNot() throws Exception {
        boolean found = false;
        for (long seed = 1; seed <= SEEDS && !found; seed++) {
            found = violation(seed, false).isPresent();
        }
        assertThat(found).isTrue();
    }

    private static Optional<String> violation(long seed, boolean together) throws Exception {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory()) {
            return new IdempotentWriters(database, seed, faults(seed), together)
                    .run()
                    .violation();
        }
    }

    private static Faults faults(long seed) {
        return new Faults()
                .randomly(RandomFaults.seeded(seed)
                        .with(Fault.loseReply(), 0.08)
                        .with(Fault.drop(), 0.04)
                        .with(Fault.duplicate(), 0.04)
                        .with(Fault.internalServerError(), 0.04)
                        .with(Fault.internalServerError().afterExecution(), 0.08)
                        .with(Fault.intermediary(429).afterExecution(), 0.05)
                        .with(Fault.emptyBody(), 0.01)
                        .with(Fault.throughputExceeded(), 0.04)
                        .with(Fault.transactionConflict(), 0.1)
                        .only("TransactWriteItems", "GetItem"));
    }
}
