package io.dynastore.embedded.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Collections;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The limits of "Quotas in Amazon DynamoDB" in the developer guide, and of the API reference where it says more: a request at a
 * limit is executed, and one beyond it is refused.
 */
class LimitsTableTest {
    private static final int MEGABYTE = 1 << 20;

    private final Api api = new Api().withTable("Tab");

    @AfterEach
    void close() {
        api.close();
    }

    /** Returns the name of a limit, the operation, the value at it and beyond it, the request, and a part of the message. */
    static Stream<Arguments> upperLimits() {
        return Stream.of(
                row("table name", "CreateTable", 255, 256, n -> table(text(n), "id", ""), "at most 255 characters"),
                row("index name", "CreateTable", 255, 256, n -> global(text(n)), "length less than or equal to 255"),
                row(
                        "key attribute name",
                        "CreateTable",
                        255,
                        256,
                        n -> table("New", text(n), ""),
                        "less than or equal to 255"),
                row(
                        "attribute name",
                        "PutItem",
                        65_535,
                        65_536,
                        n -> item("'%s': {'S': ''}".formatted(text(n))),
                        "name"),
                row("local indexes", "CreateTable", 5, 6, LimitsTableTest::locals, "per-table limit of 5"),
                row("global indexes", "CreateTable", 20, 21, LimitsTableTest::globals, "per-table limit of 20"),
                row(
                        "projected attributes of an index",
                        "CreateTable",
                        20,
                        21,
                        n -> projecting(1, n),
                        "less than or equal to 20"),
                row("projected attributes", "CreateTable", 5, 6, n -> projecting(n, 20), "100"),
                row("partition key", "PutItem", 2048, 2049, n -> put(text(n), "k", ""), "size limit of2048 bytes"),
                row("sort key", "PutItem", 1024, 1025, n -> put("p", text(n), ""), "size limit of 1024 bytes"),
                row(
                        "item",
                        "PutItem",
                        400 * 1024 - 9,
                        400 * 1024 - 8,
                        n -> put("p", "k", ", 'v': {'S': '" + text(n) + "'}"),
                        "Item size"),
                row("nesting", "PutItem", 32, 33, n -> item("'v': " + nested(n)), "Nesting Levels"),
                row("digits of a number", "PutItem", 38, 39, n -> number("1".repeat(n)), "38 significant digits"),
                row("largest number", "PutItem", 125, 126, n -> number("9.9E" + n), "Number overflow"),
                row("smallest number", "PutItem", 130, 131, n -> number("1E-" + n), "Number underflow"),
                row(
                        "expression",
                        "PutItem",
                        4096,
                        4097,
                        n -> condition("NOT attribute_exists(" + text(n - 22) + ")", ""),
                        "Expression size"),
                row("operators", "PutItem", 300, 301, LimitsTableTest::operators, "too many operators"),
                row("operands of IN", "PutItem", 100, 101, LimitsTableTest::in, "too many operands"),
                row(
                        "placeholder",
                        "PutItem",
                        255,
                        256,
                        n -> condition("NOT v = :" + text(n - 1), ":" + text(n - 1)),
                        "too long"),
                row(
                        "BatchGetItem keys",
                        "BatchGetItem",
                        100,
                        101,
                        n -> "{'RequestItems': {'Tab': {'Keys': [" + list(n, LimitsTableTest::key) + "]}}}",
                        "less than or equal to 100"),
                row(
                        "BatchWriteItem requests",
                        "BatchWriteItem",
                        25,
                        26,
                        n -> "{'RequestItems': {'Tab': [" + list(n, i -> "{'DeleteRequest': {'Key': " + key(i) + "}}")
                                + "]}}",
                        "less than or equal to 25"),
                row(
                        "TransactWriteItems actions",
                        "TransactWriteItems",
                        100,
                        101,
                        n -> "{'TransactItems': ["
                                + list(n, i -> "{'Delete': {'TableName': 'Tab', 'Key': " + key(i) + "}}") + "]}",
                        "less than or equal to 100"),
                row(
                        "TransactGetItems actions",
                        "TransactGetItems",
                        100,
                        101,
                        n -> "{'TransactItems': ["
                                + list(n, i -> "{'Get': {'TableName': 'Tab', 'Key': " + key(i) + "}}") + "]}",
                        "less than or equal to 100"),
                row(
                        "TransactWriteItems bytes",
                        "TransactWriteItems",
                        11,
                        12,
                        n -> "{'TransactItems': ["
                                + list(
                                        n,
                                        i -> "{'Put': {'TableName': 'Tab', 'Item': " + large(i, 4 * MEGABYTE / 11 - 13)
                                                + "}}")
                                + "]}",
                        "4 MB"),
                row(
                        "client token",
                        "TransactWriteItems",
                        36,
                        37,
                        n -> "{'ClientRequestToken': '" + text(n)
                                + "', 'TransactItems': [{'Delete': {'TableName': 'Tab', 'Key': " + key(1) + "}}]}",
                        "less than or equal to 36"),
                row(
                        "ListTables limit",
                        "ListTables",
                        100,
                        101,
                        n -> "{'Limit': " + n + "}",
                        "less than or equal to 100"),
                row(
                        "segments",
                        "Scan",
                        1_000_000,
                        1_000_001,
                        n -> "{'TableName': 'Tab', 'Segment': 0, 'TotalSegments': " + n + "}",
                        "less than or equal to 1000000"),
                row(
                        "segment",
                        "Scan",
                        999_999,
                        1_000_000,
                        n -> "{'TableName': 'Tab', 'Segment': " + n + ", 'TotalSegments': 1000000}",
                        "999999"),
                row("tags", "TagResource", 50, 51, n -> tags(list(n, i -> tag("k" + i, "v"))), "50"),
                row("tag key", "TagResource", 128, 129, n -> tags(tag(text(n), "v")), "less than or equal to 128"),
                row("tag value", "TagResource", 256, 257, n -> tags(tag("k", text(n))), "less than or equal to 256"));
    }

    static Stream<Arguments> lowerLimits() {
        return Stream.of(
                row("table name", "CreateTable", 3, 2, n -> table(text(n), "id", ""), "at least 3 characters"),
                row("index name", "CreateTable", 3, 2, n -> global(text(n)), "greater than or equal to 3"),
                row("partition key", "PutItem", 1, 0, n -> put(text(n), "k", ""), "empty string value"),
                row("sort key", "PutItem", 1, 0, n -> put("p", text(n), ""), "empty string value"),
                row(
                        "limit",
                        "Scan",
                        1,
                        0,
                        n -> "{'TableName': 'Tab', 'Limit': " + n + "}",
                        "greater than or equal to 1"),
                row(
                        "keys of a batch",
                        "BatchGetItem",
                        1,
                        0,
                        n -> "{'RequestItems': {'Tab': {'Keys': [" + list(n, LimitsTableTest::key) + "]}}}",
                        "greater than or equal to 1"),
                row("units", "CreateTable", 1, 0, n -> provisioned(n), "greater than or equal to 1"),
                row(
                        "elements of a set",
                        "PutItem",
                        1,
                        0,
                        n -> item("'v': {'SS': [" + list(n, i -> "'" + i + "'") + "]}"),
                        "may not be empty"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"upperLimits", "lowerLimits"})
    void aRequestAtALimitIsExecutedAndOneBeyondItIsRefused(
            String name, String operation, int at, int beyond, Function<Integer, String> request, String message) {
        assertThat(api.error(operation, request.apply(beyond))).as(name).contains(message);
        assertThat(api.call(operation, request.apply(at))).as(name).isNotNull();
    }

    private static Arguments row(
            String name, String operation, int at, int beyond, Function<Integer, String> request, String message) {
        return arguments(name, operation, at, beyond, request, message);
    }

    private static String text(int length) {
        return "x".repeat(length);
    }

    private static String list(int count, Function<Integer, String> element) {
        return IntStream.range(0, count).boxed().map(element).collect(Collectors.joining(", "));
    }

    private static String key(int number) {
        return "{'id': {'S': 'p'}, 'name': {'S': 'k" + number + "'}}";
    }

    private static String put(String partition, String sort, String more) {
        return "{'TableName': 'Tab', 'Item': {'id': {'S': '%s'}, 'name': {'S': '%s'}%s}}"
                .formatted(partition, sort, more);
    }

    private static String item(String attribute) {
        return put("p", "k", ", " + attribute);
    }

    private static String number(String text) {
        return item("'v': {'N': '" + text + "'}");
    }

    private static String nested(int levels) {
        return "{'L': [".repeat(levels) + "{'S': 'a'}" + "]}".repeat(levels);
    }

    /** Returns an item of about the given number of bytes. */
    private static String large(int number, int bytes) {
        return "{'id': {'S': 'p'}, 'name': {'S': 'k%02d'}, 'v': {'S': '%s'}}".formatted(number, text(bytes - 10));
    }

    private static String condition(String expression, String placeholder) {
        String values =
                placeholder.isEmpty() ? "" : ", 'ExpressionAttributeValues': {'" + placeholder + "': {'S': 'a'}}";
        return "{'TableName': 'Tab', 'Item': {'id': {'S': 'p'}, 'name': {'S': 'k'}}, 'ConditionExpression': '"
                + expression + "'" + values + "}";
    }

    private static String operators(int count) {
        return condition(
                "NOT v = :a" + " AND v <> :a".repeat((count - 2) / 2) + (count % 2 == 1 ? " AND NOT v = :a" : ""),
                ":a");
    }

    private static String in(int count) {
        return condition("NOT v IN (" + String.join(", ", Collections.nCopies(count, ":a")) + ")", ":a");
    }

    private static String tag(String key, String value) {
        return "{'Key': '" + key + "', 'Value': '" + value + "'}";
    }

    private static String tags(String tags) {
        return "{'ResourceArn': 'arn:aws:dynamodb:us-east-1:000000000000:table/Tab', 'Tags': [" + tags + "]}";
    }

    private static String table(String name, String key, String more) {
        return """
                {'TableName': '%s', 'BillingMode': 'PAY_PER_REQUEST',
                 'AttributeDefinitions': [{'AttributeName': '%s', 'AttributeType': 'S'}%s],
                 'KeySchema': [{'AttributeName': '%s', 'KeyType': 'HASH'}%s}
                """.formatted(
                        name,
                        key,
                        more.isEmpty() ? "" : ", {'AttributeName': 's', 'AttributeType': 'S'}",
                        key,
                        more.isEmpty() ? "]" : more);
    }

    private static String provisioned(int units) {
        return table("New", "id", "")
                .replace(
                        "'PAY_PER_REQUEST'",
                        "'PROVISIONED', 'ProvisionedThroughput':" + " {'ReadCapacityUnits': " + units
                                + ", 'WriteCapacityUnits': 1}");
    }

    private static String global(String name) {
        return indexes(1, number -> name, 0);
    }

    private static String globals(int count) {
        return indexes(count, number -> "index-" + number, 0);
    }

    private static String projecting(int indexes, int attributes) {
        return indexes(indexes, number -> "index-" + number, attributes);
    }

    private static String indexes(int count, Function<Integer, String> name, int projected) {
        return table(
                "New",
                "id",
                ", {'AttributeName': 's', 'KeyType': 'RANGE'}], 'GlobalSecondaryIndexes': ["
                        + list(count, number -> index(name.apply(number), "s", "", number, projected)) + "]");
    }

    private static String locals(int count) {
        return table(
                "New",
                "id",
                ", {'AttributeName': 's', 'KeyType': 'RANGE'}], 'LocalSecondaryIndexes': ["
                        + list(
                                count,
                                number -> index(
                                        "index-" + number,
                                        "id",
                                        ", {'AttributeName': 's', 'KeyType': 'RANGE'}",
                                        number,
                                        0))
                        + "]");
    }

    private static String index(String name, String partition, String sort, int number, int projected) {
        String projection = projected == 0
                ? "'ProjectionType': 'ALL'"
                : "'ProjectionType': 'INCLUDE', 'NonKeyAttributes': ["
                        + list(projected, each -> "'a" + number + "-" + each + "'") + "]";
        return "{'IndexName': '%s', 'KeySchema': [{'AttributeName': '%s', 'KeyType': 'HASH'}%s], 'Projection': {%s}}"
                .formatted(name, partition, sort, projection);
    }
}
