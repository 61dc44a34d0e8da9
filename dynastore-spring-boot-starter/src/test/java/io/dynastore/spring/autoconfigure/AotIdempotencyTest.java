package io.dynastore.spring.autoconfigure;

import static io.dynastore.spring.autoconfigure.AotCrm.properties;
import static io.dynastore.spring.autoconfigure.AotCrm.toTheSharedServer;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.idempotency.Fingerprint;
import io.dynastore.idempotency.Idempotency;
import io.dynastore.spring.autoconfigure.idempotency.DynaStoreIdempotencyAutoConfiguration;
import io.dynastore.spring.idempotency.Idempotent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Idempotent operations where the application is processed ahead of time. */
class AotIdempotencyTest {
    record Receipt(int number) {}

    record ByBeanMethod(Idempotency<List<Receipt>> lists) {}

    static class Payments {
        private final Idempotency<Receipt> receipts;
        private final ObjectProvider<Idempotency<String>> texts;
        private int runs;

        @Autowired
        @Nullable
        Idempotency<Void> none;

        Payments(Idempotency<Receipt> receipts, ObjectProvider<Idempotency<String>> texts) {
            this.receipts = receipts;
            this.texts = texts;
        }

        @Idempotent(key = "#id", operation = "pay")
        public Receipt pay(String id) {
            runs++;
            return new Receipt(runs);
        }

        public void useAll() {
            assertThat(receipts.run("receipt", Fingerprint.none(), attempt -> new Receipt(1)))
                    .isEqualTo(new Receipt(1));
            assertThat(texts.getObject().run("text", Fingerprint.none(), attempt -> "text"))
                    .isEqualTo("text");
            Objects.requireNonNull(none).run("none", Fingerprint.none(), attempt -> null);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({AotCrm.Application.class, Payments.class})
    @ImportAutoConfiguration(DynaStoreIdempotencyAutoConfiguration.class)
    static class Application {
        @Bean
        ByBeanMethod byBeanMethod(Idempotency<List<Receipt>> lists) {
            return new ByBeanMethod(lists);
        }
    }

    @Test
    void theyAreInjectedAndMethodsAdvised() {
        AotApplication.process(Application.class, properties("AotPayments", AotCrm.NOWHERE))
                .run(
                        context -> {
                            Payments payments = context.getBean(Payments.class);
                            assertThat(payments.pay("a")).isEqualTo(new Receipt(1));
                            assertThat(payments.pay("a")).isEqualTo(new Receipt(1));
                            assertThat(payments.pay("b")).isEqualTo(new Receipt(2));
                            payments.useAll();
                            List<Receipt> list = List.of(new Receipt(1));
                            assertThat(context.getBean(ByBeanMethod.class)
                                            .lists()
                                            .run("list", Fingerprint.none(), attempt -> list))
                                    .isEqualTo(list);
                        },
                        properties("AotPayments", toTheSharedServer()));
    }
}
