package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.expression.Condition;
import io.dynastore.embedded.internal.expression.Expressions;
import io.dynastore.embedded.internal.expression.Placeholders;
import io.dynastore.embedded.internal.expression.Update;
import io.dynastore.embedded.internal.storage.IndexSchema;
import io.dynastore.embedded.internal.storage.KeyAttribute;
import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.value.Item;
import io.dynastore.embedded.internal.value.JsonValues;
import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.value.Values;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A write or a check of one item as a request defines it. It is valid as far as its table and the stored item do not decide.
 *
 * @param kind the kind of write
 * @param table the table's name
 * @param attributes the item of a put, otherwise the key
 * @param condition the condition, if there is one
 * @param update the update, if there is one
 * @param returnOnFailure whether the error of a failed condition contains the item
 */
record ItemWrite(
        Kind kind,
        String table,
        Map<String, Value> attributes,
        @Nullable Condition condition,
        @Nullable Update update,
        boolean returnOnFailure) {
    static final int LARGEST_ITEM = 400 << 10;

    private static final String TOO_LARGE = "Item size has exceeded the maximum allowed size";

    /** A kind of write. */
    enum Kind {
        PUT("Item"),
        UPDATE("Key"),
        DELETE("Key"),
        CHECK("Key");

        private final String parameter;

        Kind(String parameter) {
            this.parameter = parameter;
        }

        /** Returns the parameter that contains the item or its key. */
        String parameter() {
            return parameter;
        }

        /** Returns the parameters that hold expressions. */
        List<String> expressions() {
            return this == UPDATE ? List.of("UpdateExpression", "ConditionExpression") : List.of("ConditionExpression");
        }
    }

    /** Reads a write of a batch or a transaction. */
    static ItemWrite read(Kind kind, Input input) {
        PlaceholderReader.checkAction(input, kind.expressions());
        return readChecked(kind, input, "NONE");
    }

    /** Reads a write that is to return the attributes that {@code ReturnValues} names. */
    static ItemWrite read(Kind kind, Input input, String returned) {
        PlaceholderReader.checkExpressions(input, kind.expressions(), List.of());
        return readChecked(kind, input, returned);
    }

    private static ItemWrite readChecked(Kind kind, Input input, String returned) {
        Map<String, Value> attributes = required(kind.parameter(), input.attributes(kind.parameter()));
        if (kind != Kind.UPDATE && !returned.equals("NONE") && !returned.equals("ALL_OLD")) {
            throw ApiError.validation("ReturnValues can only be ALL_OLD or NONE");
        }
        if (kind == Kind.PUT) {
            checkSize(new Item(attributes).size(), TOO_LARGE);
        }
        Placeholders placeholders = PlaceholderReader.read(input);
        String updateText = kind == Kind.UPDATE ? input.text("UpdateExpression") : null;
        String conditionText = input.text("ConditionExpression");
        Update update = updateText == null ? null : Expressions.update(updateText, placeholders);
        Condition condition = conditionText == null
                ? null
                : Expressions.condition("ConditionExpression", conditionText, placeholders);
        if (update != null || condition != null) {
            placeholders.checkAllUsed();
        }
        return new ItemWrite(
                kind,
                required("TableName", input.text("TableName")),
                attributes,
                condition,
                update,
                "ALL_OLD".equals(input.text("ReturnValuesOnConditionCheckFailure")));
    }

    private static <T> T required(String name, @Nullable T member) {
        if (member == null) {
            throw ApiError.validation("The parameter '" + name + "' is required but was not present in the request");
        }
        return member;
    }

    private static void checkSize(long size, String message) {
        if (size > LARGEST_ITEM) {
            throw ApiError.validation(message);
        }
    }

    /** Returns the item if its size, with its copies in local indexes, is within the limit. */
    private static Item sized(Table of, Item item, String message) {
        long size = item.size();
        for (IndexSchema index : of.schema().indexes()) {
            if (!index.global() && of.key(index, item.attributes()) != null) {
                size += index.project(item).size();
            }
        }
        checkSize(size, message);
        return item;
    }

    /** Checks the write against the table's schema, and returns the item's key. */
    byte[] key(Table of) {
        if (kind != Kind.PUT) {
            byte[] key = Keys.ofKey(of, attributes);
            checkUpdatesNoKey(of);
            return key;
        }
        byte[] key = Keys.ofItem(of, attributes);
        Keys.checkIndexes(of.schema(), attributes);
        return key;
    }

    /** Refuses an empty value of a key of the table or, in a put, of an index. */
    void checkNoEmptyKey(Table of) {
        Keys.checkNotEmpty(of.schema(), attributes, kind == Kind.PUT);
        if (kind == Kind.PUT) {
            Keys.checkNoEmptyIndexKey(of.schema(), attributes);
        }
    }

    private void checkUpdatesNoKey(Table of) {
        if (update == null) {
            return;
        }
        for (KeyAttribute attribute : of.schema().key().attributes()) {
            if (update.attributes().contains(attribute.name())) {
                throw ApiError.validation("One or more parameter values were invalid: Cannot update attribute "
                        + attribute.name() + ". This attribute is part of the key");
            }
        }
        Keys.checkScalars(of.schema(), update.nested());
    }

    /**
     * Returns the item after the write.
     *
     * @param of the table
     * @param before the stored item; null if there is none
     * @return the item; null if it is deleted or did not exist
     * @throws ApiError if the condition fails or the result cannot be stored
     */
    @Nullable
    Item evaluate(Table of, @Nullable Item before) {
        if (condition != null && !condition.matches(before == null ? Map.of() : before.attributes())) {
            throw new ApiError(
                    ErrorType.CONDITIONAL_CHECK_FAILED,
                    "The conditional request failed",
                    returnOnFailure && before != null ? Map.of("Item", JsonValues.of(before.attributes())) : Map.of());
        }
        return switch (kind) {
            case PUT -> sized(of, new Item(attributes), TOO_LARGE);
            case DELETE -> null;
            case CHECK -> before;
            case UPDATE -> updated(of, before);
        };
    }

    /** Returns whether the write changes the table; a check and the deletion of a missing item do not. */
    boolean changes(@Nullable Item before, @Nullable Item after) {
        return kind != Kind.CHECK && (before != null || after != null);
    }

    private @Nullable Item updated(Table of, @Nullable Item before) {
        Item after = new Item(updated(before));
        if (before == null && update != null && update.onlyRemoves()) {
            return null;
        }
        Keys.checkUpdatedIndexKeys(of.schema(), after.attributes());
        Keys.checkIndexes(of.schema(), after.attributes());
        if (after.attributes().values().stream().anyMatch(Values::isTooDeep)) {
            throw ApiError.validation("Nesting Levels have exceeded supported limits");
        }
        return sized(of, after, "Item size to update has exceeded the maximum allowed size");
    }

    private Map<String, Value> updated(@Nullable Item before) {
        if (update == null) {
            return before == null ? attributes : before.attributes();
        }
        return before == null ? update.create(attributes) : update.apply(before.attributes());
    }
}
