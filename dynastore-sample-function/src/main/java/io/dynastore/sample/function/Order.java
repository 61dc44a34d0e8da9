package io.dynastore.sample.function;

import io.dynastore.Codec;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An order, stored as a map: without JSON, the package is smaller by the size of Jackson.
 *
 * @param article what was ordered
 * @param shipped whether it was shipped
 */
record Order(String article, boolean shipped) {
    static final Codec<Order> CODEC = new Codec<>() {
        @Override
        public AttributeValue encode(Order order) {
            return AttributeValue.fromM(Map.of(
                    "article", AttributeValue.fromS(order.article()),
                    "shipped", AttributeValue.fromBool(order.shipped())));
        }

        @Override
        public Order decode(AttributeValue payload) {
            AttributeValue article = Objects.requireNonNull(payload.m().get("article"), "article");
            return new Order(
                    article.s(),
                    AttributeValue.fromBool(true).equals(payload.m().get("shipped")));
        }
    };

    Order asShipped() {
        return new Order(article, true);
    }
}
