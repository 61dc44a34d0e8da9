package io.dynastore.benchmarks.cost;

import io.dynastore.benchmarks.Document;
import io.dynastore.benchmarks.EmbeddedDatabase;
import io.dynastore.benchmarks.Machine;
import io.dynastore.benchmarks.Versions;
import io.dynastore.benchmarks.cost.Goals.Less;
import io.dynastore.benchmarks.cost.Goals.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Measures what entries cost and writes it to a section of the Markdown file that is named, and to the console. */
public final class EntryCosts {
    private static final String SECTION = "entry-costs";

    private static final String TEXT = """
            ## What entries cost

            The requests that dynastore's `Partition`, the SDK's `DynamoDbEnhancedClient` with its version extension, and Spring \
            Cloud AWS's `DynamoDbTemplate` on it send for the same job, and the read and write capacity units (RCU, WCU) of \
            those requests; beside them what the Go library `wolfeidau/dynastore` sends, by its source. Measured in one run by

                mvn -q -pl dynastore-benchmarks -am -DskipTests compile exec:exec@entry-costs

            | | |
            | --- | --- |
            | date | %s |
            | machine | %s |
            | versions | dynastore %s, spring-cloud-aws-dynamodb %s, AWS SDK %s |

            %s

            ### Goals

            Computed from the figures above.

            %s

            ### How it is measured

            - Requests are counted in the HTTP client, each attempt. Capacity is what the embedded database reports, by the rules of AWS: an interceptor \
            adds `ReturnConsumedCapacity` to every request, whoever sends it.
            - † A write whose condition fails ("refused") is charged as one that succeeds, but no reply says so. For each, one \
            WCU for each started KB of the item is added: computed, not reported.
            - Each row is one call, on an entry of its own that another process has written, in a table of %d others. The value \
            is a string of %d characters, partition and key are the same for all, and all keep a version. dynastore's items \
            have a write id in addition, %d bytes, by which it recognises its own write when a reply was lost, and tells \
            an entry from one that was deleted and created again. In a page of %d entries that is %.1f KB: up to half an RCU more, \
            depending on where the size of the page falls in the 4 KB that are charged.
            - `get`, `exists` and the list read as each does by default: with eventual consistency, half an RCU for 4 KB; the \
            Go original consistently, one RCU. `modify` of dynastore always reads consistently, once. The others read in their \
            modification as they do by default in the first rows, consistently in the last. `DynamoDbTemplate` loads with \
            eventual consistency only (its `query` could read consistently).
            - `create` of the Enhanced Client is `putItem` of a record without a version, `update` is `updateItem`, the \
            conditional delete is `deleteItem` with a condition that the user writes, as its extension checks nothing there. \
            `put` is `putItem` of a bean that has no version: one that has can not be written unconditionally. \
            `DynamoDbTemplate` passes the same on: `save`, `update`, `delete` with a request. `exists` is a read of theirs, \
            as they offer none.
            - To modify is a call of dynastore's; with the others it is a loop of the user's own: read, change, write, and \
            again from the read if the write is refused. A rival write is one that another process makes between the read and \
            the write, one in each of the first tries. No conflict but those of the rivals arises: the embedded database never \
            answers from an old state, as DynamoDB may when it reads with eventual consistency, after which the loop would go \
            round once more. The loops never give up; dynastore's `modify` does after the 50th conflict, with `KeyModifiedException`.
            - A transaction is charged two writes for each item, whoever sends it.
            - ‡ Derived from the source, not measured: file `table.go` of `wolfeidau/dynastore` at commit `%s`. Reads are consistent \
            unless switched off (`NewReadOptions` in `options.go`); its items have no write id.
            %s
            - – : not offered. `DynamoDbTemplate` and the Go original have no transactions. None of the others has leases; what \
            those cost is in a section of its own.
            """;

    private EntryCosts() {}

    /**
     * Runs all scenarios.
     *
     * @param arguments the Markdown file
     */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]).normalize();
        EnhancedEntries enhanced = new EnhancedEntries();
        try (EmbeddedDatabase database = new EmbeddedDatabase()) {
            DynastoreEntries dynastore = new DynastoreEntries();
            EntryRuns runs = new EntryRuns(database, List.of(dynastore, enhanced, new TemplateEntries()));
            Table table = runs.table();
            int writeId = runs.bytes(dynastore) - runs.bytes(enhanced);
            String section = section(table, new Goals(table, less(enhanced.title()), reasons()), writeId);
            Document.read(file).withSection(SECTION, section).write(file);
            System.out.println(section);
        }
    }

    private static List<Less> less(String enhanced) {
        Stream<Less> deletion = Stream.of(new Less(EntryScenarios.DELETE, EntryRuns.ORIGINAL));
        Stream<Less> modifications = Stream.of(false, true)
                .flatMap(consistently -> IntStream.of(1, 3, 10)
                        .mapToObj(rivals -> new Less(EntryScenarios.modify(rivals, consistently), enhanced)));
        return Stream.concat(deletion, modifications).toList();
    }

    private static List<Reason> reasons() {
        return List.of(
                new Reason(
                        List.of(EntryScenarios.ALONE),
                        "`modify` reads consistently, so that the change is made to no older state than the last write that was "
                                + "answered, and an entry just written is not taken for absent; the others' default read "
                                + "may bring an older one. It would take an eventually consistent read."),
                new Reason(
                        List.of(EntryScenarios.modify(1, false)),
                        "Its one consistent read is charged as much as their two. It would take an eventually consistent one."),
                new Reason(
                        List.of(EntryScenarios.LIST),
                        "The write id is in each item that is read. It would take items without it, and guesses at "
                                + "what became of a write whose reply was lost."));
    }

    private static String section(Table table, Goals goals, int writeId) {
        return TEXT.formatted(
                LocalDate.now(ZoneOffset.UTC),
                Machine.description(),
                Versions.of("dynastore"),
                Versions.of("spring-cloud-aws"),
                Versions.of("aws-sdk"),
                table.markdown(),
                goals.markdown(),
                EntryRuns.STORED,
                EntryScenarios.VALUE.length(),
                writeId,
                EntryScenarios.PAGE,
                EntryScenarios.PAGE * writeId / 1024.0,
                GoOriginal.COMMIT,
                sources());
    }

    /** Where each of the figures of the Go original is from; several rows of one source are named by the first. */
    private static String sources() {
        Map<String, List<String>> rows = EntryScenarios.all().stream()
                .collect(Collectors.groupingBy(
                        scenario -> scenario.original().source(),
                        LinkedHashMap::new,
                        Collectors.mapping(EntryScenario::title, Collectors.toList())));
        return rows.entrySet().stream()
                .map(entry -> "    - *" + entry.getValue().get(0) + "*"
                        + (entry.getValue().size() == 1 ? "" : " and the rows like it") + ": " + entry.getKey())
                .collect(Collectors.joining("\n"));
    }
}
