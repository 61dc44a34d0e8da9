package io.dynastore.embedded.model;

import io.dynastore.embedded.model.NaiveTable.Effect;
import io.dynastore.embedded.model.Refused.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The tables of the model, and operations on several of them. */
final class NaiveDatabase {
    private final Map<String, NaiveTable> tables = new TreeMap<>();
    private final Map<String, List<Write>> tokens = new HashMap<>();

    NaiveTable table(Shape shape) {
        NaiveTable table = tables.get(shape.table());
        if (table == null) {
            throw Refused.missing(shape.table());
        }
        return table;
    }

    List<NaiveTable> tables() {
        return List.copyOf(tables.values());
    }

    void create(Shape shape) {
        tables.put(shape.table(), new NaiveTable(shape));
    }

    /** Writes one item, and returns the attributes that the write returns. */
    @Nullable
    Map<String, AttributeValue> write(Write write) {
        Effect effect = table(write.shape()).effect(write);
        table(write.shape()).put(write.key(), effect.after());
        return write.returned(effect);
    }

    /** Writes all items or none. */
    void transact(List<Write> writes, @Nullable String token) {
        if (writes.stream().anyMatch(write -> !table(write.shape()).allows(write))) {
            throw new Unspecified("a write in a transaction that is invalid by itself");
        }
        if (token != null && tokens.containsKey(token)) {
            if (!tokens.get(token).equals(writes)) {
                throw Refused.mismatch();
            }
            if (writes.stream()
                    .anyMatch(
                            write -> !write.shape().equals(table(write.shape()).shape()))) {
                throw new Unspecified("a transaction that is repeated after its table was changed");
            }
            return;
        }
        List<Effect> effects = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        for (Write write : writes) {
            try {
                effects.add(table(write.shape()).effect(write));
                reasons.add(new Reason("None", null));
            } catch (Refused refused) {
                reasons.add(reason(refused, write));
            }
        }
        if (effects.size() < writes.size()) {
            throw Refused.canceled(reasons);
        }
        for (int i = 0; i < writes.size(); i++) {
            table(writes.get(i).shape()).put(writes.get(i).key(), effects.get(i).after());
        }
        if (token != null) {
            tokens.put(token, writes);
        }
    }

    private Reason reason(Refused refused, Write write) {
        if (refused.type().equals(Refused.CONDITION)) {
            return new Reason(
                    "ConditionalCheckFailed",
                    write.itemOfFailure() ? table(write.shape()).get(write.key()) : null);
        }
        return new Reason("ValidationError", null);
    }
}
