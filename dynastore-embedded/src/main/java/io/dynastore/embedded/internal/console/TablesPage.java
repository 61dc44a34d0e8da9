package io.dynastore.embedded.internal.console;

import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list of tables. */
final class TablesPage {
    private static final int TABLES = 50;

    private final Calls calls;

    TablesPage(Calls calls) {
        this.calls = calls;
    }

    Reply show(Address address) throws Failure, InterruptedException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("Limit", TABLES);
        String after = address.first("after");
        if (after != null) {
            request.put("ExclusiveStartTableName", after);
        }
        Map<String, @Nullable Object> listed = calls.call("ListTables", request);
        List<Description> tables = new ArrayList<>();
        for (Object name : Types.list(listed.get("TableNames"))) {
            tables.add(Description.of(calls.describe(Types.text(name))));
        }
        Object last = listed.get("LastEvaluatedTableName");
        return Page.reply(200, "Tables", html -> {
            write(html, tables);
            if (last != null) {
                html.open("p")
                        .link(Address.HOME.with("after", Types.text(last)), "More tables")
                        .close("p");
            }
        });
    }

    private static void write(Html html, List<Description> tables) {
        if (tables.isEmpty()) {
            html.element("p", "There are no tables.");
            return;
        }
        html.open("table").headings(List.of("Table", "Key", "Indexes", "Items", "Size", "Status"));
        html.open("tbody");
        for (Description table : tables) {
            html.open("tr");
            html.open("td")
                    .link(Address.HOME.with("table", table.name()), table.name())
                    .close("td");
            html.element("td", Description.text(table.key()));
            html.open("td");
            table.indexes().forEach(index -> html.element("div", index.name() + ": " + Description.text(index.key())));
            html.close("td");
            html.element("td", table.items()).element("td", table.bytes()).element("td", table.status());
            html.close("tr");
        }
        html.close("tbody").close("table");
    }
}
