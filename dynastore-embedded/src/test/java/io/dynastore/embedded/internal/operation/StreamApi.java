package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.wire.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests in JSON to a database with tables that have streams. Rates are not limited. */
final class StreamApi implements AutoCloseable {
    private final Api api;

    StreamApi() {
        this(new Api());
    }

    StreamApi(Api api) {
        this.api = api;
        api.database().streamSettings().ratesLimited(false);
    }

    Api api() {
        return api;
    }

    /** Creates a table with the partition key {@code id} and a stream. */
    StreamApi withTable(String name, String view) {
        createTable(name, "'StreamSpecification': {'StreamEnabled': true, 'StreamViewType': '" + view + "'}");
        return this;
    }

    /** Creates a table with the partition key {@code id} and other members. */
    Map<String, Object> createTable(String name, String members) {
        return api.call("CreateTable", """
                {'TableName': '%s', 'BillingMode': 'PAY_PER_REQUEST',
                 'AttributeDefinitions': [{'AttributeName': 'id', 'AttributeType': 'S'}],
                 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}], %s}
                """.formatted(name, members));
    }

    Map<String, Object> enable(String table, String view) {
        return api.call("UpdateTable", """
                {'TableName': '%s', 'StreamSpecification': {'StreamEnabled': true, 'StreamViewType': '%s'}}
                """.formatted(table, view));
    }

    Map<String, Object> disable(String table) {
        return api.call(
                "UpdateTable", "{'TableName': '%s', 'StreamSpecification': {'StreamEnabled': false}}".formatted(table));
    }

    void put(String table, String id, int value) {
        api.call(
                "PutItem",
                "{'TableName': '%s', 'Item': {'id': {'S': '%s'}, 'v': {'N': '%d'}}}".formatted(table, id, value));
    }

    void delete(String table, String id) {
        api.call("DeleteItem", "{'TableName': '%s', 'Key': {'id': {'S': '%s'}}}".formatted(table, id));
    }

    Map<String, Object> table(String table) {
        return member(api.call("DescribeTable", "{'TableName': '" + table + "'}"), "Table");
    }

    String arn(String table) {
        return text(table(table), "LatestStreamArn");
    }

    Map<String, Object> describe(String arn) {
        return describe(arn, "");
    }

    /** Describes a stream with more parameters, which begin with a comma. */
    Map<String, Object> describe(String arn, String more) {
        return member(api.call("DescribeStream", "{'StreamArn': '" + arn + "'" + more + "}"), "StreamDescription");
    }

    List<Map<String, Object>> shards(String arn) {
        return shards(describe(arn));
    }

    static List<Map<String, Object>> shards(Map<String, Object> description) {
        return list(description, "Shards");
    }

    /** Returns the ids of a stream's shards. */
    List<String> shardIds(String arn) {
        return shards(arn).stream().map(shard -> text(shard, "ShardId")).toList();
    }

    /** Returns the id of the only open shard. */
    String openShard(String arn) {
        List<String> open = shards(arn).stream()
                .filter(shard -> !member(shard, "SequenceNumberRange").containsKey("EndingSequenceNumber"))
                .map(shard -> text(shard, "ShardId"))
                .toList();
        if (open.size() != 1) {
            throw new AssertionError("Open shards: " + open);
        }
        return open.get(0);
    }

    static String iteratorRequest(String arn, String shard, String type, @Nullable String number) {
        return "{'StreamArn': '%s', 'ShardId': '%s', 'ShardIteratorType': '%s'%s}"
                .formatted(arn, shard, type, number == null ? "" : ", 'SequenceNumber': '" + number + "'");
    }

    String iterator(String arn, String shard, String type, @Nullable String number) {
        return text(api.call("GetShardIterator", iteratorRequest(arn, shard, type, number)), "ShardIterator");
    }

    Map<String, Object> page(String iterator) {
        return api.call("GetRecords", "{'ShardIterator': '" + iterator + "'}");
    }

    Map<String, Object> page(String iterator, int limit) {
        return api.call("GetRecords", "{'ShardIterator': '" + iterator + "', 'Limit': " + limit + "}");
    }

    static String next(Map<String, Object> page) {
        return text(page, "NextShardIterator");
    }

    static List<Map<String, Object>> records(Map<String, Object> page) {
        return list(page, "Records");
    }

    /** Returns all records of the table's latest stream, by shards in the order in which they began. */
    List<Map<String, Object>> records(String table) {
        String arn = arn(table);
        List<Map<String, Object>> records = new ArrayList<>();
        shardIds(arn).forEach(shard -> records.addAll(recordsOf(arn, shard)));
        return records;
    }

    List<Map<String, Object>> recordsOf(String arn, String shard) {
        List<Map<String, Object>> records = new ArrayList<>();
        Map<String, Object> page = page(iterator(arn, shard, "TRIM_HORIZON", null));
        while (!records(page).isEmpty()) {
            records.addAll(records(page));
            if (!page.containsKey("NextShardIterator")) {
                break;
            }
            page = page(next(page));
        }
        return records;
    }

    /** Returns the numbers that were written, by records' new images; {@code -} for one without. */
    static List<String> values(List<Map<String, Object>> records) {
        return records.stream()
                .map(record -> member(record, "dynamodb"))
                .map(change ->
                        change.containsKey("NewImage") ? text(member(member(change, "NewImage"), "v"), "N") : "-")
                .toList();
    }

    static String sequence(Map<String, Object> record) {
        return text(member(record, "dynamodb"), "SequenceNumber");
    }

    static Map<String, Object> member(Map<String, Object> tree, String name) {
        return Types.structure(tree.get(name));
    }

    static String text(Map<String, Object> tree, String name) {
        return Types.text(tree.get(name));
    }

    static List<Map<String, Object>> list(Map<String, Object> tree, String name) {
        return Types.list(tree.get(name)).stream().map(Types::structure).toList();
    }

    @Override
    public void close() {
        api.close();
    }
}
