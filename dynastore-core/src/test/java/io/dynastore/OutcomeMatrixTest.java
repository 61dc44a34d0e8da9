package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dynastore.MatrixCell.Mode;
import io.dynastore.MatrixCell.Sight;
import io.dynastore.MatrixCell.Word;
import io.dynastore.MatrixStore.Kind;
import io.dynastore.MatrixStore.Transport;
import io.dynastore.TroubledHttp.Plan;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.LateRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Each operation that writes, each trouble that its attempts can meet, and what is said then, held against the raw items as an
 * independent client reads them.
 *
 * <p>The word must be true: what is called written is in the table, and what is called not written is not, nor comes there when
 * a late attempt arrives. And it must be as definite as the facts that a client can see: an attempt that was not sent or that
 * DynamoDB has refused leaves no doubt, an answer settles its own attempt, and a write recognises its own work. Whatever else
 * a client sees leaves the outcome unknown, unless a further attempt settles it.
 */
class OutcomeMatrixTest {
    private static final boolean SOAK = Boolean.getBoolean("dynastore.soak");
    private static final EmbeddedDynamoDb FORGETTING = MatrixStore.database(false);
    private static final EmbeddedDynamoDb REMEMBERING = MatrixStore.database(true);
    private static final Map<Kind, MatrixStore> STORES = new HashMap<>();
    private static final AtomicInteger KEYS = new AtomicInteger();

    @AfterAll
    static void close() {
        STORES.values().forEach(MatrixStore::close);
        FORGETTING.close();
        REMEMBERING.close();
    }

    /**
     * Without {@code -Ddynastore.soak=true}, each cell is either with an observed client or with one that is not, by the parity of
     * its number's bits, so that neither goes with certain modes.
     */
    static Stream<Arguments> inProcess() {
        AtomicInteger turns = new AtomicInteger();
        return cells(
                        Transport.IN_PROCESS,
                        Stream.of(Troubles.unsent(), Troubles.refused(), Troubles.unclear(), Troubles.ofTheCaller())
                                .flatMap(List::stream)
                                .toList())
                .filter(cell -> {
                    int turn = turns.getAndIncrement();
                    return SOAK || Integer.bitCount(turn / 2) % 2 == turn % 2;
                });
    }

    /** Without {@code -Ddynastore.soak=true}, one cell in 37, so that each trouble meets each HTTP client now and then. */
    static Stream<Arguments> overHttp() {
        AtomicInteger turn = new AtomicInteger();
        return Stream.of(Transport.APACHE_5, Transport.APACHE_4, Transport.URL_CONNECTION)
                .flatMap(transport -> cells(
                        transport,
                        Stream.of(Troubles.ofTheSocket(transport), Troubles.overHttp())
                                .flatMap(List::stream)
                                .toList()))
                .filter(cell -> SOAK || turn.getAndIncrement() % 37 == 0);
    }

    private static Stream<Arguments> cells(Transport transport, List<Trouble> troubles) {
        return Stream.of(MatrixOperation.values())
                .flatMap(operation -> troubles.stream()
                        .filter(trouble -> trouble.suits(operation))
                        .flatMap(trouble -> Stream.of(Mode.values())
                                .filter(trouble::suits)
                                .flatMap(mode -> kinds(transport, operation, trouble)
                                        .map(kind -> arguments(operation, trouble, mode, kind)))));
    }

    private static Stream<Kind> kinds(Transport transport, MatrixOperation operation, Trouble trouble) {
        return Stream.of(false, true)
                .filter(remembering -> !remembering || operation == MatrixOperation.TRANSACT)
                .flatMap(remembering -> Stream.of(false, true)
                        .map(observed -> new Kind(transport, observed, remembering, trouble.isTimeOut())));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}, {3}")
    @MethodSource("inProcess")
    void whatIsSaidIsTrueAndAsDefiniteAsItCanBe(MatrixOperation operation, Trouble trouble, Mode mode, Kind kind) {
        check(store(kind), operation, trouble, mode, kind.observed());
    }

    @ParameterizedTest(name = "{0}, {1}, {2}, {3}")
    @MethodSource("overHttp")
    void whatIsSaidOverHttpIsTrueAndAsDefiniteAsItCanBe(
            MatrixOperation operation, Trouble trouble, Mode mode, Kind kind) {
        check(store(kind), operation, trouble, mode, kind.observed());
    }

    private static MatrixStore store(Kind kind) {
        MatrixStore store = STORES.compute(kind, (key, used) -> {
            if (used != null && !used.isSpoilt()) {
                return used;
            }
            if (used != null) {
                used.close();
            }
            return new MatrixStore(kind.remembering() ? REMEMBERING : FORGETTING, kind);
        });
        store.reset();
        return store;
    }

    private static void check(
            MatrixStore store, MatrixOperation operation, Trouble trouble, Mode mode, boolean observed) {
        String key = operation + "-" + KEYS.incrementAndGet();
        List<String> keys = operation.keys(key);
        operation.prepare(store, key);
        Optional<Entry<String>> old = operation.isOfLeases() ? Optional.empty() : store.rival.find(key);
        Map<String, Map<String, AttributeValue>> before = store.items(keys);
        Plan plan = new Plan(operation, trouble, mode, store, () -> operation.rival(store, key));
        Object[] returned = new Object[1];

        store.http.begin(plan);
        trouble.prepare(store);
        Throwable thrown = catchThrowable(() -> returned[0] = operation.perform(store, key, old));
        store.http.end();
        Thread.interrupted();

        Map<String, Map<String, AttributeValue>> now = store.items(keys);
        Word said = MatrixCell.said(returned[0], thrown);
        boolean rivalHasActed = mode == Mode.RIVAL && plan.passed() > 0;
        Set<Sight> sights = trouble.sights(operation, observed, plan.troubled() + plan.passed() > 1);
        assertThat(plan.troubled() > 0 || trouble.mayComeEarly())
                .as("the trouble was met")
                .isTrue();
        assertThat(said)
                .as(
                        "after %d troubled attempts, of which each was seen as %s; thrown: %s",
                        plan.troubled(), sights, thrown)
                .isIn(MatrixCell.allowed(operation, trouble, mode, sights, plan.passed() > 0));
        checkTruth(operation, said, before, now, rivalHasActed && trouble.executes());
        checkLateAttempts(store, operation, said, before, thrown);
    }

    private static void checkTruth(
            MatrixOperation operation,
            Word said,
            Map<String, Map<String, AttributeValue>> before,
            Map<String, Map<String, AttributeValue>> now,
            boolean overwritten) {
        if (said == Word.SUCCESS && !overwritten) {
            assertThat(operation.tookEffect(before, now))
                    .as("in the table: %s", now)
                    .isTrue();
            assertThat(operation.isWhole(now)).as("whole in the table: %s", now).isTrue();
        }
        if (said == Word.REFUSED) {
            boolean rivalsDelete = operation == MatrixOperation.DELETE_REVISION
                    && now.get(List.copyOf(now.keySet()).get(0)).isEmpty();
            assertThat(operation.tookEffect(before, now) && !rivalsDelete)
                    .as("in the table: %s", now)
                    .isFalse();
        }
    }

    /** Late attempts meet the table as it was at first, where their conditions hold. */
    private static void checkLateAttempts(
            MatrixStore store,
            MatrixOperation operation,
            Word said,
            Map<String, Map<String, AttributeValue>> before,
            Throwable thrown) {
        if (store.late.isEmpty()) {
            return;
        }
        store.restore(before);
        store.late.forEach(LateRequest::deliver);
        // A lease that was lost stays lost: its token does not come back.
        if (said == Word.REFUSED && operation != MatrixOperation.RENEW) {
            Map<String, Map<String, AttributeValue>> now = store.items(List.copyOf(before.keySet()));
            assertThat(operation.tookEffect(before, now))
                    .as("in the table, after %s: %s", thrown, now)
                    .isFalse();
        }
    }
}
