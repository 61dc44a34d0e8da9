package io.dynastore.embedded.model;

import io.dynastore.embedded.model.Shape.Index;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateGlobalSecondaryIndexAction;
import software.amazon.awssdk.services.dynamodb.model.DeleteGlobalSecondaryIndexAction;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;

/** UpdateTable, which adds or removes a global index. The answer is the active global indexes of the table. */
record IndexStep(Shape before, Shape after, GlobalSecondaryIndexUpdate update) implements Step {
    static IndexStep create(Shape shape, Index index) {
        CreateGlobalSecondaryIndexAction action = CreateGlobalSecondaryIndexAction.builder()
                .indexName(index.name())
                .keySchema(index.key().schema())
                .projection(index.projectionRequest())
                .build();
        return new IndexStep(
                shape,
                shape.with(RandomShapes.plus(shape.indexes(), index)),
                GlobalSecondaryIndexUpdate.builder().create(action).build());
    }

    static IndexStep delete(Shape shape, Index index) {
        List<Index> others =
                shape.indexes().stream().filter(Predicate.not(index::equals)).toList();
        DeleteGlobalSecondaryIndexAction action = DeleteGlobalSecondaryIndexAction.builder()
                .indexName(index.name())
                .build();
        return new IndexStep(
                shape,
                shape.with(others),
                GlobalSecondaryIndexUpdate.builder().delete(action).build());
    }

    @Override
    public Object expected(NaiveDatabase model) {
        model.table(before).reshape(after);
        return after.indexes().stream().filter(Index::global).map(Index::name).toList();
    }

    @Override
    public Object actual(DynamoDbClient client) {
        client.updateTable(UpdateTableRequest.builder()
                .tableName(before.table())
                .attributeDefinitions(after.definitions())
                .globalSecondaryIndexUpdates(update)
                .build());
        while (true) {
            List<GlobalSecondaryIndexDescription> indexes = client.describeTable(
                            table -> table.tableName(before.table()))
                    .table()
                    .globalSecondaryIndexes();
            if (indexes.stream().allMatch(index -> index.indexStatus() == IndexStatus.ACTIVE)) {
                return indexes.stream()
                        .map(GlobalSecondaryIndexDescription::indexName)
                        .toList();
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public String toString() {
        return before.table() + " " + update;
    }
}
