package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;

/** What is printed of properties that nobody reads, and of values that nobody means. */
@ExtendWith(OutputCaptureExtension.class)
class MistypedPropertiesTest {
    /** An application that injects nothing. */
    static final class Nothing {}

    private static final String TABLE = "dynastore.table.name=CRMTable";

    @ParameterizedTest
    @CsvSource({
        "partitions.recs.time-to-life, partitions.recs.time-to-live",
        "partitions.customers.ttl, partitions.customers.time-to-live",
        "partitions.customers.timeToLives, partitions.customers.time-to-live",
        "partition.customers.type, partitions.customers.type",
        "partitions.customers.consistent, partitions.customers.consistent-reads",
        "customers.type, partitions.customers.type",
        "tabel.name, table.name",
        "table-name, table.name",
        "name, table.name",
        "table.local-index.idx.sort-key, table.local-indexes.idx.sort-key",
        "tables.hot.partitionkeys, tables.hot.partition-key",
        "tables.hot.global-indexes.idx.sort, tables.hot.global-indexes.idx.sort-key",
        "leases.durations, leases.duration",
        "leases.skew, leases.clock-skew",
        "lease.shedlock.prefix, leases.shedlock.prefix",
        "initialise-tables, initialize-tables",
        "embeded.port, embedded.port",
        "regoin, region",
    })
    void anUnknownPropertyEndsTheStart(String property, String meant, CapturedOutput output) {
        assertThat(message(output, TABLE, "dynastore." + property + "=1"))
                .contains("A property under 'dynastore' cannot be used:")
                .contains("Property: dynastore." + property + " Origin: ", "commandLineArgs")
                .contains("It is unknown. Did you mean 'dynastore." + meant + "'?")
                .contains("Correct the name, or remove the property.");
    }

    @Test
    void allUnknownPropertiesAreNamedAtOnce(CapturedOutput output) {
        assertThat(message(output, TABLE, "dynastore.tabel.sort-key=s", "dynastore.partitions.recs.colour=red"))
                .contains("2 properties under 'dynastore' cannot be used:")
                .contains("Did you mean 'dynastore.table.sort-key'?")
                .contains("'dynastore.partitions.recs' has the properties 'name', 'table', 'type', 'fields',"
                        + " 'time-to-live', 'consistent-reads', 'event-group'.")
                .doesNotContain("red");
    }

    @Test
    void aFileIsNamedWithTheLine(CapturedOutput output) {
        assertThat(message(output, "spring.config.location=classpath:mistyped/"))
                .contains("Property: dynastore.partitions.recs.time-to-life")
                .contains("class path resource [mistyped/application.yml] - 5:21");
    }

    @Test
    void aSystemPropertyIsCheckedToo(CapturedOutput output) {
        assertThat(TestPropertyValues.of("dynastore.partitions.recs.typ=java.lang.String")
                        .applyToSystemProperties(() -> message(output, TABLE)))
                .contains("Did you mean 'dynastore.partitions.recs.type'?");
    }

    @ParameterizedTest
    @CsvSource({
        "dynastore.table, CRMTable, name, partition-key",
        "dynastore.partitions.customers, com.acme.Customer, name, table",
        "dynastore.partitions, customers, <name>.name, <name>.table",
        "dynastore.leases, false, enabled, partition",
        "dynastore.embedded, true, enabled, port",
    })
    void aGroupHasNoValue(String group, String value, String child, String other, CapturedOutput output) {
        assertThat(message(output, TABLE, group + "=" + value))
                .contains("Property: " + group + " Origin: ")
                .contains("It takes no value of its own. It has the properties '" + child + "', '" + other + "'")
                .contains("Give the value to one of its properties, or remove the property.")
                .doesNotContain("Correct the name");
    }

    @ParameterizedTest
    @CsvSource({
        "partitions.recs.time-to-live, 30",
        "partitions.recs.time-to-live, 999",
        "leases.duration, 30",
        "leases.clock-skew, 5",
        "leases.poll-interval, 2",
        "leases.retention, 1",
        "health.timeout, 2",
    })
    void aDurationNeedsItsUnit(String property, String value, CapturedOutput output) {
        assertThat(message(output, TABLE, "dynastore." + property + "=" + value))
                .contains("'dynastore." + property + "' is invalid: " + value + " has no unit, so it means " + value
                        + (value.equals("1") ? " millisecond." : " milliseconds."))
                .contains("Write the unit, as in " + value + "s for seconds");
    }

    @Test
    void aThousandMillisecondsAreMeant() {
        StarterContext.bare()
                .withPropertyValues(
                        TABLE, "dynastore.endpoint=http://127.0.0.1:1", "dynastore.partitions.recs.time-to-live=1000")
                .run(context -> assertThat(context).hasNotFailed().hasBean("recs"));
    }

    @ParameterizedTest
    @CsvSource({"1ms, PT0.001S", "999ms, PT0.999S", "500000us, PT0.5S"})
    void anEntryLivesForASecondAtLeast(String value, String printed, CapturedOutput output) {
        assertThat(message(output, TABLE, "dynastore.partitions.recs.time-to-live=" + value))
                .contains("'dynastore.partitions.recs.time-to-live' is invalid: It must be at least a second, but is "
                        + printed)
                .contains("to at least 1s, such as 30d or 12h");
    }

    @ParameterizedTest
    @CsvSource({"adit, ' Did you mean ''audit''?'", "Audi, ' Did you mean ''audit''?'", "orders, ''"})
    void aTableIsNoneOfTheConfigured(String table, String question, CapturedOutput output) {
        assertThat(message(
                        output,
                        TABLE,
                        "dynastore.tables.audit.name=AuditTable",
                        "dynastore.partitions.trail.table=" + table))
                .contains("'dynastore.partitions.trail.table' is '" + table
                        + "', but no table of that name is configured." + question)
                .contains("Set it to a name under 'dynastore.tables', which has [audit].")
                .contains("tables: " + table + ": {}");
    }

    @Test
    void namesThatAVariableCannotDistinguishAreRefused(CapturedOutput output) {
        assertThat(message(output, TABLE, "dynastore.tables.hotData.name=A", "dynastore.tables.hot-data.name=B"))
                .contains("Two names under 'dynastore' differ only in upper case or punctuation:")
                .contains("'hotData' in dynastore.tables.hotData.name", "'hot-data' in dynastore.tables.hot-data.name")
                .contains("Write the name in the same way everywhere. If they are meant to be two, rename one.");
    }

    @Test
    void partitionsAndIndexesAreDistinguishedLikeTables(CapturedOutput output) {
        assertThat(message(
                        output,
                        TABLE,
                        "dynastore.partitions.auditlog.time-to-live=1d",
                        "dynastore.partitions[audit.log].type=byte[]"))
                .contains("'auditlog'", "'audit.log'");
        assertThat(message(
                        output,
                        TABLE,
                        "dynastore.table.local-indexes.idx_created=created",
                        "dynastore.table.local-indexes.idxCreated=modified"))
                .contains("'idx_created'", "'idxCreated'");
    }

    @ParameterizedTest
    @CsvSource({
        "dynastore.partitions.leases.type=java.lang.Integer, leases, by default",
        "dynastore.partitions.leases.time-to-live=30d, leases, by default",
        "dynastore.partitions.leases.consistent-reads=true, leases, by default",
    })
    void aPartitionHasTheNameOfTheLeases(String property, String name, String why, CapturedOutput output) {
        assertThat(message(output, TABLE, property))
                .contains("The partition 'dynastore.partitions." + name
                        + "' would share its items with the leases, because 'dynastore.leases.partition' is '" + name
                        + "' " + why)
                .contains("Keep the leases elsewhere by 'dynastore.leases.partition: locks'")
                .contains("'dynastore.leases.enabled: false'");
    }

    @Test
    void leasesAreKeptInAPartitionOfValues(CapturedOutput output) {
        assertThat(message(
                        output,
                        TABLE,
                        "dynastore.leases.partition=customers",
                        "dynastore.partitions.customers.time-to-live=30d"))
                .contains("The partition 'dynastore.partitions.customers' would share its items with the leases")
                .contains("'dynastore.leases.partition: leases'");
    }

    @Test
    void aPartitionIsStoredUnderTheNameOfTheLeases(CapturedOutput output) {
        assertThat(message(output, TABLE, "dynastore.partitions.flats.name=leases"))
                .contains("The partition 'dynastore.partitions.flats' would share its items with the leases, which are"
                        + " stored under the same name, 'leases', in the table 'CRMTable'")
                .contains("Change 'dynastore.partitions.flats.name', or 'dynastore.leases.partition'");
    }

    @ParameterizedTest
    @CsvSource({
        "dynastore.leases.duration=1ms, The duration of a lease is invalid: PT0.001S",
        "dynastore.leases.duration=366d, The duration of a lease is invalid: PT8784H",
        "dynastore.leases.clock-skew=-1s, negative: PT-1S",
        "dynastore.leases.poll-interval=0, The poll interval is not positive",
        "dynastore.leases.retention=59s, The retention is shorter than a minute: PT59S",
        "dynastore.leases.expiry-warning=0.51, The part of a lease at which it warns is invalid: 0.51",
        "dynastore.leases.expiry-warning=-0.1, Set 'dynastore.leases.expiry-warning' to a part such as 0.25",
        "dynastore.leases.expiry-warning=NaN, The part of a lease at which it warns is invalid: NaN",
        "dynastore.leases.max-concurrent-requests=0, The number of concurrent requests is not positive: 0",
        "dynastore.leases.max-concurrent-requests=-1, Set 'dynastore.leases.max-concurrent-requests' to a number such as 50",
        "dynastore.leases.partition=, '''dynastore.leases.partition'' is empty'",
    })
    void leasesAreCheckedAlthoughNothingInjectsThem(String property, String problem, CapturedOutput output) {
        assertThat(message(output, TABLE, property)).contains(problem);
    }

    private static String message(CapturedOutput output, String... properties) {
        String printed = FailedStart.message(output, Nothing.class, FailedStart.notEmbedded(properties));
        return printed.substring(printed.lastIndexOf(FailedStart.FAILED));
    }
}
