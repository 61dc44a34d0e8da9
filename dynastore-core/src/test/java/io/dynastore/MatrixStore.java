package io.dynastore;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Faults;
import io.dynastore.embedded.LateRequest;
import io.dynastore.http.ObservedHttpClient;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import io.dynastore.testkit.MutableClock;
import io.dynastore.testkit.net.FaultyProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A store whose client meets trouble, and an independent client of the same table. */
final class MatrixStore implements AutoCloseable {
    private static final TableDefinition TABLE = TableDefinition.of("MatrixTable");
    private static final int ATTEMPTS = 3;
    private static final Duration ATTEMPT = Duration.ofMillis(100);

    /** The way of requests to the database. */
    enum Transport {
        IN_PROCESS,
        APACHE_5,
        APACHE_4,
        URL_CONNECTION;

        boolean hasPool() {
            return this == APACHE_5 || this == APACHE_4;
        }
    }

    /**
     * What a store is like.
     *
     * @param observed whether its client's transmissions are observed
     * @param remembering whether the database remembers the tokens of cancelled transactions
     * @param timed whether its client has a short time-out for each attempt
     */
    record Kind(Transport transport, boolean observed, boolean remembering, boolean timed) {
        @Override
        public String toString() {
            return transport + (observed ? ", observed" : ", not observed") + (remembering ? ", remembering" : "");
        }
    }

    final Faults faults;
    final TroubledHttp http;
    final DynamoDbClient raw;
    final DynaStore store;
    final Partition<String> partition;
    final Partition<String> rival;
    final Leases leases;
    final Thread caller = Thread.currentThread();
    final List<LateRequest> late = new ArrayList<>();
    Lease held;

    private final DynamoDbClient client;
    private final FaultyProxy proxy;
    private final Transport transport;
    private @Nullable FullPool fullPool;
    private boolean withoutCredentials;
    private boolean spoilt;

    MatrixStore(EmbeddedDynamoDb database, Kind kind) {
        transport = kind.transport();
        faults = transport == Transport.IN_PROCESS ? new Faults() : database.faults();
        proxy = transport == Transport.IN_PROCESS ? null : Ways.proxy(database);
        SdkHttpClient others = EmbeddedClients.httpClient(database, new Faults());
        http = new TroubledHttp(
                switch (transport) {
                    case IN_PROCESS -> EmbeddedClients.httpClient(database, faults);
                    case APACHE_5 -> Apache5HttpClient.create();
                    case APACHE_4 -> Apache4.builder().build();
                    case URL_CONNECTION -> UrlConnectionHttpClient.create();
                },
                others);
        raw = EmbeddedClients.configure(DynamoDbClient.builder(), EmbeddedClients.httpClient(database, new Faults()))
                .build();
        rival = DynaStore.create(raw).table(TABLE).partition("matrix");
        MutableClock clock = new MutableClock(Instant.now());
        client = DynamoDbClient.builder()
                .endpointOverride(proxy == null ? URI.create("http://dynamodb.invalid") : proxy.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider((AwsCredentialsProvider) this::credentials)
                .httpClientBuilder(new OwnedHttp(kind.observed() ? ObservedHttpClient.of(http) : http))
                .overrideConfiguration(with -> {
                    TestDynamoDb.trying(ATTEMPTS).accept(with);
                    if (kind.timed()) {
                        with.apiCallAttemptTimeout(ATTEMPT);
                    }
                })
                .build();
        store = DynaStore.builder(client)
                .clock(clock)
                .pause(duration -> clock.advance(duration))
                .build();
        partition = store.table(TABLE).partition("matrix");
        leases = Leases.builder(partition).renewal(false).build();
    }

    private static final class Ways {
        private static final Map<EmbeddedDynamoDb, FaultyProxy> PROXIES = new LinkedHashMap<>();

        static synchronized FaultyProxy proxy(EmbeddedDynamoDb database) {
            return PROXIES.computeIfAbsent(database, each -> {
                try {
                    return FaultyProxy.to(each.listen(0));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    static EmbeddedDynamoDb database(boolean remembersCancelledTokens) {
        EmbeddedDynamoDb database = EmbeddedDynamoDb.builder()
                .rememberCancelledTokens(remembersCancelledTokens)
                .start();
        try (DynamoDbClient client = EmbeddedClients.of(database)) {
            DynaStore.create(client).table(TABLE).createIfAbsent();
        }
        return database;
    }

    private AwsCredentials credentials() {
        return withoutCredentials
                ? ProfileCredentialsProvider.builder()
                        .profileName("does-not-exist")
                        .profileFile(ProfileFile.aggregator().build())
                        .build()
                        .resolveCredentials()
                : AwsBasicCredentials.create("any", "any");
    }

    /** From now on the client has no credentials. */
    void loseCredentials() {
        withoutCredentials = true;
        spoilt = true;
    }

    void closeClient() {
        client.close();
        spoilt = true;
    }

    /** {@return whether the client cannot be used any more} */
    boolean isSpoilt() {
        return spoilt;
    }

    /** Forgets the trouble of the last test. */
    void reset() {
        late.clear();
        faults.reset();
        if (proxy != null) {
            proxy.reset();
        }
    }

    void acquire(String name) {
        held = leases.tryAcquire(
                        name, with -> with.duration(Duration.ofMinutes(10)).withoutRenewal())
                .orElseThrow();
    }

    FaultyProxy proxy() {
        return proxy;
    }

    /** {@return a pool of this store's kind of HTTP client, without a free connection} */
    FullPool fullPool() throws IOException {
        if (fullPool == null) {
            fullPool = FullPool.of(
                    transport == Transport.APACHE_5
                            ? Apache5HttpClient.builder()
                                    .maxConnections(1)
                                    .connectionAcquisitionTimeout(FullPool.WAIT)
                                    .build()
                            : Apache4.ofOneConnection(FullPool.WAIT).build());
        }
        return fullPool;
    }

    String table() {
        return TABLE.name();
    }

    Map<String, AttributeValue> itemKey(String key) {
        return Map.of("id", AttributeValue.fromS("matrix"), "name", AttributeValue.fromS(key));
    }

    /** {@return the items as they are in the table, expired or not; an empty one for each that is missing} */
    Map<String, Map<String, AttributeValue>> items(List<String> keys) {
        Map<String, Map<String, AttributeValue>> items = new LinkedHashMap<>();
        keys.forEach(key -> items.put(
                key,
                raw.getItem(get -> get.tableName(table()).key(itemKey(key)).consistentRead(true))
                        .item()));
        return items;
    }

    /** Brings the table back to a former state. */
    void restore(Map<String, Map<String, AttributeValue>> items) {
        items.forEach((key, item) -> {
            if (item.isEmpty()) {
                raw.deleteItem(delete -> delete.tableName(table()).key(itemKey(key)));
            } else {
                raw.putItem(put -> put.tableName(table()).item(item));
            }
        });
    }

    @Override
    public void close() {
        reset();
        leases.close();
        client.close();
        if (fullPool != null) {
            fullPool.close();
        }
    }
}
