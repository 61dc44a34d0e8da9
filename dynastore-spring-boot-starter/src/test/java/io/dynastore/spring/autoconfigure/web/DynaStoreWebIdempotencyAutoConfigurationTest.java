package io.dynastore.spring.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.spring.autoconfigure.DynaStoreAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreClientAutoConfiguration;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import io.dynastore.spring.autoconfigure.idempotency.DynaStoreIdempotencyAutoConfiguration;
import io.dynastore.spring.idempotency.Idempotent;
import io.dynastore.spring.web.IdempotencyFilter;
import io.dynastore.spring.web.RequestPrincipal;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** What ends the start of an application with idempotent handler methods. */
class DynaStoreWebIdempotencyAutoConfigurationTest {
    private static final AutoConfigurations STARTER = AutoConfigurations.of(
            DynaStoreClientAutoConfiguration.class,
            DynaStoreAutoConfiguration.class,
            DynaStoreIdempotencyAutoConfiguration.class,
            DynaStoreWebAutoConfiguration.class,
            DynaStoreWebIdempotencyAutoConfiguration.class,
            WebMvcAutoConfiguration.class);

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(STARTER)
            .withPropertyValues("dynastore.endpoint=" + TestDynamoDb.endpoint(), "dynastore.table.name=Any");

    private final WebApplicationContextRunner withPrincipal =
            runner.withBean(RequestPrincipal.class, RequestPrincipal::authenticatedUser);

    @RestController
    static class Payments {
        @PostMapping("/payments")
        @Idempotent
        public String pay() {
            return "paid";
        }
    }

    @RestController
    static class Reading {
        @GetMapping("/payments")
        @Idempotent
        public String pay() {
            return "read";
        }
    }

    @RestController
    static class Unmapped {
        @RequestMapping("/payments")
        @Idempotent
        public String pay() {
            return "any";
        }
    }

    @RestController
    static class Later {
        @PostMapping("/payments")
        @Idempotent
        public Callable<String> pay() {
            return () -> "later";
        }
    }

    @RestController
    static class Streaming {
        @PostMapping("/payments")
        @Idempotent
        public ResponseEntity<StreamingResponseBody> pay() {
            return ResponseEntity.ok(out -> out.write(1));
        }
    }

    @RestController
    static class SameName {
        @PostMapping("/a")
        @Idempotent(operation = "pay")
        public String pay() {
            return "a";
        }

        @PostMapping("/b")
        @Idempotent(operation = "pay")
        public String refund() {
            return "b";
        }
    }

    static class NoHandler {
        @Idempotent
        public String pay() {
            return "nobody calls it over HTTP";
        }
    }

    @Test
    void whoTheClientIsMustBeKnown() {
        runner.withBean(Payments.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .satisfies(refused(
                                "the second would get the response of the first",
                                "RequestPrincipal.authenticatedUser()")));
        withPrincipal
                .withBean(Payments.class)
                .run(context -> assertThat(context).hasNotFailed());
        runner.withBean(Payments.class)
                .withPropertyValues("dynastore.idempotency.web.scope=none")
                .run(context -> assertThat(context).hasNotFailed());
        runner.run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void theRecordsNeedATable() {
        withPrincipal
                .withBean(Payments.class)
                .withPropertyValues("dynastore.table.name=")
                .run(context -> assertThat(context)
                        .getFailure()
                        .satisfies(
                                refused("The dynastore partition 'idempotency' has no table.", "idempotency records")));
    }

    @Test
    void whereTheStartIsLazyItMustBeKnownToo() {
        runner.withBean(Payments.class)
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(context)
                        .getFailure()
                        .satisfies(refused("dynastore does not know who sends a request", "")));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {Reading.class, Unmapped.class, Later.class, Streaming.class, SameName.class, NoHandler.class})
    void whatCannotWorkIsRefusedByItsName(Class<?> type) {
        withPrincipal
                .withBean(type)
                .run(context -> assertThat(context).getFailure().satisfies(refused(type.getName() + ".pay", "")));
    }

    @ParameterizedTest
    @CsvSource({
        "'recorded-headers=Content-Type,set-cookie',set-cookie' must not be sent again",
        "recorded-statuses=6xx,6xx' is not a status",
        "max-body-size=-1B,The size of a body must not be negative",
    })
    void aMistakeInAPropertyIsRefused(String property, String message) {
        withPrincipal
                .withPropertyValues("dynastore.idempotency.web." + property)
                .run(context -> assertThat(context).getFailure().satisfies(refused(message, "Correct it")));
    }

    private static Consumer<Throwable> refused(String description, String action) {
        return failure -> {
            Throwable cause = failure;
            while (cause != null && !(cause instanceof FailureAnalyzedException)) {
                cause = cause.getCause();
            }
            assertThat(cause).isInstanceOfSatisfying(FailureAnalyzedException.class, refusal -> {
                assertThat(refusal.analysis().getDescription()).contains(description);
                assertThat(refusal.analysis().getAction()).contains(action);
            });
        };
    }

    @Test
    void theFilterHasItsPlaceBehindThoseOfSpringSecurity() {
        withPrincipal.run(
                context -> assertThat(context.getBean("dynaStoreIdempotencyFilter", FilterRegistrationBean.class))
                        .satisfies(filter -> assertThat(filter.getOrder()).isEqualTo(-50))
                        .satisfies(filter -> assertThat(filter.getFilter()).isInstanceOf(IdempotencyFilter.class)));
        withPrincipal
                .withPropertyValues("dynastore.idempotency.web.filter-order=7")
                .run(context -> assertThat(context.getBean("dynaStoreIdempotencyFilter", FilterRegistrationBean.class)
                                .getOrder())
                        .isEqualTo(7));
    }

    @Test
    void aHandlerOfWebFluxIsRefused() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DynaStoreClientAutoConfiguration.class,
                        DynaStoreAutoConfiguration.class,
                        DynaStoreIdempotencyAutoConfiguration.class,
                        DynaStoreWebIdempotencyAutoConfiguration.class))
                .withPropertyValues("dynastore.endpoint=" + TestDynamoDb.endpoint(), "dynastore.table.name=Any")
                .withBean(Payments.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .satisfies(refused(Payments.class.getName() + ".pay", "not by those of WebFlux")));
    }
}
