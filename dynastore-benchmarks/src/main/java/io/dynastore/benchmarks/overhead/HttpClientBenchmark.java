package io.dynastore.benchmarks.overhead;

import java.net.URI;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One read by the low-level client from an embedded database in another process, over each of the SDK's HTTP clients. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-Xbatch"})
@Warmup(iterations = 4, batchSize = 3_000)
@Measurement(iterations = 5, batchSize = 3_000)
public class HttpClientBenchmark {
    /** The HTTP clients for a DynamoDB client that blocks. */
    @SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
    public enum Http {
        /** Based on Apache HttpClient 5: what the SDK takes if it can choose. */
        APACHE5("`apache5-client`, the SDK's default", Apache5HttpClient::create),
        /** Based on the JDK's HttpURLConnection. */
        URL_CONNECTION("`url-connection-client`", UrlConnectionHttpClient::create);

        private final String title;
        private final Supplier<SdkHttpClient> factory;

        Http(String title, Supplier<SdkHttpClient> factory) {
            this.title = title;
            this.factory = factory;
        }

        String title() {
            return title;
        }
    }

    /** The HTTP client of this fork. */
    @Param
    public Http http = Http.APACHE5;

    /** Where the database is. */
    @Param("")
    public String endpoint = "";

    private @Nullable DynamoDbClient client;
    private @Nullable Contender contender;

    /** Connects the client. */
    @Setup
    public void connect() {
        client = Clients.builder()
                .endpointOverride(URI.create(endpoint))
                .httpClient(http.factory.get())
                .build();
        contender = new RawContender(client, Clock.systemUTC());
    }

    /** Disconnects it. */
    @TearDown
    public void close() {
        if (client != null) {
            client.close();
        }
    }

    /** Reads an entry. */
    @Benchmark
    public Object get() {
        if (contender == null) {
            throw new IllegalStateException("Not set up");
        }
        return contender.get();
    }
}
