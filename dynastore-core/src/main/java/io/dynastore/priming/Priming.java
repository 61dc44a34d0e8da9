package io.dynastore.priming;

import io.dynastore.Codec;
import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.http.ObservedHttpClient;
import io.dynastore.internal.ClientConfigurations;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Runs the operations of partitions several times without DynamoDB, so that the first real ones find the classes of the AWS SDK,
 * of the codecs and of this library loaded and initialized, and loops compiled. In a new JVM that is most of the time of the first
 * operation. Lists return up to 100 copies of the sample, so its codec is called some hundred times.
 *
 * <pre>{@code
 * Priming.of(orders, new Order("o-1", 1)).and(settings).and(leases).run();
 * }</pre>
 *
 * <p>Call it while a function is initialized, before a snapshot of the process is taken (Lambda SnapStart, CRaC), or before a
 * service accepts requests. Nothing is sent: the operations run on a client that is made for them, answers each request by itself, and is closed
 * afterwards. It needs neither credentials nor a network, and sees neither the hooks of the store nor the interceptors and metric
 * publishers of its client. Values leave the process in no way.
 *
 * <p>Immutable and thread-safe.
 */
public final class Priming {
    private static final String KEY = "priming";

    /** So many that the JIT compiler has compiled what runs for each entry of a page. */
    private static final int ROUNDS = 4;

    private final List<Subject> subjects;

    private Priming(List<Subject> subjects) {
        this.subjects = List.copyOf(subjects);
    }

    private interface Subject {
        Partition<?> partition();

        void run(DynamoDbClient client);
    }

    /** A partition, and a value that its codec can encode. */
    private record Values<V>(Partition<V> partition, V sample) implements Subject {
        Values {
            Objects.requireNonNull(sample, "sample");
        }

        @Override
        public void run(DynamoDbClient client) {
            DynaStore store = DynaStore.create(client);
            Partition<V> primed =
                    store.table(partition.table().definition()).partition(partition.name(), partition.codec());
            for (int round = 0; round < ROUNDS; round++) {
                run(store, primed);
            }
        }

        private void run(DynaStore store, Partition<V> primed) {
            Entry<V> entry = primed.create(KEY, sample);
            primed.find(KEY);
            primed.list(Query.all().limit(CannedDynamoDb.PAGE_SIZE));
            entry = primed.update(entry, sample);
            primed.put(KEY, sample);
            primed.modify(KEY, value -> value);
            primed.findAll(List.of(KEY));
            primed.delete(entry);
            store.transact(tx -> tx.put(primed, KEY, sample));
        }
    }

    /** The partition of leases. */
    private record OfLeases(Partition<?> partition) implements Subject {
        @Override
        public void run(DynamoDbClient client) {
            Partition<?> primed = DynaStore.create(client)
                    .table(partition.table().definition())
                    .partition(partition.name());
            try (Leases leases = Leases.builder(primed).withoutThreads().build();
                    Lease lease = leases.tryAcquire(KEY).orElseThrow()) {
                lease.renew();
            }
        }
    }

    /**
     * Returns the priming of a partition with its codec.
     *
     * @param <V> the type of the values
     * @param partition the partition
     * @param sample a value as the application stores it, whose parts are not null, so that all of its types are loaded
     * @return the priming
     */
    public static <V> Priming of(Partition<V> partition, V sample) {
        return new Priming(List.of(new Values<>(partition, sample)));
    }

    /**
     * Returns the priming of a partition without its codec: for values that are strings or bytes, or of which there is no sample.
     *
     * @param partition the partition
     * @return the priming
     */
    public static Priming of(Partition<?> partition) {
        return new Priming(List.of(withoutCodec(partition)));
    }

    /**
     * Adds another partition with its codec.
     *
     * @param <V> the type of the values
     * @param partition the partition
     * @param sample a value as the application stores it
     * @return the priming of all
     */
    public <V> Priming and(Partition<V> partition, V sample) {
        return and(new Values<>(partition, sample));
    }

    /**
     * Adds leases: their acquisition, renewal and release.
     *
     * @param leases the leases
     * @return the priming of all
     */
    public Priming and(Leases leases) {
        return and(new OfLeases(leases.partition()));
    }

    /**
     * Adds another partition without its codec.
     *
     * @param partition the partition
     * @return the priming of all
     */
    public Priming and(Partition<?> partition) {
        return and(withoutCodec(partition));
    }

    private Priming and(Subject added) {
        List<Subject> all = new ArrayList<>(subjects);
        all.add(added);
        return new Priming(all);
    }

    private static Subject withoutCodec(Partition<?> partition) {
        return new Values<>(partition.as(Codec.attribute()), AttributeValue.fromS("sample"));
    }

    /**
     * Runs the operations. Takes up to a second in a new JVM, and much less when all is loaded.
     *
     * @throws io.dynastore.CodecException if a codec cannot encode or decode its sample
     */
    public void run() {
        Map<DynamoDbClient, List<Subject>> byClient = subjects.stream()
                .collect(Collectors.groupingBy(
                        subject -> subject.partition().table().store().client()));
        byClient.forEach(Priming::run);
    }

    private static void run(DynamoDbClient real, List<Subject> subjects) {
        if (usesTls(real)) {
            loadTls();
        }
        try (DynamoDbClient client = canned(real)) {
            subjects.forEach(subject -> subject.run(client));
        }
    }

    private static DynamoDbClient canned(DynamoDbClient real) {
        return DynamoDbClient.builder()
                .httpClient(ObservedHttpClient.of(new CannedDynamoDb()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")))
                .region(regionOf(real))
                .build();
    }

    private static Region regionOf(DynamoDbClient real) {
        return ClientConfigurations.of(real)
                .map(AwsServiceClientConfiguration::region)
                .orElse(Region.US_EAST_1);
    }

    private static boolean usesTls(DynamoDbClient real) {
        return ClientConfigurations.of(real)
                .flatMap(AwsServiceClientConfiguration::endpointOverride)
                .map(endpoint -> "https".equals(endpoint.getScheme()))
                .orElse(true);
    }

    /** The trusted certificates are read when the first connection is made, which takes as long as several operations. */
    private static void loadTls() {
        try {
            SSLContext.getDefault().createSSLEngine();
        } catch (GeneralSecurityException | RuntimeException e) {
            // The first connection will fail for the same reason, and say why.
        }
    }

    @Override
    public String toString() {
        return "Priming" + subjects.stream().map(Subject::partition).toList();
    }
}
