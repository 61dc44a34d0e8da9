package io.dynastore.lease;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.RecordingHttpClient;
import io.dynastore.StaleFenceException;
import io.dynastore.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A process that acquires leases as it is told: one command on each line of its input, one answer on each line of its output,
 * and there also what happens by itself. It ends with its input. Tests start it by {@link OtherProcess}.
 */
final class HolderProcess {
    /** What each answer begins with. */
    static final String ANSWER = "= ";

    /** What each message of its own accord begins with. */
    static final String EVENT = "! ";

    private final RecordingHttpClient http = new RecordingHttpClient(UrlConnectionHttpClient.create());
    private final Partition<String> entries;
    private final Leases leases;
    private final Map<String, Lease> acquired = new HashMap<>();

    private HolderProcess(URI endpoint, String table, String partition, Duration lease, Duration skew, Duration poll) {
        DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(http)
                .build();
        Table store = DynaStore.create(client).table(table);
        this.entries = store.partition(entries(partition));
        this.leases = Leases.builder(store.partition(partition))
                .duration(lease)
                .clockSkew(skew)
                .pollInterval(poll)
                .build();
    }

    /** The partition of the entries that a process writes who has its leases in the given one. */
    static String entries(String leases) {
        return leases + "-entries";
    }

    /** Takes the endpoint, the table, the partition and three durations: of the leases, the clocks' difference, the poll. */
    public static void main(String[] args) throws IOException, InterruptedException {
        HolderProcess process = new HolderProcess(
                URI.create(args[0]),
                args[1],
                args[2],
                Duration.parse(args[3]),
                Duration.parse(args[4]),
                Duration.parse(args[5]));
        process.warmUp();
        try (var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            say(ANSWER + "READY");
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                say(ANSWER + process.answer(command.split(" ")));
            }
        }
    }

    /** So that a command later takes as long as its requests. */
    private void warmUp() {
        String nobodyElses = "warm-up-" + ProcessHandle.current().pid();
        leases.tryAcquire(nobodyElses).ifPresent(Lease::close);
        leases.view(nobodyElses);
        http.clear();
    }

    private String answer(String[] command) throws InterruptedException {
        return switch (command[0]) {
            case "tryAcquire" -> hold(leases.tryAcquire(command[1]));
            case "acquire" -> hold(leases.tryAcquire(command[1], Duration.parse(command[2])));
            case "held?" -> lease(command[1]).isHeld() ? "yes" : "no";
            case "release" -> Boolean.toString(lease(command[1]).release());
            case "write" -> write(lease(command[1]), command[2], command[3]);
            case "requests" -> requests();
            default -> throw new IllegalArgumentException(command[0]);
        };
    }

    private String hold(Optional<Lease> lease) {
        lease.ifPresent(held -> {
            acquired.put(held.name(), held);
            held.onEnd(end -> say(EVENT + "LOST " + held.name() + " " + end.reason()));
        });
        return lease.map(held -> "ACQUIRED " + held.token()).orElse("REFUSED");
    }

    private Lease lease(String name) {
        return acquired.get(name);
    }

    /** Fenced by the token alone: what is known here of the lease does not count. */
    private String write(Lease lease, String key, String value) {
        try {
            entries.fence(lease.token()).put(key, value);
            return "WRITTEN";
        } catch (StaleFenceException e) {
            return "STALE";
        }
    }

    private String requests() {
        String sent = String.join(" ", http.requests());
        http.clear();
        return sent;
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
