package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.Unwrappable;
import io.dynastore.lease.Claim;
import io.dynastore.lease.Lease;
import io.dynastore.lease.LeaseListener;
import io.dynastore.lease.Leases;
import io.dynastore.lease.WorkClaims;
import io.dynastore.spring.leader.LeaderCandidate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Partitions and leases that Spring wraps in proxies are accepted wherever others are. */
class ProxiedBeansTest {
    private final String table = TestDynamoDb.uniqueTable();
    private final ApplicationContextRunner runner = StarterContext.onTable(table)
            .withPropertyValues(
                    "dynastore.partitions.customers.consistent-reads=true", "dynastore.partitions.orders.name=o");

    record Service(
            DynaStore store,
            @Lazy Partition<String> customers,
            @Lazy Partition<String> orders,
            @Lazy Leases leases) {}

    /** As the advice of an application wraps beans, such as those that measure or retry. */
    static final class Advice implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (!(bean instanceof Unwrappable)) {
                return bean;
            }
            ProxyFactory proxies = new ProxyFactory(bean);
            proxies.addAdvice((MethodInterceptor) call -> call.proceed());
            return proxies.getProxy();
        }
    }

    record Advised(DynaStore store, Partition<String> customers, Partition<String> orders, Leases leases) {}

    private ApplicationContextRunner with(Class<?> service) {
        ApplicationContextRunner with = runner.withBean(service);
        return service == Advised.class ? with.withBean(Advice.class) : with;
    }

    private static Advised parts(Object service) {
        return service instanceof Service lazy
                ? new Advised(lazy.store(), lazy.customers(), lazy.orders(), lazy.leases())
                : (Advised) service;
    }

    @ParameterizedTest
    @ValueSource(classes = {Service.class, Advised.class})
    void aTransactionWritesThem(Class<?> service) {
        with(service).run(context -> {
            Advised parts = parts(context.getBean(service));
            assertThat(AopUtils.isAopProxy(parts.customers())).isTrue();
            Entry<String> old = parts.orders().put("old", "1");
            parts.orders().put("gone", "1");
            parts.store()
                    .transact(tx -> tx.put(parts.customers(), "ada", "1")
                            .create(parts.customers(), "eve", "1")
                            .update(parts.orders(), old, "2")
                            .delete(parts.orders(), "gone"));
            assertThat(parts.customers().get("ada").value()).isEqualTo("1");
            assertThat(parts.orders().get("old").value()).isEqualTo("2");
            assertThat(parts.orders().exists("gone")).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(classes = {Service.class, Advised.class})
    void aTransactionChecksALease(Class<?> service) throws Exception {
        with(service).run(context -> {
            Advised parts = parts(context.getBean(service));
            try (Lease lease = parts.leases().tryAcquire("report").orElseThrow()) {
                parts.store()
                        .transact(tx -> tx.check(lease).put(parts.customers().fence(lease), "ada", "1"));
                assertThat(parts.customers().exists("ada")).isTrue();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(classes = {Service.class, Advised.class})
    void workIsClaimedAndCompleted(Class<?> service) {
        with(service).run(context -> {
            Advised parts = parts(context.getBean(service));
            parts.customers().put("ada", "1");
            parts.orders().put("1", "1");
            for (Partition<String> work : List.of(parts.customers(), parts.orders())) {
                WorkClaims<String> claims = WorkClaims.create(parts.leases(), work);
                try (Claim<String> claim = claims.claimAny().orElseThrow()) {
                    claim.complete();
                }
                assertThat(work.count(Query.all())).isZero();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(classes = {Service.class, Advised.class})
    void leasesAreKeptInThem(Class<?> service) {
        with(service).run(context -> {
            try (Leases own = Leases.create(parts(context.getBean(service)).orders())) {
                assertThat(own.tryAcquire("report")).isPresent();
                assertThat(TestDynamoDb.item(table, "o", "report")).containsKey("owner");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(classes = {Service.class, Advised.class})
    void aLeaderIsElectedByThem(Class<?> service) {
        with(service).run(context -> {
            LeaderCandidate candidate =
                    new LeaderCandidate(parts(context.getBean(service)).leases(), "scheduler");
            assertThat(candidate.isLeader()).isFalse();
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Circle {
        final List<String> acquired = new ArrayList<>();

        /** The leases need the listener, and the listener needs the leases. */
        @Bean
        LeaseListener listener(@Lazy Leases leases) {
            return new LeaseListener() {
                @Override
                public void acquired(Lease lease, Duration waited) {
                    acquired.add(lease.name() + " of " + leases.partition().name());
                }
            };
        }
    }

    @Test
    void aListenerOfLeasesMayUseThem() {
        runner.withUserConfiguration(Circle.class).run(context -> {
            try (Lease lease =
                    context.getBean(Leases.class).tryAcquire("report").orElseThrow()) {
                assertThat(lease.isHeld()).isTrue();
                assertThat(context.getBean(Circle.class).acquired).containsExactly("report of leases");
            }
        });
    }

    @Test
    void aPartitionOfAnotherStoreIsStillRefused() {
        with(Service.class).run(context -> {
            DynaStore other = DynaStore.create(TestDynamoDb.raw());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> other.transact(
                            tx -> tx.put(context.getBean(Service.class).customers(), "ada", "1")))
                    .withMessageContaining("belongs to another store");
        });
    }
}
