package io.dynastore.embedded.history;

import io.dynastore.embedded.history.Call.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** A client's requests for a few items, recorded. Each write has a value of its own. Not thread-safe. */
final class Items {
    static final List<String> TABLES = List.of("one", "two");
    private static final int ITEMS_OF_A_TABLE = 2;
    private static final ReturnValuesOnConditionCheckFailure WITH_ITEM = ReturnValuesOnConditionCheckFailure.ALL_OLD;

    private final DynamoDbClient client;
    private final Recorder recorder;
    private final Random random;
    /** The value of each item that this client met last. */
    private final Map<String, String> known = new HashMap<>();

    Items(DynamoDbClient client, Recorder recorder, Random random) {
        this.client = client;
        this.recorder = recorder;
        this.random = random;
    }

    static void createTables(DynamoDbClient client) {
        TABLES.forEach(name -> io.dynastore.embedded.Tables.create(client, name, "pk", ScalarAttributeType.S, "sk"));
    }

    private String any() {
        return TABLES.get(random.nextInt(TABLES.size())) + "/" + random.nextInt(ITEMS_OF_A_TABLE);
    }

    private static String table(String item) {
        return item.substring(0, item.indexOf('/'));
    }

    private static Map<String, AttributeValue> key(String item) {
        return Map.of(
                "pk", AttributeValue.fromS("p"), "sk", AttributeValue.fromS(item.substring(item.indexOf('/') + 1)));
    }

    private static Map<String, AttributeValue> withValue(String item, String value) {
        Map<String, AttributeValue> attributes = new HashMap<>(key(item));
        attributes.put("val", AttributeValue.fromS(value));
        return attributes;
    }

    private @Nullable String met(String item, Map<String, AttributeValue> found) {
        String value = found.containsKey("val") ? found.get("val").s() : null;
        known.put(item, value);
        return value;
    }

    /** A condition that the item has a value, or is not there. */
    private static String is(@Nullable String value) {
        return value == null ? "attribute_not_exists(pk)" : "val = :old";
    }

    private static @Nullable Map<String, AttributeValue> values(@Nullable String old, @Nullable String value) {
        Map<String, AttributeValue> values = new HashMap<>();
        if (old != null) {
            values.put(":old", AttributeValue.fromS(old));
        }
        if (value != null) {
            values.put(":new", AttributeValue.fromS(value));
        }
        return values.isEmpty() ? null : values;
    }

    void get() {
        String item = any();
        long invoked = recorder.now();
        String found = met(
                item,
                client.getItem(get -> get.tableName(table(item)).key(key(item)).consistentRead(true))
                        .item());
        recorder.returned(invoked, "get " + item + ": " + found, Effect.found(item, found));
    }

    void put(String value) {
        String item = any();
        long invoked = recorder.now();
        String before = met(
                item,
                client.putItem(put -> put.tableName(table(item))
                                .item(withValue(item, value))
                                .returnValues(ReturnValue.ALL_OLD))
                        .attributes());
        recorder.returned(
                invoked,
                "put " + item + " " + value + " over " + before,
                Effect.found(item, before).and(Effect.left(item, value)));
        recorder.wrote(value);
        known.put(item, value);
    }

    void delete() {
        String item = any();
        long invoked = recorder.now();
        String before = met(
                item,
                client.deleteItem(delete ->
                                delete.tableName(table(item)).key(key(item)).returnValues(ReturnValue.ALL_OLD))
                        .attributes());
        recorder.returned(
                invoked,
                "delete " + item + " " + before,
                Effect.found(item, before).and(Effect.left(item, null)));
        known.remove(item);
    }

    void conditionalUpdate(String value) {
        String item = any();
        update(item, known.get(item), value);
    }

    void createIfAbsent(String value) {
        update(any(), null, value);
    }

    private void update(String item, @Nullable String old, String value) {
        long invoked = recorder.now();
        String what = "update " + item + " from " + old + " to " + value;
        try {
            client.updateItem(update -> update.tableName(table(item))
                    .key(key(item))
                    .updateExpression("SET val = :new")
                    .conditionExpression(is(old))
                    .expressionAttributeValues(values(old, value))
                    .returnValuesOnConditionCheckFailure(WITH_ITEM));
            recorder.returned(invoked, what, Effect.found(item, old).and(Effect.left(item, value)));
            recorder.wrote(value);
            known.put(item, value);
        } catch (ConditionalCheckFailedException e) {
            String found = met(item, e.item());
            recorder.returned(
                    invoked, what + ": " + found, Effect.found(item, found).and(Effect.otherThan(item, old)));
        }
    }

    /** Lists do not see transactions whole; but what they see was committed. */
    void query() {
        client.query(query -> query.tableName(TABLES.get(random.nextInt(TABLES.size())))
                        .keyConditionExpression("pk = :p")
                        .expressionAttributeValues(Map.of(":p", AttributeValue.fromS("p")))
                        .consistentRead(true))
                .items()
                .forEach(item -> recorder.listed(item.get("val").s()));
    }

    void transactGet() {
        List<String> items = several();
        long invoked = recorder.now();
        List<software.amazon.awssdk.services.dynamodb.model.ItemResponse> responses = client.transactGetItems(request ->
                        request.transactItems(items.stream()
                                .map(item -> software.amazon.awssdk.services.dynamodb.model.TransactGetItem.builder()
                                        .get(get -> get.tableName(table(item)).key(key(item)))
                                        .build())
                                .toList()))
                .responses();
        Effect effect = state -> state;
        StringBuilder what = new StringBuilder("transactGet");
        for (int i = 0; i < items.size(); i++) {
            String found = met(items.get(i), responses.get(i).item());
            effect = effect.and(Effect.found(items.get(i), found));
            what.append(' ').append(items.get(i)).append(": ").append(found);
        }
        recorder.returned(invoked, what.toString(), effect);
    }

    private List<String> several() {
        Set<String> items = new TreeSet<>();
        while (items.size() < 2 + random.nextInt(2)) {
            items.add(any());
        }
        List<String> inAnyOrder = new ArrayList<>(items);
        java.util.Collections.shuffle(inAnyOrder, random);
        return inAnyOrder;
    }

    /** A condition on one of the items, writes of all others, some of them with conditions. */
    void transactWrite(String value) {
        List<Action> actions =
                several().stream().map(item -> action(item, value)).toList();
        long invoked = recorder.now();
        try {
            client.transactWriteItems(request ->
                    request.transactItems(actions.stream().map(Action::request).toList()));
            Effect effect = state -> state;
            for (Action action : actions) {
                effect = effect.and(action.done());
            }
            recorder.returned(invoked, "transactWrite " + actions, effect);
            recorder.wrote(value);
            actions.forEach(action -> known.remove(action.item()));
        } catch (TransactionCanceledException e) {
            Effect effect = state -> state;
            for (int i = 0; i < actions.size(); i++) {
                effect = effect.and(
                        refused(actions.get(i), e.cancellationReasons().get(i)));
            }
            recorder.returned(invoked, "transactWrite " + actions + ": " + e.cancellationReasons(), effect);
        }
    }

    private Effect refused(Action action, CancellationReason reason) {
        if (!"ConditionalCheckFailed".equals(reason.code())) {
            return state -> state;
        }
        String found = met(action.item(), reason.item());
        return Effect.found(action.item(), found).and(Effect.otherThan(action.item(), action.expected()));
    }

    private Action action(String item, String value) {
        boolean expects = random.nextInt(3) > 0;
        return new Action(
                item,
                expects,
                known.get(item),
                random.nextInt(5) == 0 ? Kind.DELETE : expects && random.nextInt(4) == 0 ? Kind.CHECK : Kind.WRITE,
                value);
    }

    private enum Kind {
        WRITE,
        DELETE,
        CHECK
    }

    /** One action of a transaction, with a condition if it expects something. */
    private record Action(
            String item, boolean expects, @Nullable String expected, Kind kind, String value) {
        TransactWriteItem request() {
            String condition = expects ? is(expected) : null;
            String old = expects ? expected : null;
            return switch (kind) {
                case WRITE ->
                    TransactWriteItem.builder()
                            .update(update -> update.tableName(table(item))
                                    .key(key(item))
                                    .updateExpression("SET val = :new")
                                    .conditionExpression(condition)
                                    .expressionAttributeValues(values(old, value))
                                    .returnValuesOnConditionCheckFailure(WITH_ITEM))
                            .build();
                case DELETE ->
                    TransactWriteItem.builder()
                            .delete(delete -> delete.tableName(table(item))
                                    .key(key(item))
                                    .conditionExpression(condition)
                                    .expressionAttributeValues(values(old, null))
                                    .returnValuesOnConditionCheckFailure(WITH_ITEM))
                            .build();
                case CHECK ->
                    TransactWriteItem.builder()
                            .conditionCheck(check -> check.tableName(table(item))
                                    .key(key(item))
                                    .conditionExpression(condition)
                                    .expressionAttributeValues(values(old, null))
                                    .returnValuesOnConditionCheckFailure(WITH_ITEM))
                            .build();
            };
        }

        Effect done() {
            Effect before = expects ? Effect.found(item, expected) : state -> state;
            return switch (kind) {
                case WRITE -> before.and(Effect.left(item, value));
                case DELETE -> before.and(Effect.left(item, null));
                case CHECK -> before;
            };
        }
    }
}
