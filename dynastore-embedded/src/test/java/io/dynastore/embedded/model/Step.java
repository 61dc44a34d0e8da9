package io.dynastore.embedded.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A request to the model and to the database. Its {@code toString} shows the request. */
interface Step {
    /**
     * Asks the model, which changes if it does not throw.
     *
     * @throws Refused if that is the right answer
     * @throws Unspecified if the model does not know
     */
    @Nullable
    Object expected(NaiveDatabase model);

    /** Asks the database. */
    @Nullable
    Object actual(DynamoDbClient client);

    /** Returns whether an answer of the database is right. */
    default boolean matches(@Nullable Object expected, @Nullable Object actual) {
        return Objects.equals(expected, actual);
    }
}
