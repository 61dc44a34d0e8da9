package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.json.Json;
import io.dynastore.embedded.internal.wire.Types;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a table: the JSON tree of a valid {@code CreateTable} with the members that the database adds, {@code
 * TableId}, {@code CreationDateTime} and {@code TimeToLive}. Immutable: the tree is never changed.
 */
public final class TableSchema {
    private final Map<String, @Nullable Object> definition;
    private final String name;
    private final KeySchema key;
    private final List<IndexSchema> indexes;

    /** Creates the schema of a valid definition. */
    public TableSchema(Map<String, @Nullable Object> definition) {
        this.definition = definition;
        this.name = text(definition, "TableName");
        this.key = keySchema(definition, types());
        this.indexes = new ArrayList<>();
        addIndexes("LocalSecondaryIndexes", false);
        addIndexes("GlobalSecondaryIndexes", true);
    }

    static TableSchema read(byte[] json) {
        return new TableSchema(Types.structure(Json.read(json)));
    }

    byte[] write() {
        return Json.write(definition);
    }

    private void addIndexes(String member, boolean global) {
        for (Map<String, @Nullable Object> index : structures(definition, member)) {
            KeySchema indexKey = keySchema(index, types());
            Map<String, @Nullable Object> projection = Types.structure(index.get("Projection"));
            String type = projection.get("ProjectionType") instanceof String given ? given : "ALL";
            Set<String> projected = new LinkedHashSet<>();
            key.attributes().forEach(attribute -> projected.add(attribute.name()));
            indexKey.attributes().forEach(attribute -> projected.add(attribute.name()));
            if (projection.get("NonKeyAttributes") instanceof List<?> names) {
                names.forEach(each -> projected.add((String) each));
            }
            indexes.add(new IndexSchema(text(index, "IndexName"), global, indexKey, type.equals("ALL"), projected));
        }
    }

    private Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        structures(definition, "AttributeDefinitions")
                .forEach(attribute -> types.put(text(attribute, "AttributeName"), text(attribute, "AttributeType")));
        return types;
    }

    private static KeySchema keySchema(Map<String, @Nullable Object> of, Map<String, String> types) {
        List<KeyAttribute> partition = new ArrayList<>();
        List<KeyAttribute> sort = new ArrayList<>();
        for (Map<String, @Nullable Object> element : structures(of, "KeySchema")) {
            String attribute = text(element, "AttributeName");
            (text(element, "KeyType").equals("HASH") ? partition : sort)
                    .add(new KeyAttribute(attribute, Objects.requireNonNull(types.get(attribute))));
        }
        return new KeySchema(List.copyOf(partition), List.copyOf(sort));
    }

    private static List<Map<String, @Nullable Object>> structures(Map<String, @Nullable Object> of, String member) {
        Object list = of.get(member);
        return list == null
                ? List.of()
                : Types.list(list).stream().map(Types::structure).toList();
    }

    private static String text(Map<String, @Nullable Object> of, String member) {
        return Types.text(of.get(member));
    }

    /** {@return the definition} */
    public Map<String, @Nullable Object> definition() {
        return definition;
    }

    /** {@return the schema with changed members; a null value removes a member} */
    public TableSchema with(Map<String, @Nullable Object> changes) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(definition);
        changed.putAll(changes);
        changed.values().removeIf(Objects::isNull);
        return new TableSchema(changed);
    }

    /** {@return the table's name} */
    public String name() {
        return name;
    }

    /** {@return the id that distinguishes this table from an earlier one with the same name} */
    public String id() {
        return text(definition, "TableId");
    }

    /** {@return the time at which the table was created, in milliseconds of the epoch} */
    public long createdMillis() {
        return definition.get("CreationDateTime") instanceof BigDecimal seconds
                ? seconds.movePointRight(3).longValue()
                : 0;
    }

    /** {@return the table's key} */
    public KeySchema key() {
        return key;
    }

    /** {@return the indexes, the local ones first} */
    public List<IndexSchema> indexes() {
        return indexes;
    }

    /** {@return the index with the name} */
    public Optional<IndexSchema> index(String wanted) {
        return indexes.stream().filter(index -> index.name().equals(wanted)).findFirst();
    }

    /** {@return the attribute that contains the time at which an item expires; null if time to live is disabled} */
    public @Nullable String timeToLive() {
        Object setting = definition.get("TimeToLive");
        return setting == null ? null : text(Types.structure(setting), "AttributeName");
    }
}
