package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.json.Json;
import io.dynastore.embedded.internal.storage.History;
import io.dynastore.embedded.internal.storage.Store;
import io.dynastore.embedded.internal.throughput.Throughput;
import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Request;
import io.dynastore.embedded.internal.wire.Types;
import io.dynastore.testkit.MutableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A database in memory with requests in JSON, in which single quotes replace double ones, and a clock that tests move. */
final class Api implements AutoCloseable {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T09:00:00Z"));
    private final Database database;

    Api() {
        this((Path) null);
    }

    Api(Path file) {
        this(file, new Undocumented(false, false));
    }

    Api(Path file, Undocumented undocumented) {
        database = new Database(Store.open(file, false), clock, undocumented);
    }

    private Api(Function<Clock, Database> creation) {
        database = creation.apply(clock);
    }

    /** Returns a database that limits throughput. */
    static Api limited(boolean splitsHotPartitions) {
        return new Api(clock -> new Database(
                Store.open(null, false),
                clock,
                new Undocumented(true, false),
                new Throughput(clock, splitsHotPartitions)));
    }

    /** Returns a database whose eventually consistent reads see changes late. */
    static Api lagging(Duration lag) {
        return new Api(clock ->
                new Database(Store.open(null, false, new History(clock, lag)), clock, new Undocumented(false, false)));
    }

    /** Returns the reply as a JSON tree. */
    Map<String, Object> call(String operation, String json) {
        Reply reply = send(operation, json);
        if (reply.status() != 200) {
            throw new AssertionError(new String(reply.body(), StandardCharsets.UTF_8));
        }
        return tree(reply);
    }

    /** Returns the reply as JSON with single quotes. */
    String text(String operation, String json) {
        return new String(Json.write(call(operation, json)), StandardCharsets.UTF_8).replace('"', '\'');
    }

    /** Returns the error's type without its namespace, a colon, and its message. */
    String error(String operation, String json) {
        Map<String, Object> tree = errorTree(operation, json);
        String type = (String) tree.get("__type");
        Object message = tree.containsKey("Message") ? tree.get("Message") : tree.getOrDefault("message", "");
        return type.substring(type.indexOf('#') + 1) + ": " + message;
    }

    Map<String, Object> errorTree(String operation, String json) {
        Reply reply = send(operation, json);
        if (reply.status() == 200) {
            throw new AssertionError("No error: " + new String(reply.body(), StandardCharsets.UTF_8));
        }
        return tree(reply);
    }

    private Reply send(String operation, String json) {
        try {
            return database.handle(
                    new Request(operation, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> tree(Reply reply) {
        return reply.body().length == 0 ? Map.of() : Types.structure(Json.read(reply.body()));
    }

    /** Returns the values of an attribute of the items of a page, in their order. */
    static List<Object> column(Map<String, Object> page, String attribute) {
        return Types.list(page.get("Items")).stream()
                .map(item -> Types.structure(Types.structure(item).get(attribute))
                        .values()
                        .iterator()
                        .next())
                .toList();
    }

    Database database() {
        return database;
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    long epochSecond() {
        return clock.instant().getEpochSecond();
    }

    /** Creates a table with a partition key {@code id}, a sort key {@code name}, and two indexes by {@code created}. */
    Api withTable(String name) {
        call("CreateTable", """
                {'TableName': '%s', 'BillingMode': 'PAY_PER_REQUEST',
                 'AttributeDefinitions': [{'AttributeName': 'id', 'AttributeType': 'S'},
                   {'AttributeName': 'name', 'AttributeType': 'S'}, {'AttributeName': 'created', 'AttributeType': 'N'}],
                 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}, {'AttributeName': 'name', 'KeyType': 'RANGE'}],
                 'LocalSecondaryIndexes': [{'IndexName': 'local',
                   'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}, {'AttributeName': 'created', 'KeyType': 'RANGE'}],
                   'Projection': {'ProjectionType': 'KEYS_ONLY'}}],
                 'GlobalSecondaryIndexes': [{'IndexName': 'global',
                   'KeySchema': [{'AttributeName': 'created', 'KeyType': 'HASH'}],
                   'Projection': {'ProjectionType': 'INCLUDE', 'NonKeyAttributes': ['more']}}]}
                """.formatted(name));
        return this;
    }

    @Override
    public void close() {
        database.close();
    }
}
