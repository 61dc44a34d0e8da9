package io.dynastore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

/** Tables as somebody else would make them. */
final class RawTables {
    private RawTables() {}

    /** A table with attributes, each as {@code name:type}, of which the first two are its key. */
    static CreateTableRequest.Builder table(String name, String... attributes) {
        String[] names = Arrays.stream(attributes)
                .map(attribute -> attribute.substring(0, attribute.indexOf(':')))
                .toArray(String[]::new);
        List<AttributeDefinition> definitions = new ArrayList<>();
        for (int i = 0; i < attributes.length; i++) {
            definitions.add(AttributeDefinition.builder()
                    .attributeName(names[i])
                    .attributeType(attributes[i].substring(names[i].length() + 1))
                    .build());
        }
        return CreateTableRequest.builder()
                .tableName(name)
                .keySchema(keys(Arrays.copyOf(names, Math.min(2, names.length))))
                .attributeDefinitions(definitions)
                .billingMode(BillingMode.PAY_PER_REQUEST);
    }

    /** A hash key and perhaps a range key. */
    static List<KeySchemaElement> keys(String... attributes) {
        List<KeySchemaElement> keys = new ArrayList<>();
        for (String attribute : attributes) {
            keys.add(KeySchemaElement.builder()
                    .attributeName(attribute)
                    .keyType(keys.isEmpty() ? KeyType.HASH : KeyType.RANGE)
                    .build());
        }
        return keys;
    }
}
