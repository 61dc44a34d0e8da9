package io.dynastore.embedded.internal.console;

import io.dynastore.embedded.internal.wire.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table with a page of its items, or of those of one of its indexes. */
final class ItemsPage {
    private static final int ITEMS = 50;
    private static final int CHARACTERS = 80;
    private static final int OTHER_ATTRIBUTES = 6;

    private final Calls calls;
    private final Description table;

    ItemsPage(Calls calls, Description table) {
        this.calls = calls;
        this.table = table;
    }

    Reply show(Address address) throws Failure, InterruptedException {
        String name = address.first("index");
        Description.@Nullable Index index = name == null
                ? null
                : table.index(name).orElseThrow(() -> new Failure(404, "The table has no index \"" + name + "\"."));
        List<String> wanted = address.all("key");
        Map<String, Object> request = request(index, wanted);
        Object start = address.tree("start");
        if (start != null) {
            request.put("ExclusiveStartKey", start);
        }
        Map<String, @Nullable Object> found =
                calls.call(request.containsKey("KeyConditionExpression") ? "Query" : "Scan", request);
        Object next = found.get("LastEvaluatedKey");
        return Page.reply(200, table.name(), html -> {
            writeTable(html);
            writeFilter(html, index, wanted);
            writeItems(html, index, Calls.structures(found, "Items"));
            writeNext(html, list(index, wanted), next, start != null);
        });
    }

    private static List<Description.Key> partition(List<Description.Key> key) {
        return key.stream().filter(Description.Key::partition).toList();
    }

    private List<Description.Key> keyOf(Description.@Nullable Index index) {
        return index == null ? table.key() : index.key();
    }

    private Map<String, Object> request(Description.@Nullable Index index, List<String> wanted) throws Failure {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("TableName", table.name());
        request.put("Limit", ITEMS);
        request.put("ConsistentRead", index == null || !index.global());
        if (index != null) {
            request.put("IndexName", index.name());
        }
        if (wanted.stream().anyMatch(value -> !value.isEmpty())) {
            putCondition(request, partition(keyOf(index)), wanted);
        }
        return request;
    }

    private static void putCondition(Map<String, Object> request, List<Description.Key> keys, List<String> wanted)
            throws Failure {
        if (wanted.size() != keys.size() || wanted.contains("")) {
            throw new Failure(400, "A partition key is found by the values of all its attributes: fill in each field.");
        }
        List<String> conditions = new ArrayList<>();
        Map<String, Object> names = new LinkedHashMap<>();
        Map<String, Object> values = new LinkedHashMap<>();
        for (int at = 0; at < keys.size(); at++) {
            conditions.add("#k" + at + " = :k" + at);
            names.put("#k" + at, keys.get(at).name());
            values.put(":k" + at, Map.of(keys.get(at).type(), wanted.get(at)));
        }
        request.put("KeyConditionExpression", String.join(" AND ", conditions));
        request.put("ExpressionAttributeNames", names);
        request.put("ExpressionAttributeValues", values);
    }

    private void writeTable(Html html) {
        html.open("dl");
        html.element("dt", "Key").element("dd", Description.text(table.key()));
        html.element("dt", "Items").element("dd", table.items() + ", " + table.bytes());
        html.element("dt", "Capacity").element("dd", table.billing());
        for (Description.Index each : table.indexes()) {
            html.element("dt", each.global() ? "Global index" : "Local index").open("dd");
            html.link(list(each, List.of()), each.name());
            html.text(": " + Description.text(each.key()) + ", " + each.items() + " items, " + each.bytes());
            html.close("dd");
        }
        html.close("dl");
    }

    private void writeFilter(Html html, Description.@Nullable Index index, List<String> wanted) {
        html.open("form", "action", "/", "method", "get");
        html.open("input", "type", "hidden", "name", "table", "value", table.name());
        if (index != null) {
            html.element("p", "Items of the index " + index.name() + ":");
            html.open("input", "type", "hidden", "name", "index", "value", index.name());
        }
        List<Description.Key> keys = partition(keyOf(index));
        for (int at = 0; at < keys.size(); at++) {
            html.open("label").text("Partition key " + keys.get(at) + " ");
            html.open("input", "name", "key", "value", at < wanted.size() ? wanted.get(at) : "");
            html.close("label").text(" ");
        }
        html.element("button", "Find");
        html.close("form");
    }

    private Address list(Description.@Nullable Index index, List<String> wanted) {
        Address address = Address.HOME.with("table", table.name());
        if (index != null) {
            address = address.with("index", index.name());
        }
        for (String value : wanted) {
            address = address.with("key", value);
        }
        return address;
    }

    private void writeItems(Html html, Description.@Nullable Index index, List<Map<String, @Nullable Object>> items) {
        if (items.isEmpty()) {
            html.element("p", "No items.");
            return;
        }
        List<String> columns = table.keyNames(index);
        List<String> headings = new ArrayList<>(columns);
        headings.add("Other attributes");
        headings.add("");
        html.open("table").headings(headings).open("tbody");
        for (Map<String, @Nullable Object> item : items) {
            html.open("tr");
            columns.forEach(column -> html.element("td", brief(item.get(column))));
            html.element("td", others(item, columns));
            html.open("td").link(ItemPage.address(table, item), "Item").close("td");
            html.close("tr");
        }
        html.close("tbody").close("table");
    }

    private static String brief(@Nullable Object value) {
        return value == null ? "" : ValueText.of(value).brief(CHARACTERS);
    }

    private static String others(Map<String, @Nullable Object> item, List<String> columns) {
        List<String> others = new ArrayList<>();
        item.forEach((name, value) -> {
            if (!columns.contains(name) && others.size() < OTHER_ATTRIBUTES) {
                others.add(new ValueText("S", name).brief(CHARACTERS) + ": " + brief(value));
            }
        });
        int left = item.size() - columns.size() - others.size();
        return String.join(", ", others) + (left > 0 ? " and " + left + " more" : "");
    }

    private static void writeNext(Html html, Address list, @Nullable Object next, boolean later) {
        html.open("p");
        if (later) {
            html.link(list, "First page").text(" ");
        }
        if (next != null) {
            html.link(list.withTree("start", next), "Next page");
        }
        html.close("p");
    }
}
