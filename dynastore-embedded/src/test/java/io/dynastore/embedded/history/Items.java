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
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The recorded requests of one client for a few items. Each write has a unique value. Not thread-safe. */
final class Items {
    static final List<String> TABLES = List.of("one", "two");
    private static final int ITEMS_OF_A_TABLE = 2;

    private final DynamoDbClient client;
    private final Observations observations;
    private final Random random;
    /** The last value of each item that this client has seen. */
    private final Map<String, String> known = new HashMap<>();

    Items(DynamoDbClient client, Observations observations, Random random) {
        this.client = client;
        this.observations = observations;
        this.random = random;
    }

    static void createTables(DynamoDbClient client) {
        TABLES.forEach(name -> io.dynastore.embedded.Tables.create(client, name, "pk", ScalarAttributeType.S, "sk"));
    }

    private String any() {
        return TABLES.get(random.nextInt(TABLES.size())) + "/" + random.nextInt(ITEMS_OF_A_TABLE);
    }

    private static Map<String, AttributeValue> withValue(String item, String value) {
        Map<String, AttributeValue> attributes = new HashMap<>(Action.key(item));
        attributes.put("val", AttributeValue.fromS(value));
        return attributes;
    }

    private @Nullable String met(String item, Map<String, AttributeValue> found) {
        String value = found.containsKey("val") ? found.get("val").s() : null;
        known.put(item, value);
        return value;
    }

    void get() {
        String item = any();
        Call call = observations.begin("get " + item);
        String found = met(
                item,
                client.getItem(get -> get.tableName(Action.table(item))
                                .key(Action.key(item))
                                .consistentRead(true))
                        .item());
        observations.end(call, ": " + found, Effect.found(item, found));
    }

    void put(String value) {
        String item = any();
        Call call = observations.begin("put " + item + " " + value);
        String before = met(
                item,
                client.putItem(put -> put.tableName(Action.table(item))
                                .item(withValue(item, value))
                                .returnValues(ReturnValue.ALL_OLD))
                        .attributes());
        observations.end(call, " over " + before, Effect.found(item, before).and(Effect.left(item, value)));
        observations.wrote(value);
        known.put(item, value);
    }

    void delete() {
        String item = any();
        Call call = observations.begin("delete " + item);
        String before = met(
                item,
                client.deleteItem(delete -> delete.tableName(Action.table(item))
                                .key(Action.key(item))
                                .returnValues(ReturnValue.ALL_OLD))
                        .attributes());
        observations.end(call, ": " + before, Effect.found(item, before).and(Effect.left(item, null)));
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
        Call call = observations.begin("update " + item + " from " + old + " to " + value);
        try {
            client.updateItem(update -> update.tableName(Action.table(item))
                    .key(Action.key(item))
                    .updateExpression("SET val = :new")
                    .conditionExpression(Action.is(old))
                    .expressionAttributeValues(Action.values(old, value))
                    .returnValuesOnConditionCheckFailure(Action.WITH_ITEM));
            observations.end(call, "", Effect.found(item, old).and(Effect.left(item, value)));
            observations.wrote(value);
            known.put(item, value);
        } catch (ConditionalCheckFailedException e) {
            String found = met(item, e.item());
            observations.end(call, ": " + found, Effect.found(item, found).and(Effect.otherThan(item, old)));
        }
    }

    /** Lists items: a list may see a part of a transaction, but only values that were committed. */
    void query() {
        client.query(query -> query.tableName(TABLES.get(random.nextInt(TABLES.size())))
                        .keyConditionExpression("pk = :p")
                        .expressionAttributeValues(Map.of(":p", AttributeValue.fromS("p")))
                        .consistentRead(true))
                .items()
                .forEach(item -> observations.listed(item.get("val").s()));
    }

    void transactGet() {
        List<String> items = several();
        Call call = observations.begin("transactGet");
        List<software.amazon.awssdk.services.dynamodb.model.ItemResponse> responses = client.transactGetItems(request ->
                        request.transactItems(items.stream()
                                .map(item -> software.amazon.awssdk.services.dynamodb.model.TransactGetItem.builder()
                                        .get(get -> get.tableName(Action.table(item))
                                                .key(Action.key(item)))
                                        .build())
                                .toList()))
                .responses();
        Effect effect = state -> state;
        StringBuilder answer = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            String found = met(items.get(i), responses.get(i).item());
            effect = effect.and(Effect.found(items.get(i), found));
            answer.append(' ').append(items.get(i)).append(": ").append(found);
        }
        observations.end(call, answer.toString(), effect);
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

    /** Sends a transaction with a condition on one item and writes of all others, some of them with conditions. */
    void transactWrite(String value) {
        List<Action> actions =
                several().stream().map(item -> action(item, value)).toList();
        Call call = observations.begin("transactWrite " + actions);
        try {
            client.transactWriteItems(request ->
                    request.transactItems(actions.stream().map(Action::request).toList()));
            Effect effect = state -> state;
            for (Action action : actions) {
                effect = effect.and(action.done());
            }
            observations.end(call, "", effect);
            observations.wrote(value);
            actions.forEach(action -> known.remove(action.item()));
        } catch (TransactionCanceledException e) {
            Effect effect = state -> state;
            for (int i = 0; i < actions.size(); i++) {
                effect = effect.and(
                        refused(actions.get(i), e.cancellationReasons().get(i)));
            }
            observations.end(call, ": " + e.cancellationReasons(), effect);
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
        return new Action(item, expects, known.get(item), kind(expects), value);
    }

    private Action.Kind kind(boolean expects) {
        if (random.nextInt(5) == 0) {
            return Action.Kind.DELETE;
        }
        return expects && random.nextInt(4) == 0 ? Action.Kind.CHECK : Action.Kind.WRITE;
    }
}
