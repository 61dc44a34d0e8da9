package io.dynastore.embedded.internal.console;

import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One item in full. Long values are cut, with a link to a page that shows the value alone. */
final class ItemPage {
    private static final int CHARACTERS = 4000;

    private final Calls calls;
    private final Description table;

    ItemPage(Calls calls, Description table) {
        this.calls = calls;
        this.table = table;
    }

    /** Returns the address of the page of an item. */
    static Address address(Description table, Map<String, @Nullable Object> item) {
        Map<String, @Nullable Object> key = new LinkedHashMap<>();
        table.key().forEach(attribute -> key.put(attribute.name(), item.get(attribute.name())));
        return Address.HOME.with("table", table.name()).withTree("item", key);
    }

    Reply show(Address address) throws Failure, InterruptedException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("TableName", table.name());
        request.put("ConsistentRead", true);
        Object key = address.tree("item");
        if (key != null) {
            request.put("Key", key);
        }
        Object found = calls.call("GetItem", request).get("Item");
        if (found == null) {
            throw new Failure(404, "The table has no item with this key any more.");
        }
        Map<String, @Nullable Object> item = Types.structure(found);
        List<String> names = address.all("attribute");
        if (!names.isEmpty() && !item.containsKey(names.get(0))) {
            throw new Failure(404, "The item has no such attribute any more.");
        }
        return Page.reply(200, "Item of " + table.name(), html -> {
            html.open("p").link(Address.HOME.with("table", table.name()), table.name());
            if (!names.isEmpty()) {
                html.text(", ").link(address(table, item), "the whole item");
            }
            html.close("p");
            write(html, item, names.isEmpty() ? null : names.get(0));
        });
    }

    private void write(Html html, Map<String, @Nullable Object> item, @Nullable String only) {
        html.open("table").headings(List.of("Attribute", "Type", "Value")).open("tbody");
        for (String name : names(item)) {
            if (only == null || only.equals(name)) {
                ValueText value = ValueText.of(item.get(name));
                html.open("tr").element("td", name).element("td", value.type()).open("td");
                writeValue(
                        html, value.text(), only == null ? address(table, item).with("attribute", name) : null);
                html.close("td").close("tr");
            }
        }
        html.close("tbody").close("table");
    }

    private static void writeValue(Html html, String text, @Nullable Address whole) {
        // Browsers ignore a line break at the beginning of this element.
        if (whole == null || text.length() <= CHARACTERS) {
            html.element("pre", "\n" + text);
            return;
        }
        html.element("pre", "\n" + ValueText.cut(text, CHARACTERS));
        html.link(whole, "All " + text.length() + " characters");
    }

    /** Returns the names of an item's attributes, those of the key first. */
    private List<String> names(Map<String, @Nullable Object> item) {
        Map<String, @Nullable Object> ordered = new LinkedHashMap<>();
        table.key().forEach(attribute -> ordered.put(attribute.name(), true));
        ordered.putAll(item);
        return List.copyOf(ordered.keySet());
    }
}
