package io.dynastore.benchmarks;

import io.awspring.cloud.dynamodb.DefaultDynamoDbTableSchemaResolver;
import io.awspring.cloud.dynamodb.DynamoDbTableNameResolver;
import io.awspring.cloud.dynamodb.DynamoDbTemplate;
import io.dynastore.benchmarks.EnhancedItem.Versioned;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.DeleteItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.PageIterable;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;

/** Spring Cloud AWS's {@link DynamoDbTemplate} on the Enhanced Client. */
final class TemplateEntries extends EnhancedEntries {
    private final DynamoDbTemplate template;

    TemplateEntries(Place place) {
        super(place);
        template = new DynamoDbTemplate(client, new DefaultDynamoDbTableSchemaResolver(), new OneTable(place.table()));
    }

    private record OneTable(String name) implements DynamoDbTableNameResolver {
        @Override
        public <T> String resolve(Class<T> type) {
            return name;
        }
    }

    @Override
    void save(EnhancedItem item) {
        template.save(item);
    }

    @Override
    Versioned write(Versioned item) {
        return template.update(item);
    }

    @Override
    @Nullable
    Versioned load(Key key, boolean consistently) {
        if (consistently) {
            throw new UnsupportedOperationException("It loads with eventual consistency only.");
        }
        return template.load(key, Versioned.class);
    }

    @Override
    void delete(DeleteItemEnhancedRequest request) {
        template.delete(request, Versioned.class);
    }

    @Override
    PageIterable<Versioned> query(QueryEnhancedRequest request) {
        return template.query(request, Versioned.class);
    }

    @Override
    public List<String> createAll(List<String> keys, String value) {
        throw new UnsupportedOperationException("It has no transactions.");
    }
}
