package io.dynastore.embedded.internal.shape;

import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shapes of all operations' requests. Thread-safe. */
public final class RequestShapes {
    private static final StructureShape ANY = StructureShape.structure("Request");
    private static final Set<String> MANAGING = Set.of(
            "CreateTable",
            "UpdateTable",
            "DeleteTable",
            "DescribeTable",
            "DescribeTimeToLive",
            "UpdateTimeToLive",
            "DescribeContinuousBackups",
            "UpdateContinuousBackups");
    private static final Map<String, StructureShape> SHAPES = shapes();

    private RequestShapes() {}

    private static Map<String, StructureShape> shapes() {
        Map<String, StructureShape> all = new HashMap<>(ItemShapes.all());
        all.putAll(BatchShapes.all());
        all.putAll(TableShapes.all());
        return Map.copyOf(all);
    }

    /**
     * Checks a request as AWS does before anything else: first the types of all members, then the constraints of each.
     *
     * @param operation the operation
     * @param tree the JSON tree of the request
     * @return the members of the request
     * @throws io.dynastore.embedded.internal.wire.ApiError if a member has the wrong type or violates a constraint
     */
    public static Map<String, @Nullable Object> checked(String operation, @Nullable Object tree) {
        StructureShape shape = SHAPES.getOrDefault(operation, ANY);
        if (tree == null) {
            throw ApiError.serialization("");
        }
        shape.checkType(tree);
        Map<String, @Nullable Object> request = Types.structure(tree);
        if (MANAGING.contains(operation)) {
            checkName(request.get("TableName"));
        }
        Violations violations = new Violations();
        shape.validate("", request, violations);
        violations.check();
        return request;
    }

    /** Checks the name of the table that an operation is about, which AWS does before it checks the other constraints. */
    private static void checkName(@Nullable Object name) {
        if (!(name instanceof String text)) {
            throw ApiError.validation("The parameter 'TableName' is required but was not present in the request");
        }
        if (!TextShape.TABLE_NAME.allowsLength(text)) {
            throw ApiError.validation("TableName must be at least " + TextShape.TABLE_NAME.least()
                    + " characters long and at most " + TextShape.TABLE_NAME.most() + " characters long");
        }
    }
}
