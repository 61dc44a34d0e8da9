package io.dynastore.sample.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.amazonaws.services.lambda.runtime.Context;
import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.Table;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.lease.LeaseLostException;
import io.dynastore.testkit.MutableClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Invocations of the function, each in an environment of its own. */
class ShipOrderTest {
    private static final Map<String, String> EVENT = Map.of("order", "o-1");

    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
    private final DynamoDbClient client = EmbeddedClients.of(database);
    private final MutableClock clock = new MutableClock(Instant.now());
    private final Table table = DynaStore.builder(client).clock(clock).build().table("ShopTable");
    private final Partition<Order> orders = table.partition("orders", Order.CODEC);
    private final List<String> shipped = new ArrayList<>();

    @BeforeEach
    void createOrder() {
        table.createIfAbsent();
        orders.create("o-1", new Order("tea", false));
    }

    @AfterEach
    void close() {
        client.close();
        database.close();
    }

    private ShipOrder environment(Consumer<Order> carrier) {
        return new ShipOrder(table, order -> {
            shipped.add(order.article());
            carrier.accept(order);
        });
    }

    private String invoke(ShipOrder function, int remainingMillis) {
        Context context = (Context)
                Proxy.newProxyInstance(Context.class.getClassLoader(), new Class<?>[] {Context.class}, (p, m, a) -> {
                    assertThat(m.getName()).isEqualTo("getRemainingTimeInMillis");
                    return remainingMillis;
                });
        return function.handleRequest(EVENT, context);
    }

    @Test
    void anOrderIsShippedOnce() {
        ShipOrder function = environment(order -> {});

        assertThat(invoke(function, 10_000)).isEqualTo("shipped");
        assertThat(invoke(function, 10_000)).isEqualTo("shipped before");
        assertThat(shipped).containsExactly("tea");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("dynastore-lease"));
    }

    @Test
    void ofTwoInvocationsAtOnceOneWorks() {
        ShipOrder other = environment(order -> {});
        ShipOrder function = environment(order -> assertThatIllegalStateException()
                .isThrownBy(() -> invoke(other, 10_000))
                .withMessage("Another invocation ships the order o-1"));

        assertThat(invoke(function, 10_000)).isEqualTo("shipped");
        assertThat(shipped).containsExactly("tea");
    }

    @Test
    void anInvocationWithTooLittleTimeDoesNotBegin() {
        assertThatIllegalStateException()
                .isThrownBy(() -> invoke(environment(order -> {}), 2_249))
                .withMessage("Too little time is left for the order o-1: PT1.999S");

        assertThat(shipped).isEmpty();
        assertThat(table.partition("leases").exists("ship/o-1")).isFalse();
        assertThat(invoke(environment(order -> {}), 2_250)).isEqualTo("shipped");
    }

    @Test
    void aFunctionThatTimedOutHoldsNothingAfterItsTimeAndCannotWrite() {
        ShipOrder other = environment(order -> {});
        ShipOrder frozen = environment(order -> {
            clock.advance(Duration.ofSeconds(14));
            assertThatIllegalStateException().isThrownBy(() -> invoke(other, 10_000));
            // Its time is over, and so is the bound on the difference of clocks.
            clock.advance(Duration.ofSeconds(1));
            assertThat(invoke(other, 10_000)).isEqualTo("shipped");
        });

        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> invoke(frozen, 10_000));
        assertThat(orders.get("o-1").version()).isEqualTo(2);
    }

    @Test
    void aFunctionWhoseWorkFailsLeavesNoLeaseBehind() {
        ShipOrder failing = environment(order -> {
            throw new UnsupportedOperationException("no carrier");
        });

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> invoke(failing, 10_000));
        assertThat(invoke(environment(order -> {}), 10_000)).isEqualTo("shipped");
    }
}
