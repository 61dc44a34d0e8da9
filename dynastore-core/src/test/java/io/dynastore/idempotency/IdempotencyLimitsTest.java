package io.dynastore.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynastore.Codec;
import io.dynastore.EntryTooLargeException;
import io.dynastore.InvalidKeyException;
import io.dynastore.Partition;
import io.dynastore.TestStore;
import io.dynastore.TransactionFailedException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings, keys and transactions that are not accepted, and those that just are. */
class IdempotencyLimitsTest {
    private final TestStore test = new TestStore();
    private final Idempotency<String> payments = Idempotency.of(test.partition);

    private static Duration days(long days) {
        return Duration.ofDays(days);
    }

    static Stream<java.util.function.Consumer<Idempotency<String>>> invalid() {
        return Stream.of(
                with -> with.retention(Duration.ofMillis(999)),
                with -> with.retention(days(36_501)),
                with -> with.lease(Duration.ofMillis(99)),
                with -> with.lease(days(366)),
                with -> with.clockSkew(Duration.ofMillis(-1)),
                with -> with.clockSkew(days(366)),
                with -> with.waiting(Duration.ofMillis(-1)));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void invalidSettingsAreRefusedWithARemedy(java.util.function.Consumer<Idempotency<String>> setting) {
        assertThatThrownBy(() -> setting.accept(payments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Set ");
    }

    @Test
    void extremeSettingsWork() {
        // A call with the shortest lease fails where the machine stands still for as long.
        assertThat(payments.lease(Duration.ofMillis(100))).isNotNull();
        List<Idempotency<String>> extreme = List.of(
                payments.retention(Duration.ofSeconds(1)).lease(Duration.ofSeconds(5)),
                payments.retention(days(36_500)).lease(days(365)).clockSkew(days(365)),
                payments.waiting(Duration.ofSeconds(Long.MAX_VALUE)).clockSkew(Duration.ZERO));
        for (int i = 0; i < extreme.size(); i++) {
            String key = "k-" + i;
            assertThat(extreme.get(i).run(key, Fingerprint.none(), attempt -> "first"))
                    .isEqualTo("first");
            assertThat(extreme.get(i).run(key, Fingerprint.none(), attempt -> "second"))
                    .isEqualTo("first");
        }
    }

    @Test
    void aSettingLeavesTheOriginalAsItIs() {
        payments.lookFirst();
        payments.run("k", Fingerprint.none(), attempt -> "first");
        assertThat(test.requestsOf(() -> payments.run("k", Fingerprint.none(), attempt -> "second")))
                .containsExactly("UpdateItem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ud800"})
    void anInvalidKeyIsRefusedBeforeAnythingIsSent(String key) {
        assertThat(test.requestsOf(() -> {
                    assertThatThrownBy(() -> payments.run(key, Fingerprint.none(), attempt -> ""))
                            .isInstanceOf(InvalidKeyException.class);
                    assertThatThrownBy(() -> payments.transact(key, Fingerprint.none(), tx -> ""))
                            .isInstanceOf(InvalidKeyException.class);
                    assertThatThrownBy(() -> payments.find(key)).isInstanceOf(InvalidKeyException.class);
                }))
                .isEmpty();
    }

    @Test
    void theRecordIsOneOfAHundredActions() {
        Partition<String> entries = test.table.partition(test.partition.name() + "-entries");
        assertThatThrownBy(() -> payments.transact("k", Fingerprint.none(), tx -> {
                    for (int i = 0; i < 100; i++) {
                        tx.put(entries, "e-" + i, "v");
                    }
                    return "done";
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100");
        assertThat(payments.find("k")).isEmpty();

        payments.transact("k", Fingerprint.none(), tx -> {
            for (int i = 0; i < 99; i++) {
                tx.put(entries, "e-" + i, "v");
            }
            return "done";
        });
        assertThat(entries.exists("e-98")).isTrue();
    }

    @Test
    void aFieldOfTheCodecDoesNotKeepAResultFromBeingRecorded() {
        Idempotency<String> withField =
                Idempotency.of(test.partition.as(Codec.string().withField("f", result -> {
                    throw new IllegalStateException("no field");
                })));
        assertThat(withField.run("k", Fingerprint.none(), attempt -> "one")).isEqualTo("one");
        assertThat(withField.run("k", Fingerprint.none(), attempt -> "two")).isEqualTo("one");
    }

    @Test
    void aResultThatIsTooLargeFailsItsTransaction() {
        Partition<String> entries = test.table.partition(test.partition.name() + "-entries");
        assertThatThrownBy(() -> payments.transact("k", Fingerprint.none(), tx -> {
                    tx.put(entries, "e", "v");
                    return "x".repeat(400 * 1024);
                }))
                .isInstanceOf(EntryTooLargeException.class);
        assertThat(entries.exists("e")).isFalse();
    }

    @Test
    void aTransactionOfTheActionCanCheckTheAttempt() {
        Partition<String> entries = test.table.partition(test.partition.name() + "-entries");
        payments.run("k", Fingerprint.none(), attempt -> {
            test.store.transact(tx -> tx.check(attempt.fence()).put(entries, "e", "v"));
            return "done";
        });
        assertThat(entries.exists("e")).isTrue();

        Attempt[] former = new Attempt[1];
        payments.run("j", Fingerprint.none(), attempt -> {
            former[0] = attempt;
            return "done";
        });
        assertThatThrownBy(() ->
                        test.store.transact(tx -> tx.check(former[0].fence()).put(entries, "late", "v")))
                .isInstanceOf(TransactionFailedException.class);
    }
}
