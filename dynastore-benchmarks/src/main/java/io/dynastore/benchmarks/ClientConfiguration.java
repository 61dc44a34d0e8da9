package io.dynastore.benchmarks;

import io.dynastore.DynaStore;
import io.dynastore.benchmarks.ClientBenchmark.Http;
import io.dynastore.benchmarks.ClientBenchmark.Kind;
import io.dynastore.benchmarks.Trial.Figures;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reports the CPU time and the allocation of a read by the raw client, depending on the configuration of the client. */
final class ClientConfiguration {
    /** Runs the report. */
    public static void main(String[] arguments) throws Exception {
        Report report = Report.of("client-configuration", arguments);
        int number = Integer.parseInt(arguments[2]);
        Map<String, Trial> settings = new LinkedHashMap<>();
        for (ClientSetting setting : ClientSetting.values()) {
            settings.put(setting.title, new Trial("get", Kind.RAW, setting, Http.CANNED, ""));
        }
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            DynaStore.create(client).table(Sample.TABLE).createIfAbsent();
            DynastoreEntries.of(Sample.place(client)).create(Sample.KEY, Sample.VALUE);
            String endpoint = database.listen(0).toString();
            Map<String, Trial> clients = new LinkedHashMap<>();
            clients.put("`apache5-client`, the SDK's default", trial(Http.APACHE5, endpoint));
            clients.put("`url-connection-client`", trial(Http.URL_CONNECTION, endpoint));
            List<Trial> trials = new ArrayList<>(settings.values());
            trials.addAll(clients.values());
            Rounds<Trial, Figures> rounds = Trial.run(trials, number, report.isShort());
            report.publish(
                    Report.conditions("aws-sdk"),
                    "Rounds in this run: " + number + ". Over an HTTP client that answers at once:",
                    table("configuration", settings, rounds),
                    "Over real HTTP on the loopback interface, with the embedded database in another process:",
                    table("HTTP client", clients, rounds));
        }
    }

    private static Trial trial(Http http, String endpoint) {
        return new Trial("get", Kind.RAW, ClientSetting.DEFAULTS, http, endpoint);
    }

    /** Compares all trials with the first one. */
    static Table table(String title, Map<String, Trial> trials, Rounds<Trial, Figures> rounds) {
        Table table = new Table(
                "| " + title + " | CPU, µs | to the default | bytes | to the default |",
                "| --- | --: | --: | --: | --: |");
        Trial base = trials.values().iterator().next();
        trials.forEach((name, trial) -> table.row(
                name,
                rounds.of(trial, Figures::cpuMicros).describe(1),
                rounds.ratio(trial, base, Figures::cpuMicros).describe(2),
                rounds.of(trial, Figures::bytes).describe(0),
                rounds.ratio(trial, base, Figures::bytes).describe(2)));
        return table;
    }
}
