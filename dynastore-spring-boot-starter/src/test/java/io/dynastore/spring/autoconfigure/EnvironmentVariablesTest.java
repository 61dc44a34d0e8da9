package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Index;
import io.dynastore.Partition;
import io.dynastore.TableDefinition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContext;

/** Environment variables show neither upper case nor punctuation, but set the properties that they are meant for. */
@ExtendWith(OutputCaptureExtension.class)
class EnvironmentVariablesTest {
    private static final String UNKNOWN = "sets no property of dynastore";

    private static ApplicationContextRunner start(String yaml, String... variables) {
        return StarterContext.withYaml(StarterContext.bare(), yaml)
                .withInitializer(context -> TestPropertyValues.of(variables)
                        .applyTo(context.getEnvironment(), TestPropertyValues.Type.SYSTEM_ENVIRONMENT));
    }

    private static DynaStoreProperties properties(ApplicationContext context) {
        return context.getBean(DynaStoreProperties.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DYNASTORE_TABLES_HOTDATA_NAME",
                "DYNASTORE_TABLES_HOT_DATA_NAME",
            })
    void aTableIsRenamed(String variable, CapturedOutput output) {
        for (String name : new String[] {"hotData", "hot-data", "hot_data", "\"[hot.data]\"", "HotData", "hotdata"}) {
            start(
                            "dynastore:\n  tables:\n    " + name + ": {name: Hot}\n  partitions:\n    a: {table: "
                                    + name.replaceAll("[\"\\[\\]]", "") + "}",
                            variable + "=HotProd")
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        assertThat(properties(context).tables()).containsOnlyKeys(name.replaceAll("[\"\\[\\]]", ""));
                        assertThat(properties(context).tableDefinition("a").name())
                                .isEqualTo("HotProd");
                    });
        }
        assertThat(output).doesNotContain(UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DYNASTORE_PARTITIONS_AUDITLOG_TIMETOLIVE",
                "DYNASTORE_PARTITIONS_AUDIT_LOG_TIME_TO_LIVE",
                "DYNASTORE_PARTITIONS_AUDIT_LOG_TIMETOLIVE",
                "DYNASTORE_PARTITIONS_AUDITLOG_TIME_TO_LIVE",
            })
    void aPartitionGetsItsTimeToLive(String variable, CapturedOutput output) {
        start("dynastore:\n  table.name: Tee\n  partitions:\n    audit-log: {type: 'byte[]'}", variable + "=30d")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBeansOfType(Partition.class)).containsOnlyKeys("audit-log");
                    assertThat(properties(context).partitions()).containsOnlyKeys("audit-log");
                    assertThat(properties(context).partitions().get("audit-log"))
                            .returns(byte[].class, PartitionProperties::type)
                            .returns(Duration.ofDays(30), PartitionProperties::timeToLive);
                });
        assertThat(output).doesNotContain(UNKNOWN);
    }

    @Test
    void anIndexGetsAnotherField(CapturedOutput output) {
        start(
                        """
                        dynastore:
                          table:
                            name: Tee
                            local-indexes: {idx_created: created}
                            global-indexes: {byUser: {partition-key: user}}
                          tables:
                            hotData:
                              local-indexes: {idx-a: {sort-key: a}}
                        """,
                        "DYNASTORE_TABLE_LOCALINDEXES_IDXCREATED=modified",
                        "DYNASTORE_TABLE_GLOBALINDEXES_BYUSER_SORTKEY=age",
                        "DYNASTORE_TABLES_HOTDATA_LOCALINDEXES_IDXA_SORTKEY=b")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(properties(context).tableDefinitions())
                            .extracting(TableDefinition::indexes)
                            .containsExactly(
                                    List.of(
                                            Index.local("idx_created", "modified"),
                                            Index.global("byUser", "user", "age")),
                                    List.of(Index.local("idx-a", "b")));
                });
        assertThat(output).doesNotContain(UNKNOWN);
    }

    @Test
    void aNewNameIsWrittenInLowerCase(CapturedOutput output) {
        start(
                        "dynastore.table.name: Tee",
                        "DYNASTORE_PARTITIONS_CUSTOMERS_CONSISTENTREADS=true",
                        "DYNASTORE_PARTITIONS_NOTES=",
                        "DYNASTORE_TABLE_SORT_KEY=sk",
                        "DYNASTORE_INITIALIZE_TABLES=never",
                        "DYNASTORE_LEASES_CLOCKSKEW=2s")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBeansOfType(Partition.class)).containsOnlyKeys("customers", "notes");
                    assertThat(properties(context).partitions().get("customers").consistentReads())
                            .isTrue();
                    assertThat(properties(context).table().sortKey()).isEqualTo("sk");
                });
        assertThat(output).doesNotContain(UNKNOWN);
    }

    @Test
    void anUnknownVariableIsReportedAndChangesNothing(CapturedOutput output) {
        start(
                        "dynastore:\n  table.name: Tee\n  partitions:\n    audit-log: {}",
                        "DYNASTORE_TABLE_NMAE=U",
                        "DYNASTORE_PARTITIONS_RECS_TIMETOLIFE=30d",
                        "DYNASTORE_HOME=/opt")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBeansOfType(Partition.class)).containsOnlyKeys("audit-log");
                    assertThat(properties(context).partitions()).containsOnlyKeys("audit-log");
                });
        assertThat(output)
                .contains("DYNASTORE_TABLE_NMAE " + UNKNOWN + ". Did you mean DYNASTORE_TABLE_NAME?")
                .contains("DYNASTORE_PARTITIONS_RECS_TIMETOLIFE " + UNKNOWN
                        + ". Did you mean DYNASTORE_PARTITIONS_RECS_TIMETOLIVE?")
                .contains("DYNASTORE_HOME " + UNKNOWN + ".")
                .doesNotContain("/opt");
    }

    /** The variables of a Service {@code dynastore-embedded}, one of which has the name of a property. */
    @Test
    void anAddressOfKubernetesIsNoPort(CapturedOutput output) {
        String[] service = {
            "DYNASTORE_EMBEDDED_SERVICE_HOST=10.0.0.3",
            "DYNASTORE_EMBEDDED_SERVICE_PORT=8000",
            "DYNASTORE_EMBEDDED_PORT=tcp://10.0.0.3:8000",
            "DYNASTORE_EMBEDDED_PORT_8000_TCP_PORT=8000",
        };
        String elsewhere = "dynastore:\n  endpoint: http://127.0.0.1:1\n";
        start(elsewhere, service)
                .run(context ->
                        assertThat(properties(context).embedded().port()).isZero());
        start(elsewhere + "  embedded.port: 4711", service)
                .run(context ->
                        assertThat(properties(context).embedded().port()).isEqualTo(4711));
        start(elsewhere + "  tables.port.name: Ports", service)
                .run(context -> assertThat(properties(context).tables()).containsOnlyKeys("port"));
        service[2] = "DYNASTORE_EMBEDDED_PORT=4712";
        start(elsewhere, service)
                .run(context ->
                        assertThat(properties(context).embedded().port()).isEqualTo(4712));
        assertThat(output).doesNotContain(UNKNOWN);
    }

    /** A name that the application chooses may be a word of Kubernetes. */
    @Test
    void tablesAndPartitionsMayBeCalledPortAndService(CapturedOutput output) {
        start(
                        "dynastore:\n  tables: {port: {name: Ports}, service: {name: Services}}\n"
                                + "  partitions: {port: {table: port}, service: {table: service}}",
                        "DYNASTORE_TABLES_SERVICE_HOST=10.0.0.3",
                        "DYNASTORE_TABLES_SERVICE_PORT=8000",
                        "DYNASTORE_TABLES_PORT=tcp://10.0.0.3:8000",
                        "DYNASTORE_TABLES_PORT_NAME=OtherPorts",
                        "DYNASTORE_PARTITIONS_SERVICE_HOST=10.0.0.3",
                        "DYNASTORE_PARTITIONS_PORT=udp://10.0.0.3:53",
                        "DYNASTORE_PARTITIONS_SERVICE_TIMETOLIVE=1d")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(properties(context).tableDefinition("port").name())
                            .isEqualTo("OtherPorts");
                    assertThat(properties(context).partitions().get("service").timeToLive())
                            .isEqualTo(Duration.ofDays(1));
                });
        assertThat(output).doesNotContain(UNKNOWN);
    }

    @Test
    void variablesOfKubernetesAreNotMeant(CapturedOutput output) {
        start(
                        "dynastore:\n  table.name: Tee\n  partitions:\n    audit-log: {}",
                        "DYNASTORE_SERVICE_HOST=10.0.0.1",
                        "DYNASTORE_SERVICE_PORT=8000",
                        "DYNASTORE_SERVICE_PORT_HTTP=8000",
                        "DYNASTORE_PORT=tcp://10.0.0.1:8000",
                        "DYNASTORE_PORT_8000_TCP=tcp://10.0.0.1:8000",
                        "DYNASTORE_PORT_8000_TCP_PROTO=tcp",
                        "DYNASTORE_PORT_8000_TCP_PORT=8000",
                        "DYNASTORE_PORT_8000_TCP_ADDR=10.0.0.1",
                        "DYNASTORE_PARTITIONS_SERVICE_HOST=10.0.0.2",
                        "DYNASTORE_PARTITIONS_SERVICE_PORT=80",
                        "DYNASTORE_PARTITIONS_PORT=tcp://10.0.0.2:80",
                        "DYNASTORE_PARTITIONS_PORT_80_TCP=tcp://10.0.0.2:80")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBeansOfType(Partition.class)).containsOnlyKeys("audit-log");
                    assertThat(properties(context).partitions()).containsOnlyKeys("audit-log");
                });
        assertThat(output).doesNotContain(UNKNOWN);
    }
}
