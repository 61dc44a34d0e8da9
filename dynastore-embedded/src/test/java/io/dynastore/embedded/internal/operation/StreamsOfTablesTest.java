package io.dynastore.embedded.internal.operation;

import static io.dynastore.embedded.internal.operation.StreamApi.member;
import static io.dynastore.embedded.internal.operation.StreamApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.wire.Types;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that are enabled, disabled, enabled again, listed, and left by tables that are deleted. */
class StreamsOfTablesTest {
    private final StreamApi streams = new StreamApi();
    private final Api api = streams.api();

    @AfterEach
    void close() {
        streams.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"})
    void aTableIsCreatedWithAStream(String view) {
        Map<String, Object> created = member(
                streams.createTable(
                        "Tab", "'StreamSpecification': {'StreamEnabled': true, 'StreamViewType': '" + view + "'}"),
                "TableDescription");

        for (Map<String, Object> description : List.of(created, streams.table("Tab"))) {
            assertThat(description.get("StreamSpecification"))
                    .isEqualTo(Map.of("StreamEnabled", true, "StreamViewType", view));
            String label = text(description, "LatestStreamLabel");
            assertThat(label).isEqualTo("2026-01-31T09:00:00.000");
            assertThat(description)
                    .containsEntry("LatestStreamArn", text(description, "TableArn") + "/stream/" + label);
        }
    }

    @Test
    void aTableWithoutAStreamDescribesNone() {
        streams.createTable("Tab", "'StreamSpecification': {'StreamEnabled': false}");
        assertThat(streams.table("Tab"))
                .doesNotContainKeys("StreamSpecification", "LatestStreamLabel", "LatestStreamArn");
    }

    @Test
    void aStreamThatIsEnabledLaterBeginsThen() {
        streams.createTable("Tab", "'TableClass': 'STANDARD'");
        streams.put("Tab", "a", 1);
        Map<String, Object> updated = member(streams.enable("Tab", "NEW_IMAGE"), "TableDescription");
        assertThat(updated).containsKeys("StreamSpecification", "LatestStreamLabel", "LatestStreamArn");
        streams.put("Tab", "a", 2);

        assertThat(StreamApi.values(streams.records("Tab"))).containsExactly("2");
    }

    @Test
    void aStreamIsNeitherEnabledNorDisabledTwice() {
        streams.withTable("Tab", "KEYS_ONLY");
        String enable = "{'TableName': 'Tab', 'StreamSpecification': {'StreamEnabled': true, 'StreamViewType': '%s'}}";
        for (String view : List.of("KEYS_ONLY", "NEW_IMAGE")) {
            assertThat(api.error("UpdateTable", enable.formatted(view)))
                    .isEqualTo("ValidationException: Table already has an enabled stream: TableName: Tab");
        }
        streams.disable("Tab");
        assertThat(api.error("UpdateTable", "{'TableName': 'Tab', 'StreamSpecification': {'StreamEnabled': false}}"))
                .isEqualTo("ValidationException: Table already has a disabled stream: TableName: Tab");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'StreamEnabled': true} | StreamViewType must be specified when StreamEnabled is true",
                "{} | Value null at 'streamSpecification.streamEnabled' failed to satisfy constraint: Member must not be null",
                "{'StreamEnabled': true, 'StreamViewType': 'ALL'} | Value 'ALL' at 'streamSpecification.streamViewType' failed",
                "{'StreamEnabled': 'true'} | Unexpected token received from parser"
            })
    void anInvalidSpecificationIsRefused(String specification, String message) {
        assertRefused(specification, message, message);
    }

    @Test
    void aDisabledStreamHasNoView() {
        assertRefused(
                "{'StreamEnabled': false, 'StreamViewType': 'KEYS_ONLY'}",
                "Table is being created with a stream disabled, UpdateViewType should not be specified",
                "StreamViewType can be specified only when StreamEnabled is true");
    }

    private void assertRefused(String specification, String create, String update) {
        String table = """
                {'TableName': 'Tab', 'BillingMode': 'PAY_PER_REQUEST',
                 'AttributeDefinitions': [{'AttributeName': 'id', 'AttributeType': 'S'}],
                 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}], 'StreamSpecification': %s}
                """.formatted(specification);
        assertThat(api.error("CreateTable", table)).contains(create);
        streams.createTable("Tab", "'TableClass': 'STANDARD'");
        assertThat(api.error("UpdateTable", "{'TableName': 'Tab', 'StreamSpecification': " + specification + "}"))
                .contains(update);
    }

    @Test
    void otherChangesOfTheTableDoNotInterruptItsStream() {
        streams.withTable("Tab", "NEW_IMAGE");
        String arn = streams.arn("Tab");
        streams.put("Tab", "a", 1);
        api.call("UpdateTable", """
                {'TableName': 'Tab', 'AttributeDefinitions': [{'AttributeName': 'v', 'AttributeType': 'N'}],
                 'GlobalSecondaryIndexUpdates': [{'Create': {'IndexName': 'by-v', 'KeySchema':
                   [{'AttributeName': 'v', 'KeyType': 'HASH'}], 'Projection': {'ProjectionType': 'ALL'}}}]}""");
        api.call("UpdateTimeToLive", """
                {'TableName': 'Tab', 'TimeToLiveSpecification': {'Enabled': true, 'AttributeName': 'x'}}""");
        streams.put("Tab", "a", 2);

        assertThat(streams.arn("Tab")).isEqualTo(arn);
        assertThat(StreamApi.values(streams.recordsOf(arn, streams.openShard(arn))))
                .containsExactly("1", "2");
    }

    @Test
    void aDisabledStreamIsReadableForADay() {
        streams.withTable("Tab", "NEW_IMAGE");
        String arn = streams.arn("Tab");
        streams.put("Tab", "a", 1);
        streams.disable("Tab");
        streams.put("Tab", "a", 2);

        assertThat(streams.table("Tab"))
                .doesNotContainKey("StreamSpecification")
                .containsEntry("LatestStreamArn", arn);
        assertThat(streams.describe(arn)).containsEntry("StreamStatus", "DISABLED");
        assertThat(member(streams.shards(arn).get(0), "SequenceNumberRange")).containsKey("EndingSequenceNumber");
        api.pass(Duration.ofHours(24));
        assertThat(StreamApi.values(streams.records("Tab"))).containsExactly("1");
        api.pass(Duration.ofMillis(1));

        assertThat(api.error("DescribeStream", "{'StreamArn': '" + arn + "'}"))
                .isEqualTo("ResourceNotFoundException: Requested resource not found: Stream: " + arn + " not found");
        assertThat(streams.table("Tab")).doesNotContainKeys("LatestStreamArn", "LatestStreamLabel");
        assertThat(streamsOf("Tab")).isEmpty();
    }

    @Test
    void aStreamThatIsEnabledAgainIsAnother() {
        streams.withTable("Tab", "NEW_IMAGE");
        String first = streams.arn("Tab");
        streams.put("Tab", "a", 1);
        streams.disable("Tab");
        streams.enable("Tab", "KEYS_ONLY");
        streams.put("Tab", "a", 2);
        String second = streams.arn("Tab");

        assertThat(second).as("at the same time").isGreaterThan(first);
        assertThat(streamsOf("Tab")).containsExactly(first, second);
        assertThat(StreamApi.values(
                        streams.recordsOf(first, streams.shardIds(first).get(0))))
                .containsExactly("1");
        assertThat(StreamApi.values(streams.records("Tab"))).containsExactly("-");
    }

    @Test
    void theStreamOfADeletedTableIsReadableForADay() {
        streams.withTable("Tab", "NEW_IMAGE");
        String arn = streams.arn("Tab");
        streams.put("Tab", "a", 1);
        api.call("DeleteTable", "{'TableName': 'Tab'}");
        streams.withTable("Tab", "NEW_IMAGE");

        assertThat(streams.describe(arn)).containsEntry("StreamStatus", "DISABLED");
        assertThat(StreamApi.values(streams.recordsOf(arn, streams.shardIds(arn).get(0))))
                .containsExactly("1");
        assertThat(streamsOf("Tab")).containsExactly(arn, streams.arn("Tab"));
        assertThat(streams.records("Tab")).isEmpty();
        api.pass(Duration.ofHours(24).plusMillis(1));
        assertThat(streamsOf("Tab")).containsExactly(streams.arn("Tab"));
    }

    @Test
    void streamsAreListedInPagesAndByTable() {
        streams.withTable("Aaa", "KEYS_ONLY").withTable("Bbb", "KEYS_ONLY").withTable("Bbb2", "KEYS_ONLY");
        streams.createTable("None", "'TableClass': 'STANDARD'");
        streams.disable("Bbb");
        streams.enable("Bbb", "NEW_IMAGE");
        List<String> all = list("{}");
        assertThat(all).hasSize(4);

        List<String> paged = new ArrayList<>();
        Map<String, Object> page = api.call("ListStreams", "{'Limit': 1}");
        for (paged.addAll(arns(page)); page.containsKey("LastEvaluatedStreamArn"); paged.addAll(arns(page))) {
            String last = text(page, "LastEvaluatedStreamArn");
            assertThat(last).isEqualTo(paged.get(paged.size() - 1));
            page = api.call("ListStreams", "{'Limit': 1, 'ExclusiveStartStreamArn': '" + last + "'}");
        }
        assertThat(paged).isEqualTo(all);
        assertThat(streamsOf("Bbb")).hasSize(2).allMatch(arn -> arn.contains(":table/Bbb/"));
        assertThat(streamsOf("None")).isEmpty();
        assertThat(api.error("ListStreams", "{'TableName': 'Missing'}"))
                .isEqualTo("ResourceNotFoundException: Requested resource not found: Table: Missing not found");
        Map<String, Object> listed = StreamApi.list(api.call("ListStreams", "{'TableName': 'Aaa'}"), "Streams")
                .get(0);
        assertThat(listed)
                .containsOnlyKeys("StreamArn", "StreamLabel", "TableName")
                .containsEntry("TableName", "Aaa");
    }

    @Test
    void streamsSurviveARestart(@TempDir Path folder) {
        Path file = folder.resolve("database");
        String arn;
        List<Map<String, Object>> written;
        String iterator;
        try (StreamApi before = new StreamApi(new Api(file))) {
            before.withTable("Tab", "NEW_AND_OLD_IMAGES");
            arn = before.arn("Tab");
            before.put("Tab", "a", 1);
            before.api().database().replaceShards("Tab", true, null);
            before.put("Tab", "a", 2);
            written = before.records("Tab");
            iterator = before.iterator(arn, before.shardIds(arn).get(0), "TRIM_HORIZON", null);
        }
        try (StreamApi after = new StreamApi(new Api(file))) {
            assertThat(after.arn("Tab")).isEqualTo(arn);
            assertThat(after.records("Tab")).isEqualTo(written);
            assertThat(StreamApi.values(StreamApi.records(after.page(iterator))))
                    .containsExactly("1");
            after.put("Tab", "a", 3);
            assertThat(StreamApi.values(after.records("Tab"))).containsExactly("1", "2", "3");
            assertThat(after.records("Tab"))
                    .extracting(StreamApi::sequence)
                    .isSorted()
                    .doesNotHaveDuplicates();
            after.disable("Tab");
        }
        try (StreamApi again = new StreamApi(new Api(file))) {
            assertThat(again.describe(arn)).containsEntry("StreamStatus", "DISABLED");
            assertThat(StreamApi.values(again.records("Tab"))).containsExactly("1", "2", "3");
        }
    }

    @Test
    void numbersAreNotGivenAgainAfterTheirRecordsWereRemoved(@TempDir Path folder) {
        Path file = folder.resolve("database");
        String last;
        try (StreamApi before = new StreamApi(new Api(file))) {
            before.withTable("Tab", "NEW_IMAGE");
            before.put("Tab", "a", 1);
            last = StreamApi.sequence(before.records("Tab").get(0));
            before.api().pass(Duration.ofHours(25));
            assertThat(before.records("Tab")).isEmpty();
        }
        try (StreamApi after = new StreamApi(new Api(file))) {
            after.api().pass(Duration.ofHours(25));
            after.put("Tab", "a", 2);
            assertThat(StreamApi.sequence(after.records("Tab").get(0))).isGreaterThan(last);
        }
    }

    @Test
    void aStreamWhoseTimeIsOverLeavesTheFile(@TempDir Path folder) {
        Path file = folder.resolve("database");
        try (StreamApi before = new StreamApi(new Api(file))) {
            before.withTable("Tab", "NEW_IMAGE").withTable("Other", "NEW_IMAGE");
            before.put("Tab", "a", 1);
            before.put("Other", "a", 1);
            before.disable("Tab");
            before.api().pass(Duration.ofHours(24).plusMillis(1));
            before.api().database().keepHouse();
        }
        assertThat(records(file))
                .singleElement()
                .satisfies(map -> assertThat(map).endsWith(" 0"));
    }

    /** Returns the maps of records in a file, with their sizes. */
    private static List<String> records(Path file) {
        try (MVStore store = MVStore.open(file.toString())) {
            return store.getMapNames().stream()
                    .filter(name -> name.startsWith("stream/"))
                    .map(name -> name + " " + store.openMap(name).size())
                    .toList();
        }
    }

    private List<String> streamsOf(String table) {
        return list("{'TableName': '" + table + "'}");
    }

    private List<String> list(String request) {
        return arns(api.call("ListStreams", request));
    }

    private static List<String> arns(Map<String, Object> page) {
        return Types.list(page.get("Streams")).stream()
                .map(stream -> text(Types.structure(stream), "StreamArn"))
                .toList();
    }
}
