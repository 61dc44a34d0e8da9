package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.sun.net.httpserver.HttpServer;
import io.dynastore.Partition;
import io.dynastore.lease.Lease;
import io.dynastore.lease.LeaseEnd;
import io.dynastore.lease.Leases;
import io.dynastore.spring.autoconfigure.watch.DynaStoreWatchAutoConfiguration;
import io.dynastore.spring.watch.ChangeFeeds;
import io.dynastore.spring.watch.OnChange;
import io.dynastore.watch.Change;
import io.dynastore.watch.ChangeFeed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.crac.Core;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** What the starter does before a snapshot of the process, and after a restore; and what it primes at startup. */
@ExtendWith(OutputCaptureExtension.class)
class SnapshotTest {
    private final String table = TestDynamoDb.uniqueTable();
    private final ApplicationContextRunner runner = StarterContext.onTable(table)
            .withPropertyValues(
                    "spring.application.name=shop",
                    "dynastore.partitions.orders.type=" + Order.class.getName(),
                    "dynastore.partitions.notes.name=n");

    /** A value that counts how often one is read. */
    record Order(int quantity, String customer) {
        static final AtomicInteger READ = new AtomicInteger();

        @JsonCreator
        Order {
            READ.incrementAndGet();
        }
    }

    @SuppressWarnings("unchecked")
    private static Partition<String> notes(ApplicationContext context) {
        return context.getBean("notes", Partition.class);
    }

    @BeforeEach
    void forgetOtherContexts() {
        javax.crac.Core.getGlobalContext().clear();
    }

    @Test
    void leasesEndBeforeASnapshotAndBeginAnewAfterARestore() {
        runner.run(context -> {
            Leases leases = context.getBean(Leases.class);
            String holder = leases.holder();
            Lease lease = leases.tryAcquire("report").orElseThrow();

            Core.checkpointRestore();

            assertThat(lease.end()).map(LeaseEnd::reason).contains(LeaseEnd.Reason.RELEASED);
            assertThat(holder).startsWith("shop (").doesNotContain("restored");
            Lease again = leases.tryAcquire("report").orElseThrow();
            assertThat(again.token()).isEqualTo(lease.token() + 1);
            assertThat(again.previousHolder()).contains(holder);
            assertThat(again.holder()).startsWith("shop (").contains(", restored as ");
            Core.checkpointRestore();
            assertThat(leases.holder()).isNotEqualTo(again.holder());
        });
    }

    static class Index {
        final List<String> keys = new CopyOnWriteArrayList<>();

        @OnChange(partition = "notes", group = "index")
        void index(Change<String> change) {
            keys.add(change.key());
        }
    }

    @Test
    void feedsStopBeforeASnapshotAndGoOnAfterARestore() {
        runner.withConfiguration(AutoConfigurations.of(DynaStoreWatchAutoConfiguration.class))
                .withBean(Index.class)
                .withPropertyValues("dynastore.table.stream=true")
                .run(context -> {
                    ChangeFeeds feeds = context.getBean(ChangeFeeds.class);
                    ChangeFeed before = feeds.feeds().get("index");
                    notes(context).put("before", "1");
                    assertThat(before.catchUp(Duration.ofMinutes(1))).isTrue();

                    Core.checkpointRestore();

                    assertThat(before.isRunning()).isFalse();
                    notes(context).put("after", "1");
                    assertThat(feeds.feeds().get("index").catchUp(Duration.ofMinutes(1)))
                            .isTrue();
                    assertThat(context.getBean(Index.class).keys).containsExactly("before", "after");
                });
    }

    @Test
    void partitionsArePrimedBeforeASnapshotAndAtStartupIfConfigured() {
        runner.run(context -> {
            int before = Order.READ.get();
            Core.checkpointRestore();
            assertThat(Order.READ.get()).isGreaterThan(before + 1);
            assertThat(notes(context).exists("priming")).isFalse();
        });
        for (boolean enabled : new boolean[] {false, true}) {
            int before = Order.READ.get();
            runner.withPropertyValues("dynastore.priming.enabled=" + enabled)
                    .run(context -> assertThat(Order.READ.get() > before + 1).isEqualTo(enabled));
        }
    }

    @Test
    void valuesWithoutAnEmptyOneArePrimedWithoutTheirCodec(CapturedOutput output) {
        runner.withPropertyValues("dynastore.priming.enabled=true", "dynastore.partitions.orders.type=java.util.UUID")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output).doesNotContain("could not be primed");
                });
    }

    @Test
    void withoutPartitionsTheHealthChecksReadIsPrimed() {
        StarterContext.bare()
                .withPropertyValues("dynastore.priming.enabled=true", "dynastore.table.name=" + table)
                .run(context -> assertThat(context).hasNotFailed());
        StarterContext.bare()
                .withPropertyValues("dynastore.priming.enabled=true")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void connectionsAreNotUsedAfterARestoreUnlessTheApplicationMadeTheHttpClient() throws IOException {
        List<Integer> ports = Collections.synchronizedList(new ArrayList<>());
        HttpServer server = serverThatFindsNothing(ports);
        try (SdkHttpClient own = Apache5HttpClient.create()) {
            ApplicationContextRunner atServer = StarterContext.bare()
                    .withPropertyValues(
                            "dynastore.endpoint=http://127.0.0.1:"
                                    + server.getAddress().getPort(),
                            "dynastore.table.name=any",
                            "dynastore.partitions.notes.name=n");
            atServer.run(context -> findThreeTimes(notes(context)));
            atServer.withBean(DynaStoreClientBuilderCustomizer.class, () -> builder -> builder.httpClient(own))
                    .run(context -> findThreeTimes(notes(context)));
            atServer.run(context -> {
                DynamoDbStreamsClient streams = context.getBean(DynamoDbStreamsClient.class);
                streams.listStreams();
                streams.listStreams();
                Core.checkpointRestore();
                streams.listStreams();
            });
        } finally {
            server.stop(0);
        }
        assertThat(List.of(ports.subList(0, 3), ports.subList(6, 9))).allSatisfy(made -> {
            assertThat(made.get(1)).isEqualTo(made.get(0));
            assertThat(made.get(2)).isNotEqualTo(made.get(0));
        });
        assertThat(ports.subList(3, 6)).containsOnly(ports.get(3));
    }

    private static void findThreeTimes(Partition<String> notes) throws Exception {
        assertThat(notes.find("a")).isEmpty();
        assertThat(notes.find("a")).isEmpty();
        Core.checkpointRestore();
        assertThat(notes.find("a")).isEmpty();
    }

    private static HttpServer serverThatFindsNothing(List<Integer> ports) throws IOException {
        byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            ports.add(exchange.getRemoteAddress().getPort());
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(200, nothing.length);
            exchange.getResponseBody().write(nothing);
            exchange.close();
        });
        server.start();
        return server;
    }
}
