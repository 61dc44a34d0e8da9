package io.dynastore.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Table;
import io.dynastore.idempotency.Fingerprint;
import io.dynastore.idempotency.Idempotency;
import io.dynastore.jackson.JsonCodec;
import io.dynastore.spring.autoconfigure.StarterContext;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import io.dynastore.spring.idempotency.Idempotent;
import io.dynastore.spring.idempotency.IdempotentAttempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The examples of docs/idempotency.md. */
class IdempotencyExampleTest {
    record Order(String id, int amount) {}

    record Receipt(String order, int amount) {}

    record Balance(int amount) {
        Balance minus(int spent) {
            return new Balance(amount - spent);
        }
    }

    record Message(String id, String order) {}

    static class Gateway {
        private final List<String> charged = new ArrayList<>();

        Receipt charge(Order order, String id) {
            charged.add(id);
            return new Receipt(order.id, order.amount);
        }
    }

    static class Shipping {
        private final List<String> shipped = new ArrayList<>();

        void ship(String order, String id) {
            shipped.add(order + " " + id.length());
        }
    }

    static class Payments {
        private final Gateway gateway;

        Payments(Gateway gateway) {
            this.gateway = gateway;
        }

        // tag::idempotentMethod[]
        @Idempotent(operation = "charge", key = "#order.id")
        public Receipt charge(Order order) {
            String id = IdempotentAttempt.current().orElseThrow().id();
            return gateway.charge(order, id);
        }
        // end::idempotentMethod[]
    }

    @RestController
    static class Controller {
        private final Payments payments;

        Controller(Payments payments) {
            this.payments = payments;
        }

        // tag::idempotentHandler[]
        @PostMapping("/payments")
        @Idempotent
        ResponseEntity<Receipt> pay(@RequestBody Order order) {
            return ResponseEntity.ok(payments.charge(order));
        }
        // end::idempotentHandler[]
    }

    @Configuration(proxyBeanMethods = false)
    @Import({Gateway.class, Payments.class, Controller.class})
    static class Application {
        // tag::requestPrincipal[]
        @Bean
        RequestPrincipal requestPrincipal() {
            return RequestPrincipal.authenticatedUser();
        }
        // end::requestPrincipal[]
    }

    @Test
    void methodsAreRunOnce() {
        StarterContext.onTable(TestDynamoDb.uniqueTable())
                .withUserConfiguration(Application.class)
                .run(context -> {
                    Order order = new Order("o-1", 5);
                    Controller controller = context.getBean(Controller.class);
                    assertThat(controller.pay(order)).isEqualTo(controller.pay(order));
                    assertThat(context.getBean(Gateway.class).charged).hasSize(1);
                });
    }

    @Test
    void operationsAreRunOnce() {
        StarterContext.onTable(TestDynamoDb.uniqueTable()).run(context -> {
            DynaStore store = context.getBean(DynaStore.class);
            Table table = store.table(context.getEnvironment().getRequiredProperty("dynastore.table.name"));
            Gateway gateway = new Gateway();
            Partition<Receipt> receipts = table.partition("receipts", JsonCodec.of(Receipt.class));
            for (int i = 0; i < 2; i++) {
                run(receipts, gateway);
            }
            assertThat(gateway.charged).hasSize(1);

            Partition<Balance> accounts = table.partition("accounts", JsonCodec.of(Balance.class));
            accounts.create("a", new Balance(7));
            for (int i = 0; i < 2; i++) {
                transact(accounts, accounts.get("a"), Idempotency.of(receipts));
            }
            assertThat(accounts.get("a").value()).isEqualTo(new Balance(2));
        });
    }

    private static void run(Partition<Receipt> receipts, Gateway gateway) {
        Order order = new Order("o-1", 5);
        String key = "charge/" + order.id;
        String body = order.toString();
        // tag::idempotentRun[]
        Idempotency<Receipt> payments = Idempotency.of(receipts).retention(Duration.ofDays(7));

        Receipt receipt = payments.run(key, Fingerprint.of(body), attempt -> gateway.charge(order, attempt.id()));
        // end::idempotentRun[]
        assertThat(receipt).isEqualTo(new Receipt("o-1", 5));
    }

    private static void transact(Partition<Balance> accounts, Entry<Balance> account, Idempotency<Receipt> payments) {
        Order order = new Order("o-2", 5);
        String key = "pay/" + order.id;
        String body = order.toString();
        // tag::idempotentTransact[]
        Receipt receipt = payments.transact(key, Fingerprint.of(body), tx -> {
            tx.update(accounts, account, account.value().minus(order.amount()));
            return new Receipt(order.id(), order.amount());
        });
        // end::idempotentTransact[]
        assertThat(receipt).isEqualTo(new Receipt("o-2", 5));
    }

    @Test
    void messagesAreHandledOnce() {
        StarterContext.onTable(TestDynamoDb.uniqueTable()).run(context -> {
            Idempotency<Void> messages = Idempotency.withoutResult(context.getBean(DynaStore.class)
                    .table(context.getEnvironment().getRequiredProperty("dynastore.table.name"))
                    .partition("messages"));
            Message message = new Message(UUID.randomUUID().toString(), "o-1");
            Shipping shipping = new Shipping();
            for (int i = 0; i < 2; i++) {
                // tag::idempotentMessage[]
                messages.run("ship/" + message.id(), Fingerprint.none(), attempt -> {
                    shipping.ship(message.order(), attempt.id());
                    return null;
                });
                // end::idempotentMessage[]
            }
            assertThat(shipping.shipped).containsExactly("o-1 36");
        });
    }
}
