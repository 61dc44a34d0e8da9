package io.dynastore;

import io.dynastore.QueryPlan.Wanted;
import io.dynastore.internal.Texts;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Checks that the index of a query is as in the table: by the table's definition, and by what DynamoDB returns. Pure. */
final class IndexCheck {
    private IndexCheck() {}

    /** Fails if no table can have the index, or if it is not as in the table's definition, if that has it. */
    static void definition(QueryPlan plan) {
        Index index = plan.query().index();
        if (index == null) {
            return;
        }
        if (!Texts.escape(index.name()).equals(index.name())) {
            // DynamoDB's message would repeat it.
            throw new IndexNotSupportedException(
                    plan.address(), index.name(), "names of indexes have only letters, digits, '_', '-' and '.'.");
        }
        Index defined = plan.layout().index(index.name());
        if (defined != null && !defined.equals(index)) {
            throw new IndexNotSupportedException(
                    plan.address(),
                    index.name(),
                    "the table is defined with the " + defined + " on " + defined.describeKeys()
                            + ", but the query has the " + index + " on " + index.describeKeys()
                            + ". Use one definition.");
        }
    }

    /** Fails if what DynamoDB returned shows that the index has other keys than the query says. */
    static void reply(QueryPlan plan, QueryResponse response, Wanted wanted) {
        if (plan.query().index() == null) {
            return;
        }
        if (response.hasLastEvaluatedKey()) {
            Set<String> expected = plan.startKeyAttributes();
            Set<String> found = response.lastEvaluatedKey().keySet();
            if (!found.equals(expected)) {
                throw otherKeys(plan, "a page of it ends at " + quoted(found) + " instead of " + quoted(expected));
            }
        }
        String sort = plan.sortAttribute();
        if (wanted == Wanted.ITEMS && sort != null) {
            for (Map<String, AttributeValue> item : response.items()) {
                if (!item.containsKey(sort)) {
                    throw otherKeys(plan, "an entry in it has no " + Texts.quote(sort));
                }
            }
        }
    }

    /** Returns the exception for an index that has other keys than the query says, with the sign of it. */
    static RuntimeException otherKeys(QueryPlan plan, String sign) {
        Index index = plan.query().index();
        if (index == null) {
            return new MalformedItemException(plan.address(), plan.layout().keyAttribute(), "is unreadable: " + sign);
        }
        return new IndexNotSupportedException(
                plan.address(),
                index.name(),
                "the table has it on other attributes than " + index.describeKeys() + ", since " + sign
                        + ". Correct the Index.");
    }

    private static String quoted(Set<String> attributes) {
        return attributes.stream().sorted().map(Texts::quote).collect(Collectors.joining(", "));
    }
}
