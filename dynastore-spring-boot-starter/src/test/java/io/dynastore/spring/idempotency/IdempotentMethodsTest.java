package io.dynastore.spring.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dynastore.idempotency.RequestMismatchException;
import io.dynastore.spring.autoconfigure.StarterContext;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;

/** Methods of beans that are annotated with a key. */
class IdempotentMethodsTest {
    private final String table = TestDynamoDb.uniqueTable();
    private final ApplicationContextRunner runner = StarterContext.onTable(table);

    record Order(String id, int amount, Map<String, String> labels) {}

    record Receipt(int number) {}

    abstract static class Base<T> {
        final List<String> runs = new ArrayList<>();

        @Idempotent(key = "#value", operation = "generic")
        List<T> generic(String value) {
            return List.of(of(value));
        }

        abstract T of(String value);
    }

    static class Payments extends Base<Receipt> {
        @Override
        Receipt of(String value) {
            runs.add("generic");
            return new Receipt(Integer.parseInt(value));
        }

        @Idempotent(key = "#order.id", operation = "charge")
        Receipt charge(Order order) {
            runs.add(IdempotentAttempt.current().orElseThrow().id());
            return new Receipt(runs.size());
        }

        @Idempotent(key = "#id", operation = "fail")
        void fail(String id) throws IOException {
            runs.add("fail");
            throw new IOException("it fails");
        }

        @Idempotent(key = "#id")
        void send(UUID id, List<String> to) {
            runs.add("send");
        }

        @Idempotent(key = "#id", request = "#order.amount")
        @Nullable
        String nothing(long id, Order order) {
            runs.add("nothing");
            return null;
        }

        @Idempotent(key = "#value")
        int count(@Nullable Object value) {
            runs.add("count");
            return runs.size();
        }

        Receipt chargeItself(Order order) {
            return charge(order);
        }
    }

    @Test
    void theResultIsReturnedAgain() {
        runner.withBean(Payments.class).run(context -> {
            Payments payments = context.getBean(Payments.class);
            Order order = new Order("o-1", 5, Map.of("a", "1", "b", "2", "c", "3"));

            Receipt receipt = payments.charge(order);
            assertThat(payments.charge(new Order("o-1", 5, Map.of("c", "3", "b", "2", "a", "1"))))
                    .isEqualTo(receipt)
                    .isNotSameAs(receipt);
            assertThatExceptionOfType(RequestMismatchException.class)
                    .isThrownBy(() -> payments.charge(new Order("o-1", 6, order.labels)));
            assertThat(payments.charge(new Order("o-2", 5, Map.of()))).isEqualTo(new Receipt(2));
            assertThat(runs(payments)).hasSize(2).doesNotHaveDuplicates();
            assertThat(TestDynamoDb.item(table, "idempotency", "charge:o-1")).isNotEmpty();

            assertThat(payments.generic("7")).isEqualTo(List.of(new Receipt(7)));
            assertThat(payments.generic("7")).isEqualTo(List.of(new Receipt(7)));
            assertThat(IdempotentAttempt.current()).isEmpty();
        });
    }

    @Test
    void aMethodMayHaveNoResultOrNull() {
        runner.withBean(Payments.class).run(context -> {
            Payments payments = context.getBean(Payments.class);
            UUID id = UUID.randomUUID();

            payments.send(id, List.of("a", "b"));
            payments.send(id, List.of("a", "b"));
            assertThatExceptionOfType(RequestMismatchException.class)
                    .isThrownBy(() -> payments.send(id, List.of("b", "a")));
            assertThat(payments.nothing(1, new Order("o-1", 5, Map.of()))).isNull();
            assertThat(payments.nothing(1, new Order("o-2", 5, Map.of()))).isNull();
            assertThat(payments.count(3)).isEqualTo(payments.count(3));
            assertThat(runs(payments)).containsExactly("send", "nothing", "count");
        });
    }

    @Test
    void aFailedCallIsRunAgain() {
        runner.withBean(Payments.class).run(context -> {
            Payments payments = context.getBean(Payments.class);
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(IOException.class).isThrownBy(() -> payments.fail("a"));
            }
            assertThat(runs(payments)).hasSize(2);
        });
    }

    @Test
    void aKeyThatMayBeAnotherTextEachTimeIsRefused() {
        runner.withBean(Payments.class).run(context -> {
            Payments payments = context.getBean(Payments.class);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> payments.count(null))
                    .withMessageContaining("The key '#value' of")
                    .withMessageContaining("is null. It must be a text, a number, a UUID or an enum.");
            assertThatIllegalArgumentException().isThrownBy(() -> payments.count(""));
            assertThatIllegalArgumentException().isThrownBy(() -> payments.count(new Object()));
            assertThat(runs(payments)).isEmpty();
        });
    }

    @Test
    void anObjectsOwnCallsAreNotIntercepted() {
        runner.withBean(Payments.class).run(context -> {
            Payments payments = context.getBean(Payments.class);
            assertThatExceptionOfType(NoSuchElementException.class)
                    .isThrownBy(() -> payments.chargeItself(new Order("o", 1, Map.of())));
        });
    }

    private static List<String> runs(Payments payments) {
        try {
            return ((Payments) AopProxyUtils.getSingletonTarget(payments)).runs;
        } catch (RuntimeException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void otherBeansAreLeftAsTheyAre() {
        runner.withBean(Object.class, Object::new).withBean(Payments.class).run(context -> {
            assertThat(AopUtils.isAopProxy(context.getBean("object"))).isFalse();
            assertThat(AopUtils.isCglibProxy(context.getBean(Payments.class))).isTrue();
        });
    }

    @Test
    void theRecordsNeedATable() {
        runner.withBean(Payments.class)
                .withPropertyValues("dynastore.table.name=")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("The dynastore partition 'idempotency' has no table."));
    }

    static class Unkeyed {
        @Idempotent
        public void method() {}
    }

    @Controller
    static class UnkeyedController {
        @Idempotent
        public void method() {}
    }

    static class Private {
        @Idempotent(key = "#id")
        private String method(String id) {
            return id;
        }

        String call() {
            return method("");
        }
    }

    static class Final {
        @Idempotent(key = "#id")
        public final void method(String id) {}
    }

    static final class FinalClass {
        @Idempotent(key = "#id")
        public void method(String id) {}
    }

    static class Later {
        @Idempotent(key = "#id")
        public CompletableFuture<String> method(String id) {
            return CompletableFuture.completedFuture(id);
        }
    }

    static class Response {
        @Idempotent(key = "#id")
        public ResponseEntity<String> method(String id) {
            return ResponseEntity.ok(id);
        }
    }

    static class Misspelled {
        @Idempotent(key = "#idd")
        public void method(String id) {}
    }

    static class NoExpression {
        @Idempotent(key = "#id.")
        public void method(String id) {}
    }

    static class BadName {
        @Idempotent(key = "#id", operation = "a:b")
        public void method(String id) {}
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Unkeyed.class,
                Private.class,
                Final.class,
                FinalClass.class,
                Later.class,
                Response.class,
                Misspelled.class,
                NoExpression.class,
                BadName.class
            })
    void whatCannotWorkEndsTheStartByItsName(Class<?> type) {
        runner.withBean(type).run(context -> {
            assertThat(context).hasFailed();
            Throwable failure = context.getStartupFailure();
            while (failure != null && !(failure instanceof FailureAnalyzedException)) {
                failure = failure.getCause();
            }
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            FailureAnalyzedException.class,
                            refusal -> assertThat(refusal.analysis().getDescription())
                                    .contains(type.getName() + ".method is annotated with @Idempotent"));
        });
    }

    @Test
    void aControllerIsNotCalledWhereThereIsNoWebServer() {
        runner.withBean(UnkeyedController.class)
                .run(context -> assertThat(context).hasNotFailed());
    }
}
