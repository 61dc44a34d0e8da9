package io.dynastore;

import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** A write or delete of the entry "k", given a fenced view and the entry as it is. */
record FencedWrite(String name, String request, BiConsumer<Partition<String>, Entry<String>> action) {
    /** Those that need an entry, or take one as it is. */
    static Stream<FencedWrite> all() {
        return Stream.concat(writing(), deleting());
    }

    static Stream<FencedWrite> writing() {
        return Stream.of(
                new FencedWrite("put", "UpdateItem", (view, entry) -> view.put("k", "new")),
                new FencedWrite("update", "UpdateItem", (view, entry) -> view.update(entry, "new")),
                new FencedWrite(
                        "update of a revision",
                        "UpdateItem",
                        (view, entry) -> view.update("k", entry.revision(), "new")),
                new FencedWrite("modify", "UpdateItem", (view, entry) -> view.modify("k", value -> "new")),
                new FencedWrite(
                        "modifyOrCreate",
                        "UpdateItem",
                        (view, entry) -> view.modifyOrCreate("k", "0", value -> "new")));
    }

    static Stream<FencedWrite> deleting() {
        return Stream.of(
                new FencedWrite("delete by key", "DeleteItem", (view, entry) -> view.delete("k")),
                new FencedWrite("delete", "DeleteItem", (view, entry) -> view.delete(entry)),
                new FencedWrite(
                        "delete of a revision", "DeleteItem", (view, entry) -> view.delete("k", entry.revision())));
    }

    boolean isDelete() {
        return request.equals("DeleteItem");
    }

    @Override
    public String toString() {
        return name;
    }
}
