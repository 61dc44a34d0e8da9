package io.dynastore.benchmarks;

import static java.util.Objects.requireNonNull;

import io.dynastore.jackson.JsonCodec;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** A benchmark of one operation of one contender on the {@link Sample}, in a fork of its own. Not thread-safe. */
@State(Scope.Thread)
public class ClientBenchmark {
    /** The contender. */
    public enum Kind {
        RAW("raw"),
        DYNASTORE("dynastore, string"),
        DYNASTORE_JSON("dynastore, JSON"),
        ENHANCED("Enhanced");

        final String title;

        Kind(String title) {
            this.title = title;
        }

        Supplier<?> on(Place place, String operation) {
            return switch (this) {
                case RAW -> prepare(new RawEntries(place), Sample.VALUE, operation);
                case DYNASTORE -> prepare(DynastoreEntries.of(place), Sample.VALUE, operation);
                case DYNASTORE_JSON ->
                    prepare(
                            new DynastoreEntries<>(place, JsonCodec.of(Sample.Customer.class)),
                            Sample.CUSTOMER,
                            operation);
                case ENHANCED -> prepare(new EnhancedEntries(place), Sample.VALUE, operation);
            };
        }

        private static <V, E> Supplier<?> prepare(Entries<V, E> entries, V value, String operation) {
            E previous = entries.get(Sample.KEY);
            return switch (operation) {
                case "get" -> () -> entries.get(Sample.KEY);
                case "update" -> () -> entries.update(previous, value);
                case "create" -> () -> entries.create(Sample.KEY, value);
                case "page" -> entries::page;
                default -> throw new IllegalArgumentException(operation);
            };
        }
    }

    /** The HTTP client: one that answers at once, or one of the SDK's for a DynamoDB client that blocks. */
    public enum Http {
        CANNED,
        APACHE5,
        URL_CONNECTION
    }

    @Param
    public Kind kind = Kind.RAW;

    @Param("get")
    public String operation = "get";

    @Param
    public ClientSetting setting = ClientSetting.DEFAULTS;

    @Param
    public Http http = Http.CANNED;

    /** The endpoint of the database; empty for the one that the SDK resolves for a region. */
    @Param("")
    public String endpoint = "";

    private @Nullable Supplier<?> prepared;

    @Setup
    public void connect() {
        DynamoDbClientBuilder builder = DynamoDbClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("canned", "canned")))
                .httpClient(
                        switch (http) {
                            case CANNED -> new CannedHttpClient(Sample.replies());
                            case APACHE5 -> Apache5HttpClient.create();
                            case URL_CONNECTION -> UrlConnectionHttpClient.create();
                        });
        if (!endpoint.isEmpty()) {
            builder.endpointOverride(URI.create(endpoint));
        }
        prepared = kind.on(Sample.place(setting.change.apply(builder).build()), operation);
    }

    @Benchmark
    public Object run() {
        return requireNonNull(prepared).get();
    }
}
