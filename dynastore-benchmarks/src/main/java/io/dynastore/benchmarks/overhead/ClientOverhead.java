package io.dynastore.benchmarks.overhead;

import io.dynastore.benchmarks.Document;
import io.dynastore.benchmarks.Machine;
import io.dynastore.benchmarks.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures what the client itself costs, and writes it to a section of the Markdown file that is named, and to the console.
 */
public final class ClientOverhead {
    private static final String SECTION = "client-overhead";

    private static final String TEXT = """
            ## What the client costs

            CPU time and allocation of an operation in the client's process, when DynamoDB answers at once: of dynastore, of \
            the SDK's low-level client with requests that are written by hand ("raw"), and of the SDK's Enhanced Client. \
            Measured in one run, of some minutes, by

                mvn -q -pl dynastore-benchmarks -am -DskipTests compile exec:exec@client-overhead

            | | |
            | --- | --- |
            | date | %s |
            | machine | %s |
            | versions | dynastore %s, AWS SDK %s, JMH %s |

            %s

            The goals, by the median:

            %s

            How it is measured:

            - JMH runs one operation of one contender in a fork, by one thread. Rounds in this run: %d; each has \
            one fork of every line, in turn: four iterations to warm up and five that count, of 10,000 operations each (1,000 \
            of the page). An iteration is an amount of work, not of time, and the JIT compiler runs in the foreground (`-Xbatch`), \
            so that a busy machine does not measure code that is not compiled yet.
            - The figure is the median of the rounds, with the lowest and the highest in brackets; that of a round is the \
            mean of the iterations. A ratio is taken within a round, so that what slows the machine for a while meets both.
            - CPU is the time that Java threads had on a core. The collector's threads are not in it; what they have to do \
            follows from the bytes.
            - Bytes are what the thread has allocated, by JMH's `gc` profiler.
            - Below the SDK is an HTTP client that reads the body of the request and answers with a reply prepared from \
            bytes, with the headers of DynamoDB, its CRC-32 included. All else of the SDK is at its defaults: region, static \
            credentials, signing, retries.
            - The entry has six attributes, one of them an expiry, and a value of %d characters; the page has %d of them and \
            a cursor. All contenders get the same replies.
            - raw sends the very same requests as dynastore, which is checked before each run: the next version, a new random \
            `writeId` of 24 bytes, the condition on version, `writeId` and expiry, the old item if the condition fails; and \
            reads the same attributes from the reply into a record, the expiry included. What dynastore does beyond that is \
            its price: it checks keys and options, writes revisions as text, binds cursors to their list, and would explain a \
            refused condition.
            - Enhanced is a bean with `@DynamoDbVersionAttribute`. It does less: no `writeId`, no expiry in the condition \
            of the update, nothing returned when a condition fails.
            - dynastore with JSON has Jackson map a record to the same value, which is part of its figures and in none of \
            the others.
            """;

    private ClientOverhead() {}

    /**
     * Runs all trials.
     *
     * @param arguments the Markdown file, and how many rounds to run
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        Path file = Path.of(arguments[0]).normalize();
        int rounds = Integer.parseInt(arguments[1]);
        EquivalentRequests.check();
        OverheadTables tables = new OverheadTables(Rounds.run(OverheadTables.trials(), rounds));
        String section = TEXT.formatted(
                LocalDate.now(ZoneOffset.UTC),
                Machine.description(),
                Versions.of("dynastore"),
                Versions.of("aws-sdk"),
                Versions.of("jmh"),
                tables.figures(),
                tables.goals(),
                rounds,
                Sample.VALUE.length(),
                Sample.PAGE_SIZE);
        Document.read(file).withSection(SECTION, section).write(file);
        System.out.println(section);
    }
}
