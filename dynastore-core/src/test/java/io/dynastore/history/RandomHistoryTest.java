package io.dynastore.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.dynastore.Revision;
import io.dynastore.history.History.Running;
import io.dynastore.history.Operation.Kind;
import io.dynastore.history.Operation.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Histories by the thousand: those made in an order are explained, and none that was tampered with. */
class RandomHistoryTest {
    @SuppressWarnings("unused") // A source of parameters.
    private static final List<Long> SEEDS =
            IntStream.rangeClosed(1, 40).mapToObj(Long::valueOf).toList();

    /** Unknown operations make the search exponential; the store should have few. */
    private static final double UNKNOWN = 0.01;

    private static final LinearizabilityChecker STRICT = LinearizabilityChecker.strict();
    private static final LinearizabilityChecker LENIENT =
            STRICT.deleteMayFindItsOwnWork().writesMayRepeat(1);

    @ParameterizedTest
    @FieldSource("SEEDS")
    void whatWasMadeInAnOrderIsExplained(long seed) {
        History history = of(new RandomHistory(seed, UNKNOWN, 4).operations(600, 3));
        assertThatCode(() -> STRICT.check(history)).doesNotThrowAnyException();
        assertThatCode(() -> LENIENT.check(history)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @FieldSource("SEEDS")
    void aStaleReadIsFound(long seed) {
        RandomHistory made = new RandomHistory(seed, UNKNOWN, 4);
        List<Operation> operations = made.operations(600, 3);
        Operation update = any(
                seed,
                operations,
                one -> isConfirmedUpdate(one)
                        && made.valueAt(one.expected()) != null
                        && operations.stream().anyMatch(read -> isLaterRead(read, one)));
        Operation read = operations.stream()
                .filter(one -> isLaterRead(one, update))
                .findFirst()
                .orElseThrow();
        Revision old = update.expected();
        operations.remove(read);
        operations.add(new Operation(
                read.number(),
                Kind.GET,
                read.key(),
                null,
                made.valueAt(old),
                null,
                Result.OK,
                old,
                read.invoked(),
                read.returned(),
                false));
        assertRefused(operations);
    }

    @ParameterizedTest
    @FieldSource("SEEDS")
    void aSecondSuccessFromOneRevisionIsFound(long seed) {
        List<Operation> operations = new RandomHistory(seed, UNKNOWN, 4).operations(600, 3);
        Operation update = any(seed, operations, RandomHistoryTest::isConfirmedUpdate);
        operations.add(update.with(Result.OK, new Revision(update.expected().version() + 1, "another")));
        assertRefused(operations);
    }

    @ParameterizedTest
    @FieldSource("SEEDS")
    void aWriteThatIsDeniedIsFound(long seed) {
        List<Operation> operations = new RandomHistory(seed, UNKNOWN, 4).operations(600, 3);
        Operation write = any(
                seed,
                operations,
                one -> isConfirmedUpdate(one)
                        && operations.stream()
                                .anyMatch(read -> read.kind() == Kind.GET
                                        && one.revision().equals(read.revision())));
        operations.remove(write);
        operations.add(write.with(Result.MODIFIED, null));
        assertRefused(operations);
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void twoThousandOperationsOnThreeKeysAreChecked() {
        assertThat(STRICT.violation(of(new RandomHistory(1, 0.01, 8).operations(2_000, 3))))
                .isEmpty();
        assertThat(STRICT.violation(of(new RandomHistory(2, 0.02, 8).operations(2_000, 3))))
                .isEmpty();
    }

    @Test
    void eightThreadsOnARegisterAreExplained() {
        assertThatCode(() -> STRICT.check(run(new Register(true)))).doesNotThrowAnyException();
    }

    @Test
    void eightThreadsOnARegisterThatComparesOnlyVersionsAreNot() {
        assertThat(STRICT.violation(run(new Register(false)))).isNotEmpty();
    }

    private static void assertRefused(List<Operation> operations) {
        assertThat(STRICT.violation(of(operations))).isNotEmpty();
    }

    private static boolean isLaterRead(Operation read, Operation write) {
        return read.kind() == Kind.GET && read.key().equals(write.key()) && read.invoked() > write.returned();
    }

    private static boolean isConfirmedUpdate(Operation operation) {
        return operation.kind() == Kind.UPDATE && operation.result() == Result.OK;
    }

    private static Operation any(long seed, List<Operation> operations, Predicate<Operation> condition) {
        List<Operation> found = operations.stream().filter(condition).toList();
        return found.get(new Random(seed).nextInt(found.size()));
    }

    private static History of(List<Operation> operations) {
        History history = new History();
        operations.forEach(history::add);
        return history;
    }

    private static History run(Register register) {
        History history = new History();
        List<CompletableFuture<Void>> threads = IntStream.range(0, 8)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> work(register, history, thread)))
                .toList();
        threads.forEach(CompletableFuture::join);
        return history;
    }

    private static void work(Register register, History history, int thread) {
        Random random = new Random(thread);
        Map<String, List<Revision>> seen = new HashMap<>();
        for (int i = 0; i < 250; i++) {
            String key = "key-" + random.nextInt(3);
            List<Revision> known = seen.computeIfAbsent(key, name -> new ArrayList<>());
            if (known.isEmpty() || random.nextInt(3) == 0) {
                Running get = history.get(key);
                Stored found = register.get(key);
                if (found == null) {
                    get.absent();
                    history.delete("nothing").absent();
                    register.create(history, key, thread + "/" + i);
                } else {
                    get.ok(found.value(), found.revision());
                    known.add(found.revision());
                }
            } else if (random.nextInt(4) == 0) {
                register.delete(history, key);
            } else {
                // The latest as a rule, and now and then a very old one.
                Revision expected = known.get(random.nextInt(3) == 0 ? 0 : known.size() - 1);
                register.update(history, key, expected, thread + "/" + i);
            }
        }
    }

    private record Stored(Object value, Revision revision) {}

    /** The store in small; broken if told so, as one without write ids would be. */
    private static final class Register {
        private final Map<String, Stored> entries = new HashMap<>();
        private final boolean comparesIds;
        private int ids;

        Register(boolean comparesIds) {
            this.comparesIds = comparesIds;
        }

        synchronized @Nullable Stored get(String key) {
            return entries.get(key);
        }

        void create(History history, String key, Object value) {
            Running running = history.create(key, value);
            Revision written;
            Stored before;
            synchronized (this) {
                before = entries.get(key);
                written = new Revision(1, "id-" + ++ids);
                entries.putIfAbsent(key, new Stored(value, written));
            }
            if (before == null) {
                running.ok(written);
            } else {
                running.exists(before.revision());
            }
        }

        void delete(History history, String key) {
            Running running = history.delete(key);
            Stored before;
            synchronized (this) {
                before = entries.remove(key);
            }
            if (before == null) {
                running.absent();
            } else {
                running.ok();
            }
        }

        void update(History history, String key, Revision expected, Object value) {
            Running running = history.update(key, expected, value);
            Revision written = null;
            Stored before;
            synchronized (this) {
                before = entries.get(key);
                if (before != null && matches(before.revision(), expected)) {
                    written = new Revision(expected.version() + 1, "id-" + ++ids);
                    entries.put(key, new Stored(value, written));
                }
            }
            if (written != null) {
                running.ok(written);
            } else if (before == null) {
                running.absent();
            } else {
                running.modified(before.revision());
            }
        }

        private boolean matches(Revision current, Revision expected) {
            return comparesIds ? current.equals(expected) : current.version() == expected.version();
        }
    }
}
