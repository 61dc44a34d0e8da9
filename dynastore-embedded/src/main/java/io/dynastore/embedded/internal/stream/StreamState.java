package io.dynastore.embedded.internal.stream;

import io.dynastore.embedded.internal.json.Json;
import io.dynastore.embedded.internal.wire.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changes about a stream, apart from its records. Immutable.
 *
 * @param disabled the time at which it was disabled, in milliseconds of the epoch; {@link Shard#OPEN} if it is enabled
 * @param shards the shards in the order of their numbers
 */
record StreamState(long disabled, List<Shard> shards) {
    StreamState {
        shards = List.copyOf(shards);
    }

    boolean isEnabled() {
        return disabled == Shard.OPEN;
    }

    /** Returns the open shard of a hash. */
    Shard open(long hash) {
        for (Shard shard : shards) {
            if (shard.isOpen() && shard.contains(hash)) {
                return shard;
            }
        }
        throw new IllegalStateException("No open shard contains the hash " + hash);
    }

    List<Shard> open() {
        return shards.stream().filter(Shard::isOpen).toList();
    }

    @Nullable
    Shard shard(int number) {
        return shards.stream()
                .filter(shard -> shard.number() == number)
                .findFirst()
                .orElse(null);
    }

    /** Returns the state in which a shard has changed. */
    StreamState with(Shard changed) {
        return new StreamState(
                disabled,
                shards.stream()
                        .map(shard -> shard.number() == changed.number() ? changed : shard)
                        .toList());
    }

    /** Returns the state in which a shard has been added, with an id that is greater than those before it. */
    StreamState plus(Shard added) {
        List<Shard> all = new ArrayList<>(shards);
        all.add(all.isEmpty() ? added : added.after(all.get(all.size() - 1)));
        return new StreamState(disabled, all);
    }

    StreamState without(Shard removed) {
        return new StreamState(
                disabled,
                shards.stream()
                        .filter(shard -> shard.number() != removed.number())
                        .toList());
    }

    StreamState disable(long time) {
        return new StreamState(time, shards);
    }

    /** Returns the JSON of a stream. */
    byte[] write(StreamHead head) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("TableName", head.table());
        tree.put("TableId", head.tableId());
        tree.put("Label", head.label());
        tree.put("ViewType", head.view().name());
        tree.put("KeySchema", head.keySchema());
        tree.put("Created", head.created());
        tree.put("Disabled", disabled);
        tree.put("Shards", shards.stream().map(StreamState::tree).toList());
        return Json.write(tree);
    }

    private static Map<String, @Nullable Object> tree(Shard shard) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("Number", shard.number());
        tree.put("Id", shard.id());
        tree.put("Parent", shard.parent());
        tree.put("From", shard.from());
        tree.put("To", shard.to());
        tree.put("Created", shard.created());
        tree.put("Closed", shard.closed());
        tree.put("Start", shard.start());
        tree.put("End", shard.end());
        tree.put("Trimmed", shard.trimmed());
        return tree;
    }

    /** Returns the part of the JSON that never changes. */
    static StreamHead readHead(byte[] json) {
        Map<String, @Nullable Object> tree = Types.structure(Json.read(json));
        return new StreamHead(
                Types.text(tree.get("TableName")),
                Types.text(tree.get("TableId")),
                Types.text(tree.get("Label")),
                ViewType.valueOf(Types.text(tree.get("ViewType"))),
                Types.list(tree.get("KeySchema")),
                Types.integer(tree.get("Created")));
    }

    /** Returns the part of the JSON that changes. */
    static StreamState read(byte[] json) {
        Map<String, @Nullable Object> tree = Types.structure(Json.read(json));
        return new StreamState(
                Types.integer(tree.get("Disabled")),
                Types.list(tree.get("Shards")).stream()
                        .map(each -> shard(Types.structure(each)))
                        .toList());
    }

    private static Shard shard(Map<String, @Nullable Object> tree) {
        Object parent = tree.get("Parent");
        return new Shard(
                (int) Types.integer(tree.get("Number")),
                Types.text(tree.get("Id")),
                parent == null ? null : Types.text(parent),
                Types.integer(tree.get("From")),
                Types.integer(tree.get("To")),
                Types.integer(tree.get("Created")),
                Types.integer(tree.get("Closed")),
                Types.integer(tree.get("Start")),
                Types.integer(tree.get("End")),
                Types.integer(tree.get("Trimmed")));
    }
}
