package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.CodecException;
import io.dynastore.Partition;
import java.util.Map;
import kotlin.Pair;
import kotlin.text.MatchGroup;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The Kotlin module is found by itself. The values are data classes of Kotlin's library, which say nothing to Java. */
class KotlinJsonTest {
    private final String table = TestDynamoDb.uniqueTable();
    private final ApplicationContextRunner runner = StarterContext.onTable(table)
            .withPropertyValues(
                    "dynastore.partitions.pairs.type=" + Pair.class.getName(),
                    "dynastore.partitions.groups.type=" + MatchGroup.class.getName());

    @SuppressWarnings("unchecked")
    private static <V> Partition<V> partition(ApplicationContext context, String name) {
        return context.getBean(name, Partition.class);
    }

    @Test
    void aDataClassIsStoredAndRead() {
        runner.run(context -> {
            Partition<Pair<String, Integer>> pairs = partition(context, "pairs");
            pairs.put("a", new Pair<>("one", 1));
            assertThat(pairs.get("a").value()).isEqualTo(new Pair<>("one", 1));
            assertThat(TestDynamoDb.item(table, "pairs", "a"))
                    .containsValue(AttributeValue.fromS("{\"first\":\"one\",\"second\":1}"));
        });
    }

    @Test
    void nullForAPropertyThatIsNeverNullIsRefused() {
        runner.run(context -> {
            TestDynamoDb.raw()
                    .putItem(put -> put.tableName(table)
                            .item(Map.of(
                                    "id", AttributeValue.fromS("groups"),
                                    "name", AttributeValue.fromS("a"),
                                    "version", AttributeValue.fromN("1"),
                                    "payload", AttributeValue.fromS("{\"value\":null,\"range\":null}"))));
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> partition(context, "groups").get("a"))
                    .havingRootCause()
                    .withMessageContaining("KotlinInvalidNullException");
        });
    }

    @Test
    void withoutTheModuleADataClassIsRefused() {
        runner.run(context -> partition(context, "pairs").put("a", new Pair<>("one", 1)));
        runner.withClassLoader(new FilteredClassLoader("tools.jackson.module.kotlin"))
                .run(context -> assertThatExceptionOfType(CodecException.class)
                        .isThrownBy(() -> partition(context, "pairs").get("a")));
    }
}
