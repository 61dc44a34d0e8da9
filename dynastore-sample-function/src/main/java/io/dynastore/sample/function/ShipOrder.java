package io.dynastore.sample.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Table;
import io.dynastore.http.ObservedHttpClient;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import io.dynastore.priming.Priming;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Ships an order, which the event names: {@code {"order": "o-1"}}. Of several invocations for one order at the same time, one
 * works. Its lease ends with the invocation, also if that dies or times out: it is renewed by no thread, and lasts no longer than
 * the time that the invocation has left. An invocation that is thawed after its time cannot write.
 *
 * <p>With SnapStart, the operations are run once before the snapshot, without DynamoDB.
 */
public final class ShipOrder implements RequestHandler<Map<String, String>, String>, Resource {
    /** The time that is left for the answer after the lease has ended. */
    static final Duration RESERVE = Duration.ofMillis(250);

    /** The time that the work takes at most. An invocation that has less left does not begin. */
    static final Duration NEEDED = Duration.ofSeconds(2);

    private final Partition<Order> orders;
    private final Leases leases;
    private final Consumer<Order> carrier;

    /** Creates the function. Lambda does so before the first invocation, or before the snapshot. */
    public ShipOrder() {
        this(
                DynaStore.create(DynamoDbClient.builder()
                                .httpClientBuilder(ObservedHttpClient.of(UrlConnectionHttpClient.builder()))
                                .build())
                        .table("ShopTable"),
                order -> System.out.println("Shipping " + order.article()));
        Core.getGlobalContext().register(this);
    }

    ShipOrder(Table table, Consumer<Order> carrier) {
        this.orders = table.partition("orders", Order.CODEC).consistent();
        this.leases = Leases.builder(table.partition("leases")).withoutThreads().build();
        this.carrier = carrier;
    }

    /**
     * Ships the order.
     *
     * @return "shipped", or "shipped before"
     * @throws IllegalStateException if another invocation ships it, or if too little time is left; Lambda or the queue in front of
     *     it invokes the function again
     */
    @Override
    public String handleRequest(Map<String, String> event, Context context) {
        String id = event.getOrDefault("order", "");
        Duration time = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
        if (time.compareTo(NEEDED) < 0) {
            throw new IllegalStateException("Too little time is left for the order " + id + ": " + time);
        }
        return leases.callWithLease("ship/" + id, with -> with.duration(time), lease -> ship(id, lease))
                .orElseThrow(() -> new IllegalStateException("Another invocation ships the order " + id));
    }

    private String ship(String id, Lease lease) {
        Entry<Order> order = orders.get(id);
        if (order.value().shipped()) {
            return "shipped before";
        }
        carrier.accept(order.value());
        orders.fence(lease).update(order, order.value().asShipped());
        return "shipped";
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        Priming.of(orders, new Order("tea", false)).and(leases).run();
        leases.beforeSnapshot();
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        leases.afterRestore();
    }
}
