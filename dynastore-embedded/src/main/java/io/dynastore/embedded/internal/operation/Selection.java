package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.expression.Condition;
import io.dynastore.embedded.internal.expression.Expressions;
import io.dynastore.embedded.internal.expression.KeyCondition;
import io.dynastore.embedded.internal.expression.Placeholders;
import io.dynastore.embedded.internal.expression.Projection;
import io.dynastore.embedded.internal.storage.IndexSchema;
import io.dynastore.embedded.internal.storage.KeyAttribute;
import io.dynastore.embedded.internal.storage.KeySchema;
import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.wire.ApiError;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The selection of a query or a scan from the items that it reads.
 *
 * @param key the condition on the key; null for a scan
 * @param filter the filter, if there is one
 * @param projection the projection, if there is one
 * @param select the parameter {@code Select}
 */
record Selection(
        @Nullable KeyCondition key,
        @Nullable Condition filter,
        @Nullable Projection projection,
        String select) {

    /** Refuses placeholders and legacy parameters that no expression can use, which AWS does first. */
    static void checkExpressions(Input input, boolean query) {
        PlaceholderReader.checkExpressions(
                input,
                query ? List.of("FilterExpression", "KeyConditionExpression") : List.of("FilterExpression"),
                List.of("ProjectionExpression"));
    }

    static Selection read(Input input, boolean query) {
        String keyText = query ? input.text("KeyConditionExpression") : null;
        String filterText = input.text("FilterExpression");
        if (query && keyText == null) {
            throw ApiError.validation(
                    "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        }
        Placeholders placeholders = PlaceholderReader.read(input);
        AtomicReference<@Nullable Condition> filter = new AtomicReference<>();
        AtomicReference<@Nullable Projection> projection = new AtomicReference<>();
        Runnable others = () -> {
            filter.set(filterText == null ? null : Expressions.condition("FilterExpression", filterText, placeholders));
            String text = input.text("ProjectionExpression");
            projection.set(text == null ? null : Expressions.projection(text, placeholders));
            placeholders.checkAllUsed();
        };
        KeyCondition key = null;
        if (keyText == null) {
            others.run();
        } else {
            key = Expressions.keyCondition(keyText, placeholders, others);
        }
        return new Selection(key, filter.get(), projection.get(), select(input, projection.get() != null));
    }

    private static String select(Input input, boolean hasProjection) {
        String given = input.text("Select");
        if (given == null) {
            return hasProjection
                    ? "SPECIFIC_ATTRIBUTES"
                    : input.has("IndexName") ? "ALL_PROJECTED_ATTRIBUTES" : "ALL_ATTRIBUTES";
        }
        if (hasProjection && !given.equals("SPECIFIC_ATTRIBUTES")) {
            throw ApiError.validation("Cannot specify the ProjectionExpression when choosing to get "
                    + (given.equals("COUNT") ? "only the Count" : given));
        }
        if (!hasProjection && given.equals("SPECIFIC_ATTRIBUTES")) {
            throw ApiError.validation("Must specify the AttributesToGet or ProjectionExpression when choosing"
                    + " to get SPECIFIC_ATTRIBUTES");
        }
        if (given.equals("ALL_PROJECTED_ATTRIBUTES") && !input.has("IndexName")) {
            throw ApiError.validation("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
        }
        return given;
    }

    boolean countsOnly() {
        return select.equals("COUNT");
    }

    /** Checks the selection against the table, and returns whether items of a local index are completed from the table. */
    boolean needsTable(Table table, @Nullable IndexSchema index) {
        KeySchema keys = index == null ? table.schema().key() : index.key();
        checkFilter(keys);
        GetItem.checkScalars(table, projection);
        if (filter != null) {
            Keys.checkScalars(table.schema(), filter.nested());
        }
        if (index == null || index.projectsAll()) {
            return false;
        }
        checkFilterIsProjected(index);
        boolean all = select.equals("ALL_ATTRIBUTES");
        List<String> more = projection == null
                ? List.of()
                : projection.attributes().stream()
                        .filter(name -> !index.projected().contains(name))
                        .toList();
        if (index.global() && all) {
            throw ApiError.validation("One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not"
                    + " supported for global secondary index " + index.name()
                    + " because its projection type is not ALL");
        }
        if (index.global() && !more.isEmpty()) {
            throw ApiError.validation("One or more parameter values were invalid: Global secondary index "
                    + index.name() + " does not project " + more);
        }
        return all || !more.isEmpty();
    }

    /** Checks that an index has the attributes of a query's filter: only the reply may be completed from the table. */
    private void checkFilterIsProjected(IndexSchema index) {
        if (filter == null || key == null) {
            return;
        }
        List<String> missing = filter.attributes().stream()
                .filter(name -> !index.projected().contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw ApiError.validation("One or more parameter values were invalid: Secondary index " + index.name()
                    + " does not project one or more filter attributes: " + missing);
        }
    }

    /** Checks that a query does not filter by its key, which only a scan may do. */
    private void checkFilter(KeySchema keys) {
        if (filter == null || key == null) {
            return;
        }
        for (KeyAttribute attribute : keys.attributes()) {
            if (filter.attributes().contains(attribute.name())) {
                throw ApiError.validation("Filter Expression can only contain non-primary key attributes: Primary key"
                        + " attribute: " + attribute.name());
            }
        }
    }
}
