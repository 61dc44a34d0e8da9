package io.dynastore.spring.autoconfigure.watch;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Revision;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import io.dynastore.spring.watch.EntryChangedEvent;
import io.dynastore.spring.watch.OnChange;
import io.dynastore.watch.Change;
import io.dynastore.watch.ChangeType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AliasFor;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.samples.shop.SampleIndex;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.RequestScope;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.context.request.SessionScope;

/** Which methods of beans handle changes, and how they are called. No feed is started. */
class ChangeMethodsTest {
    private static final Change<Object> CHANGE = new Change<>(
            ChangeType.CREATED,
            null,
            new Entry<>("T", "customers", "c-1", new Revision(1, null), null, "Ada", Map.of()),
            Instant.EPOCH,
            "id");

    private static final List<String> ADVISED = new ArrayList<>();
    private static final List<Object> HANDLED = new ArrayList<>();

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    @AfterEach
    void close() {
        ADVISED.clear();
        HANDLED.clear();
        context.close();
    }

    private List<Handler> find(Class<?>... beans) {
        context.register(beans);
        context.refresh();
        return new ChangeMethods(context.getBeanFactory()).find();
    }

    private static void handled(Object bean, Change<?> change) {
        assertThat(change).isSameAs(CHANGE);
        HANDLED.add(bean);
    }

    static class OfAClass {
        @OnChange(partition = "customers", group = "class")
        void handle(Change<String> change) {
            handled(this, change);
        }
    }

    interface Indexing<T> {
        void handle(Change<T> change);
    }

    static class OfAnInterface implements Indexing<String> {
        @Override
        @OnChange(partition = "customers", group = "interface")
        public void handle(Change<String> change) {
            handled(this, change);
        }
    }

    interface Annotated {
        @OnChange(partition = "customers", group = "annotated-interface")
        void handle(Change<String> change);
    }

    static class OfAnAnnotatedInterface implements Annotated {
        @Override
        public void handle(Change<String> change) {
            handled(this, change);
        }
    }

    static class Generic<T> {
        @OnChange(partition = "customers", group = "generic")
        protected void handle(Change<T> change) {
            handled(this, change);
        }
    }

    static class OfAGenericClass extends Generic<String> {}

    @OnChange(partition = "customers", group = "")
    @Retention(RetentionPolicy.RUNTIME)
    @interface OnCustomer {
        @AliasFor(annotation = OnChange.class)
        String group();
    }

    static class OfAnotherAnnotation {
        @OnCustomer(group = "annotation")
        void handle(Change<String> change) {
            handled(this, change);
        }
    }

    static class ByHand implements Indexing<String> {
        @Override
        @OnChange(partition = "customers", group = "by-hand")
        public void handle(Change<String> change) {
            handled(this, change);
        }
    }

    @Scope(value = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
    static class Scoped extends OfAClass {
        @Override
        @OnChange(partition = "customers", group = "scoped")
        void handle(Change<String> change) {
            super.handle(change);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Proxies {
        @Bean
        @Role(2)
        static DefaultAdvisorAutoProxyCreator creator() {
            return new DefaultAdvisorAutoProxyCreator();
        }

        @Bean
        @Role(2)
        static DefaultPointcutAdvisor advisor() {
            return new DefaultPointcutAdvisor((MethodInterceptor) call -> {
                ADVISED.add(call.getMethod().getName());
                return call.proceed();
            });
        }
    }

    /** Makes a proxy of which Spring does not know what is behind it. */
    static class ProxiesByHand implements BeanPostProcessor, PriorityOrdered {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof ByHand ? new ProxyFactory(bean).getProxy() : bean;
        }

        @Override
        public int getOrder() {
            return 0;
        }
    }

    @Test
    void theMethodsOfProxiesAreCalledThroughThem() throws Exception {
        Map<String, Handler> found = find(
                        Proxies.class,
                        ProxiesByHand.class,
                        OfAClass.class,
                        OfAnInterface.class,
                        OfAnAnnotatedInterface.class,
                        OfAGenericClass.class,
                        OfAnotherAnnotation.class,
                        ByHand.class,
                        Scoped.class)
                .stream()
                .collect(toMap(Handler::group, handler -> handler));
        assertThat(found)
                .containsOnlyKeys(
                        "class", "interface", "annotated-interface", "generic", "annotation", "by-hand", "scoped");

        for (Handler handler : found.values()) {
            handler.target().handle(CHANGE);
            assertThat(HANDLED).as("%s", handler).hasSize(1);
            assertThat(ADVISED).as("%s", handler).contains("handle");
            assertThat(handler.partition()).isEqualTo("customers");
            assertThat(handler.parameter())
                    .as("%s", handler)
                    .hasToString(Change.class.getName() + "<java.lang.String>");
            ADVISED.clear();
            HANDLED.clear();
        }
        found.get("scoped").target().handle(CHANGE);
        found.get("scoped").target().handle(CHANGE);
        assertThat(HANDLED).hasSize(2).doesNotHaveDuplicates();
    }

    @Lazy
    static class Later extends OfAClass {
        static @Nullable Later created;

        Later() {
            created = this;
        }
    }

    @Test
    void aLazyBeanIsCreatedForItsFirstChange() throws Exception {
        List<Handler> found = find(Later.class);
        assertThat(Later.created).isNull();
        found.get(0).target().handle(CHANGE);
        assertThat(HANDLED).containsExactly(Later.created);
    }

    @Test
    void anApplicationMayBeInAPackageOfSpring() {
        assertThat(find(SampleIndex.class)).extracting(Handler::group).containsExactly("sample");
    }

    static class Private {
        @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // It is found by its annotation.
        @OnChange(partition = "customers", group = "g")
        private void handle(Change<String> change) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoOfAClass {
        @Bean
        Private one() {
            return new Private();
        }

        @Bean
        Private two() {
            return new Private();
        }

        @Bean
        Partition<String> customers() {
            return DynaStore.create(TestDynamoDb.raw()).table("T").partition("customers");
        }
    }

    @Test
    void messagesNameTheBean() {
        List<Handler> found = find(TwoOfAClass.class);
        assertThatExceptionOfType(FailureAnalyzedException.class)
                .isThrownBy(() -> FeedGroup.of(found, new Partitions(context.getBeanFactory())))
                .satisfies(failure -> assertThat(failure.analysis().getDescription())
                        .contains("the method " + Private.class.getName() + ".handle of the bean 'one' and the method "
                                + Private.class.getName() + ".handle of the bean 'two'."));
    }

    @Test
    void aMethodThatAProxyHidesIsRefused() {
        assertThatExceptionOfType(FailureAnalyzedException.class)
                .isThrownBy(() -> find(Proxies.class, Private.class))
                .satisfies(failure -> {
                    assertThat(failure.analysis().getDescription()).contains("Spring cannot call it", "is a proxy");
                    assertThat(failure.analysis().getAction()).startsWith("Make it public or package-private");
                });
    }

    @Scope(value = "request", proxyMode = ScopedProxyMode.TARGET_CLASS)
    static class OfARequest extends OfAClass {}

    @Scope("session")
    static class OfASession extends OfAClass {}

    @Scope("unknown")
    static class OfAnUnknownScope extends OfAClass {}

    @Scope("thread")
    static class OfAThread extends OfAClass {}

    @Scope("session")
    static class Session {}

    @Scope("thread")
    static class OfAThreadAndASession extends OfAClass {
        OfAThreadAndASession(Session session) {}
    }

    @ParameterizedTest
    @CsvSource({
        "OfARequest, request",
        "OfASession, session",
        "OfAnUnknownScope, unknown",
        "OfAThreadAndASession, thread"
    })
    void aMethodOfABeanThatDoesNotExistOnTheThreadsOfFeedsIsRefused(String name, String scope) throws Exception {
        registerScopes();
        Class<?> bean = Class.forName(getClass().getName() + "$" + name);
        // A feed's threads have no request, whatever the thread has that starts it.
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()), true);
        try {
            assertThatExceptionOfType(FailureAnalyzedException.class)
                    .isThrownBy(() -> find(bean, Session.class))
                    .satisfies(failure -> {
                        assertThat(failure.analysis().getDescription())
                                .contains(".handle of the bean ", "the scope '" + scope + "', which is not active");
                        assertThat(failure.analysis().getAction()).isEqualTo("Move the method to a singleton.");
                    });
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
    }

    @Test
    void aScopeThatEveryThreadHasIsNoHindrance() throws Exception {
        registerScopes();
        find(OfAThread.class).get(0).target().handle(CHANGE);
        assertThat(HANDLED).hasSize(1);
    }

    private void registerScopes() {
        context.getBeanFactory().registerScope("request", new RequestScope());
        context.getBeanFactory().registerScope("session", new SessionScope());
        context.getBeanFactory().registerScope("thread", new SimpleThreadScope());
    }

    static class Unresolvable {
        @OnChange(partition = "customers", group = "${index.group}")
        void handle(Change<String> change) {}
    }

    @Test
    void aPlaceholderWithoutAValueIsRefused() {
        assertThatExceptionOfType(FailureAnalyzedException.class)
                .isThrownBy(() -> find(PropertySourcesPlaceholderConfigurer.class, Unresolvable.class))
                .satisfies(failure -> assertThat(failure.analysis().getDescription())
                        .contains(Unresolvable.class.getName() + ".handle", "'index.group'"));
    }

    static class Maps {
        @OnChange(partition = "maps", group = "maps")
        void handle(Change<Map<String, Object>> change) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class MapPartition {
        @SuppressWarnings({"rawtypes", "unchecked"})
        @Bean
        Partition<Map> maps() {
            return (Partition) DynaStore.create(TestDynamoDb.raw()).table("T").partition("maps");
        }

        final List<Object> events = new ArrayList<>();

        @EventListener
        void changed(EntryChangedEvent<Map<?, ?>> event) {
            events.add(event);
        }
    }

    @Test
    void valuesWhoseTypeIsConfiguredAsAClassMayBeTakenWithTypeArguments() {
        List<Handler> found = find(Maps.class, MapPartition.class);
        assertThat(FeedGroup.of(found, new Partitions(context.getBeanFactory())))
                .containsOnlyKeys("maps");
        context.publishEvent(new EntryChangedEvent<>(CHANGE, ResolvableType.forClass(Map.class)));
        context.publishEvent(new EntryChangedEvent<>(CHANGE, ResolvableType.forClass(String.class)));
        assertThat(context.getBean(MapPartition.class).events).hasSize(1);
    }
}
