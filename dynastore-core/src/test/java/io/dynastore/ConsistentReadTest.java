package io.dynastore;

import static io.dynastore.TestStore.BY_CREATED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

class ConsistentReadTest {
    private final TestStore test = new TestStore();
    private final List<DynamoDbRequest> requests = new CopyOnWriteArrayList<>();
    private final Partition<String> partition = DynaStore.builder(test.store.client())
            .clock(test.clock)
            .hook(new OperationHook() {
                @Override
                public DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
                    requests.add(request);
                    return request;
                }
            })
            .build()
            .table(TestStore.CRM)
            .partition(test.partition.name());

    private record Read(String name, Consumer<Partition<?>> action) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Read> reads() {
        return List.of(
                new Read("get", partition -> partition.get("a")),
                new Read("find", partition -> partition.find("a")),
                new Read("find nothing", partition -> partition.find("z")),
                new Read("exists", partition -> partition.exists("a")),
                new Read("list", partition -> partition.list(Query.all())),
                new Read(
                        "list by index", partition -> partition.list(Query.all().index(BY_CREATED))),
                new Read("stream", partition -> partition.stream(Query.all()).forEach(entry -> {})),
                new Read("count", partition -> partition.count(Query.all())));
    }

    @BeforeEach
    void write() {
        partition.put("a", "1", with -> with.field("created", "2100"));
        requests.clear();
    }

    @ParameterizedTest
    @MethodSource("reads")
    void aConsistentViewReadsConsistently(Read read) {
        read.action.accept(partition.consistent());
        assertThat(requests)
                .hasSize(1)
                .allSatisfy(request -> assertThat(consistentRead(request)).isTrue());
    }

    @ParameterizedTest
    @MethodSource("reads")
    void otherwiseReadsAreEventuallyConsistentAndCostHalf(Read read) {
        read.action.accept(partition);
        assertThat(requests)
                .hasSize(1)
                .allSatisfy(request -> assertThat(consistentRead(request)).isNull());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void eachRequestOfAPageIsConsistent(int limit) {
        Rows.write(test, 40, i -> i < 30);
        partition.consistent().list(Query.all().from("e-").limit(limit));
        assertThat(requests)
                .hasSizeGreaterThan(1)
                .allSatisfy(request -> assertThat(consistentRead(request)).isTrue());
    }

    @Test
    void viewsOfAConsistentViewAreConsistent() {
        partition.consistent().as(Codec.attribute()).get("a");
        assertThat(consistentRead(requests.get(0))).isTrue();
        partition.as(Codec.attribute()).consistent().consistent().get("a");
        assertThat(consistentRead(requests.get(1))).isTrue();
        partition.get("a");
        assertThat(consistentRead(requests.get(2))).isNull();
    }

    private static @Nullable Boolean consistentRead(DynamoDbRequest request) {
        return request instanceof GetItemRequest get ? get.consistentRead() : ((QueryRequest) request).consistentRead();
    }
}
