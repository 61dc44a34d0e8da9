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
 * A process that acquires leases on command. It reads one command from each line of its input, and writes one answer to each
 * line of its output, and there also the events of its leases. It ends with its input. Tests start it by {@link OtherProcess}.
 */
final class HolderProcess {
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

    /** Returns the name of the partition for the entries of a process, given that of its leases. */
    static String entries(String leases) {
        return leases + "-entries";
    }

    /** Takes the endpoint, the table, the partition, and three durations: of leases, clock skew and the poll interval. */
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
            say(OtherProcess.ANSWER + "READY");
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                say(OtherProcess.ANSWER + process.answer(command.split(" ")));
            }
        }
    }

    /** Loads classes and connects, so that each command takes only as long as its requests. */
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
            held.onEnd(end -> say(OtherProcess.EVENT + "LOST " + held.name() + " " + end.reason()));
        });
        return lease.map(held -> "ACQUIRED " + held.token()).orElse("REFUSED");
    }

    private Lease lease(String name) {
        return acquired.get(name);
    }

    /** Writes fenced by the token alone, regardless of whether this process knows that the lease has ended. */
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
