package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynastore.Operation;
import io.dynastore.OperationHook;
import io.dynastore.lease.Contenders.Conditions;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Holders never overlap and tokens rise, whatever happens. {@code mvn -Psoak} runs more seeds. */
class ContentionTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Boolean.getBoolean("dynastore.soak") ? 400 : 10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tenuresNeverOverlapUnderFaultsAndPausesWithWallClocksThatAreStepped(long seed) {
        Contenders contenders = new Contenders(seed, new Conditions(0.15, true, true, HOUR, true, false)).run(LONG);

        assertThat(contenders.tenures).isGreaterThan(5);
        assertThat(contenders.staleWrites).isGreaterThan(0);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tenuresNeverOverlapWithTakeoverByDeadlineWhileWallClocksDifferByLessThanTheBound(long seed) {
        Duration halfTheBound = Duration.ofMillis(2_500);
        Contenders contenders =
                new Contenders(seed, new Conditions(0.15, true, true, halfTheBound, false, true)).run(LONG);

        assertThat(contenders.tenures).isGreaterThan(5);
    }

    @Test
    void nothingIsLostWhileTheNetworkIsHealthy() {
        Contenders contenders =
                new Contenders(1, new Conditions(0, false, false, Duration.ofSeconds(2), false, true)).run(LONG);

        assertThat(contenders.ends)
                .hasSizeGreaterThan(10)
                .allSatisfy(end -> assertThat(end.reason()).isEqualTo(LeaseEnd.Reason.RELEASED));
    }

    @Test
    void theCheckerSeesWallClocksThatDifferByMoreThanTheBound() {
        assertThatThrownBy(() -> seeds().forEach(seed ->
                        new Contenders(seed, new Conditions(0, false, false, HOUR, true, true)).run(LONG)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("believe they hold the lease");
    }

    @Test
    void theCheckerSeesATakeoverThatDoesNotLookAtTheNonce() {
        assertSeen(new Forgetting(" OR writeId = :dead", " OR :dead = :dead"));
    }

    @Test
    void theCheckerSeesARenewalThatDoesNotLookAtTheOwner() {
        assertSeen(new Forgetting("#owner = :owner AND version = :token", ":owner = :owner AND :token = :token"));
    }

    @Test
    void theCheckerSeesATokenThatIsNotCountedOn() {
        assertSeen(new Forgetting("if_not_exists(version, :epochMillis) + :one", ":epochMillis + :one"));
    }

    @Test
    void theCheckerSeesAFenceThatIsNotLookedAt() {
        assertSeen(new Forgetting("fence <= :token", "fence <> :writeId"));
    }

    private static void assertSeen(Forgetting hook) {
        Conditions conditions = new Conditions(0.15, true, true, HOUR, true, false);
        assertThatThrownBy(() -> seeds().forEach(seed -> new Contenders(seed, conditions, hook).run(LONG)))
                .isInstanceOf(AssertionError.class);
        assertThat(hook.requests).isPositive();
    }

    /** Changes the protocol's requests as if a part of the protocol had been forgotten. */
    private static final class Forgetting implements OperationHook {
        private final String part;
        private final String without;
        private int requests;

        Forgetting(String part, String without) {
            this.part = part;
            this.without = without;
        }

        @Override
        public DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
            if (!(request instanceof UpdateItemRequest update)) {
                return request;
            }
            String all = update.conditionExpression() + update.updateExpression();
            if (!all.contains(part)) {
                return request;
            }
            requests++;
            return update.toBuilder()
                    .conditionExpression(update.conditionExpression().replace(part, without))
                    .updateExpression(update.updateExpression().replace(part, without))
                    .build();
        }
    }
}
