package io.dynastore.embedded.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A request that is invalid for all items. */
record BadStep(String what, Function<DynamoDbClient, Object> request) implements Step {
    private static final AttributeValue ONE = Values.n("1");

    /** Updates with an expression that is invalid with the value {@code :v}, which is a number, and perhaps {@code #n}. */
    private static final List<String> UPDATES = List.of(
            "SET aa = :v, aa = :v",
            "SET aa = :v REMOVE aa.k1",
            "SET aa.k1 = :v REMOVE aa[0]",
            "SET aa = :v SET nn = :v",
            "SET aa = :missing, nn = :v",
            "SET aa = #missing, nn = :v",
            "SET pk = :v",
            "ADD aa :v, aa.k1 :v",
            "DELETE aa :v",
            "SET aa = list_append(aa, :v)",
            "SET aa = :v + :v + :v",
            "SET aa = if_not_exists(:v, :v)",
            "SET aa = LIST_APPEND(aa, aa), nn = :v",
            "SET aa = size(nn), nn = :v",
            "SET",
            "",
            "aa = :v",
            "SET aa = :v,",
            "SET aa[:v] = :v",
            "SET size = :v",
            "SET _a = :v",
            "SET aa == :v",
            "REMOVE aa");

    /** Conditions that are invalid with the value {@code :v}, which is a number. */
    private static final List<String> CONDITIONS = List.of(
            "aa = :v AND",
            "aa",
            "(aa = :v",
            "((aa = :v))",
            "aa = :v)",
            "contains(aa, aa) AND nn = :v",
            "begins_with(aa, :v)",
            "attribute_exists(:v)",
            "attribute_type(aa, :v)",
            "size(aa)",
            "size(aa, nn) = :v",
            "aa IN ()",
            "aa BETWEEN :v",
            "NOT",
            "attribute_exists(aa) = :v",
            "if_not_exists(aa, :v) = :v",
            "Contains(aa, :v)",
            "aa = :w",
            "aa = :v = :v",
            "aa ! :v",
            "attribute_exists(aa)");

    static BadStep any(Shape shape, Random random, RandomWrites writes) {
        Map<String, AttributeValue> key = writes.key(shape);
        return switch (random.nextInt(6)) {
            case 0, 1 -> update(shape, key, UPDATES.get(random.nextInt(UPDATES.size())));
            case 2, 3 -> condition(shape, key, CONDITIONS.get(random.nextInt(CONDITIONS.size())));
            case 4 -> item(shape, key, random);
            default -> query(shape, key, random);
        };
    }

    private static BadStep update(Shape shape, Map<String, AttributeValue> key, String expression) {
        UpdateItemRequest request = UpdateItemRequest.builder()
                .tableName(shape.table())
                .key(key)
                .updateExpression(expression)
                .expressionAttributeValues(Map.of(":v", ONE))
                .build();
        return new BadStep(request.toString(), client -> client.updateItem(request));
    }

    private static BadStep condition(Shape shape, Map<String, AttributeValue> key, String expression) {
        PutItemRequest request = PutItemRequest.builder()
                .tableName(shape.table())
                .item(key)
                .conditionExpression(expression)
                .expressionAttributeValues(Map.of(":v", ONE))
                .build();
        return new BadStep(request.toString(), client -> client.putItem(request));
    }

    private static BadStep item(Shape shape, Map<String, AttributeValue> key, Random random) {
        Map<String, AttributeValue> item = new HashMap<>(key);
        switch (random.nextInt(8)) {
            case 0 -> item.remove("pk");
            case 1 -> item.put("pk", AttributeValue.fromBool(true));
            case 2 -> item.put("pk", AttributeValue.fromSs(List.of("a")));
            case 3 -> item.put("aa", AttributeValue.fromNs(List.of("1", "1.0")));
            case 4 -> item.put("aa", Values.n("1".repeat(39)));
            case 5 -> item.put("aa", Values.n("1E126"));
            case 6 -> item.put("aa", Values.n("abc"));
            default -> item.put("aa", AttributeValue.fromL(List.of(AttributeValue.fromSs(List.of("a", "a")))));
        }
        PutItemRequest request =
                PutItemRequest.builder().tableName(shape.table()).item(item).build();
        return new BadStep(request.toString(), client -> client.putItem(request));
    }

    private static BadStep query(Shape shape, Map<String, AttributeValue> key, Random random) {
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(shape.table())
                .keyConditionExpression("pk = :v")
                .expressionAttributeValues(Map.of(":v", key.get("pk")));
        switch (random.nextInt(7)) {
            case 0 -> request.keyConditionExpression("pk > :v");
            case 1 -> request.keyConditionExpression("aa = :v");
            case 2 -> request.keyConditionExpression("pk = :v OR pk = :v");
            case 3 -> request.filterExpression("pk = :v");
            case 4 -> request.limit(0);
            case 5 -> request.indexName("none");
            default -> request.projectionExpression("aa, aa.k1");
        }
        QueryRequest built = request.build();
        return new BadStep(built.toString(), client -> client.query(built));
    }

    @Override
    public Object expected(NaiveDatabase model) {
        throw Refused.invalid(what);
    }

    @Override
    public Object actual(DynamoDbClient client) {
        return request.apply(client);
    }

    @Override
    public String toString() {
        return what;
    }
}
